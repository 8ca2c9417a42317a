package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;
import org.xen2kvm.runner.libvirt.LibvirtRunner;

/** check as whole runs, with a real libvirt and a made-up appliance. */
final class CheckCommandTest {
  @TempDir private Path dir = Path.of("");

  private Ran run(String... args) {
    return run(Map.of(), args);
  }

  private Ran run(Map<String, String> environment, String... args) {
    return run(false, environment, args);
  }

  private Ran run(boolean terminal, Map<String, String> environment, String... args) {
    return Cli.ran(
        (out, err) -> new Shell(dir, InputStream.nullInputStream(), out, err, false, terminal, false, environment),
        shell -> Main.run(args, shell, (options, listener) -> MemoryGuest.tree("debian12"), LibvirtRunner::open));
  }

  private static String real() {
    return "qemu:///embed?root=" + EmbeddedLibvirt.shared().root();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "check --format yaml", "check qemu:///system qemu:///session", "check qemu:///system -c qemu:///session", "check none.xml",
    "check xen:/ qemu:///system", "check --appliance-memory 1"})
  void wrongArgumentsAreAUsageError(String arguments) {
    Ran ran = run(arguments.split(" "));

    assertThat(ran.code()).as("%s", ran).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void helpShowsItsOptionsAndExamples() {
    assertThat(run("check", "--help").out()).startsWith("Usage: xen2kvm check").contains("--connect", "--save", "Examples:");
    assertThat(run("--help").out()).contains("  check ");
  }

  @Test
  void aHostOfXenIsRefusedWithTheRemedy() {
    Ran ran = run("check", "xen:///system");

    assertThat(ran).isEqualTo(new Ran(3, """
        error  libvirt-connection  xen:///system names the driver xen, and KVM's is qemu
            why: Every domain is defined, started and watched through libvirt's daemon on the host
            remedy: xen2kvm check qemu:///system
        xen:///system is not ready: 1 error, 0 warnings, 0 notes
        """, ""));
  }

  @Test
  void theEnvironmentNamesTheHostAsForVirsh() {
    assertThat(run(Map.of("LIBVIRT_DEFAULT_URI", "xen:///system"), "check").out()).contains("xen:///system names the driver xen");
  }

  @Test
  void whatIsTriedIsTold() {
    String uri = real();

    assertThat(run("check", uri).err()).isEmpty();
    assertThat(run("check", uri, "-v").err()).startsWith("xen2kvm: " + uri + ": connecting to libvirt\n")
        .contains(": trying whether KVM works\n", ": starting libguestfs's appliance\n");
    assertThat(run(true, Map.of(), "check", uri).err()).startsWith("\r" + uri.substring(0, 20))
        .endsWith("\r\u001B[K");
    assertThat(run(true, Map.of(), "check", uri, "-q").err()).isEmpty();
  }

  @Test
  void nothingIsSavedOfAHostThatSaysNothing() {
    Ran ran = run("check", "xen:///system", "--save", "kvm.host");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("kvm.host: error: Nothing is saved");
    assertThat(dir.resolve("kvm.host")).doesNotExist();
  }

  @Test
  void aRealHostIsToldSavedAndReadBackByConvert() throws IOException {
    Cli.write(dir, "web1.xml", Cli.xen("web1"));

    Ran ran = run("check", real(), "web1.xml", "--work-dir", ".", "--save", "kvm.host", "--format", "json");

    assertThat(JsonSchemas.problems("host-check", ran.out())).isEmpty();
    JsonNode report = JsonSchemas.tree(ran.out());
    assertThat(ran.code()).isEqualTo(report.at("/ready").asBoolean() ? 0 : 3);
    assertThat(report.findValuesAsText("id")).contains("kvm", "work-dir-space", "domain-name", "domain-mac");
    assertThat(Files.readString(dir.resolve("kvm.host"))).contains("<hostProfile version='1'>");
    String type = report.at("/domainType").asText();
    assertThat(type).isIn("kvm", "qemu");
    assertThat(run("convert", "web1.xml", "--host", "kvm.host").out()).startsWith("<domain type='" + type + "'>");
    assertThat(run("convert", "web1.xml", "--host", "kvm.host", "--type", "kvm").out()).startsWith("<domain type='kvm'>");
  }

  @Test
  void aSavedFileIsNotReplacedUnasked() throws IOException {
    Cli.write(dir, "kvm.host", "mine");

    Ran kept = run("check", "-c", real(), "--save", "kvm.host");

    assertThat(kept.code()).isEqualTo(1);
    assertThat(kept.err()).contains("--force");
    assertThat(kept.out()).contains("libvirt-version").endsWith(" notes\n");
    assertThat(Files.readString(dir.resolve("kvm.host"))).isEqualTo("mine");
  }
}
