package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.json.JsonSchemas;

/** The survey as it is called. */
final class SurveyCommandTest {
  @TempDir private Path dir = Path.of("");

  @Test
  void textGoesToStandardOutputAndJsonWhereItIsWanted() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xen("a"));

    Ran ran = Cli.run(dir, "survey", "in", "--format", "json=estate.json");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("1 input: 1 to convert, 0 of KVM already, 0 refused, 0 not read\n");
    String json = Files.readString(dir.resolve("estate.json"));
    assertThat(JsonSchemas.problems("survey", json)).isEmpty();
    assertThat(Cli.run(dir, "survey", "in", "--format", "json").out()).isEqualTo(json);
    assertThat(Cli.run(dir, "survey", "in", "--format", "json=estate.json").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "survey", "in", "--format", "json=estate.json", "--force").code()).isZero();
  }

  @Test
  void whatIsRefusedIsSurveyedAndWhatCannotBeReadIsAFailure() throws IOException {
    Cli.write(dir, "in/a.xml", "<bad");
    assertThat(Cli.run(dir, "survey", "in").code()).isZero();
    Files.createSymbolicLink(dir.resolve("in/gone.xml"), Path.of("nowhere"));

    Ran ran = Cli.run(dir, "survey", "in");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("in/gone.xml: error: Cannot be read: No such file or directory\n");
    assertThat(ran.out()).contains("not read: Cannot be read: No such file or directory", "Survey again what could not be read");
    assertThat(Cli.run(dir, "survey", "in", "-q").err()).isEqualTo(ran.err());
    assertThat(Cli.run(dir, "survey", "in", "-q", "--color", "always").err())
        .isEqualTo("in/gone.xml: \u001B[31merror\u001B[0m: Cannot be read: No such file or directory\n");
    assertThat(JsonSchemas.problems("survey", Cli.run(dir, "survey", "in", "--format", "json").out())).isEmpty();
  }

  @Test
  void aFolderWithoutDefinitionsIsAFailureAndNoEmptyEstate() throws IOException {
    Cli.write(dir, "in/notes.txt", "no definition");
    Cli.write(dir, "full/a.xml", Cli.xen("a"));

    Ran ran = Cli.run(dir, "survey", "in", "full");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("in: error: There is no domain definition in this directory\n1 other file passed over\n");
    assertThat(ran.out()).startsWith("2 inputs: 1 to convert, 0 of KVM already, 0 refused, 1 not read\n");
    assertThat(Cli.run(dir, "survey", "in", "full", "-q").err())
        .isEqualTo("in: error: There is no domain definition in this directory\n");
    assertThat(Cli.run(dir, "survey", "in", "full", "-v").err()).contains("in/notes.txt: note: Passed over: ");
  }

  @Test
  void aConfigurationIsSurveyedLikeADefinition() throws IOException {
    Cli.write(dir, "xen/web1.cfg", """
        name = "web1"
        type = "pv"
        memory = 512
        bootloader = "pygrub"
        disk = [ 'phy:/dev/vg0/web1,xvda,w' ]
        vif = [ 'bridge=xenbr1' ]
        """);

    assertThat(Cli.run(dir, "survey", "xen").out()).contains("  web1  PV    unknown  xen-loader  512 MiB  1     1      1     ready",
        "  bridge  xenbr1  1     1        unmapped", "/dev/vg0/web1");
  }

  @Test
  void standardInputCanBeSurveyed() {
    Ran ran = Cli.runWithInput(dir, Cli.xen("a").getBytes(StandardCharsets.UTF_8), "survey", "-");

    assertThat(ran.out()).contains("  a     HVM   unknown  BIOS   1024 MiB  1     1      0     ready  <stdin>\n");
  }

  @Test
  void longListsAreCutUnlessAllIsWanted() throws IOException {
    for (int i = 0; i < 50; i++) {
      Cli.write(dir, String.format(Locale.ROOT, "in/d%02d.xml", i), Cli.xen("d" + i));
    }
    Cli.write(dir, "in/z.xml", "<bad");

    assertThat(Cli.run(dir, "survey", "in").out()).contains("in/z.xml\n", "in/d18.xml\n", "  … and 31 more; --all shows them\n")
        .contains("in/d00.xml, in/d01.xml, in/d02.xml … and 47 more\n").doesNotContain("in/d25.xml\n");
    assertThat(Cli.run(dir, "survey", "in", "--all").out()).contains("in/d49.xml\n").doesNotContain("… and");
  }

  @Test
  void hostileNamesStayInTheirCells() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xen("a").replace("a.raw", "\u009B31m\u202Egpj&#10;x.raw").replace("xenfv", "pc")
        .replace("  </devices>", "    <interface type='bridge'>\n      <source bridge='&#10;  b&#9;c\u202E'/>\n    </interface>\n  </devices>"));

    Ran ran = Cli.run(dir, "survey", "in");

    assertThat(ran.out()).doesNotContain("\u009B", "\u202E", "\t").contains("/var/lib/xen/images/?31m?gpj x.raw");
    assertThat(JsonSchemas.problems("survey", Cli.run(dir, "survey", "in", "--format", "json").out())).isEmpty();
  }

  @Test
  void secretsAreInNoSurvey() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xenWithPassword("a", "verysecret"));

    assertThat(Cli.run(dir, "survey", "in", "--all").out()).doesNotContain("verysec");
    assertThat(Cli.run(dir, "survey", "in", "--format", "json").out()).doesNotContain("verysec");
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));

    assertThat(Cli.run(dir, "survey").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "survey", "-", "-").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "survey", "a.xml", "--format", "yaml").err()).contains("--format: yaml is none of text, json");
    assertThat(Cli.run(dir, "survey", "a.xml", "--format", "text", "--format", "json").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "survey", "a.xml", "--format", "json=").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "survey", "a.xml", "--jobs", "0").code()).isEqualTo(64);
  }
}
