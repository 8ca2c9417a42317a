package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;

/** What a folder holds is told apart by content, as in /etc/xen, where everything stands together. */
final class MixedFolderTest {
  private static final String WEB1 = """
      # web1, moved here in 2014
      name = 'web1'
      memory = 1024
      disk = [ '/dev/vg0/web1,raw,xvda,rw' ]
      """;

  @TempDir Path dir;

  /** Returns the labels of all definitions that a command meets, in order. */
  private List<String> inputs(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "validate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--format";
    all[all.length - 1] = "jsonl";
    return Cli.run(dir, all).out().lines().filter(line -> line.contains("\"input\":")) // not what the batch as a whole tells
        .map(line -> line.replaceAll(".*?\"input\":\"([^\"]+)\".*", "$1")).toList();
  }

  private void xenFolder() throws IOException {
    Cli.write(dir, "xen/web1.cfg", WEB1);
    Cli.write(dir, "xen/db1", WEB1.replace("web1", "db1"));
    Cli.write(dir, "xen/old/legacy.xml", Cli.xen("legacy"));
    Cli.write(dir, "xen/export", "<!-- made by virsh -->\n" + Cli.xen("export"));
    Cli.write(dir, "xen/xl.conf", "# Control\n\nautoballoon=\"auto\"\nlockfile=\"/var/lock/xl\"\n");
    Cli.write(dir, "xen/xend-config.sxp", "# -*- sh -*-\n(xend-http-server no)\n(network-script network-bridge)\n");
    Cli.write(dir, "xen/README", "Files here are guests.\n");
    Cli.write(dir, "xen/scripts/vif-bridge", "#!/bin/bash\ndir=$(dirname \"$0\")\nname=\"$1\"\ncase \"$command\" in\nesac\n");
    Cli.write(dir, "xen/web1.cfg~", WEB1);
    Cli.write(dir, "xen/web1.cfg.bak", WEB1);
    Cli.write(dir, "xen/lost.cfg.bak", WEB1.replace("web1", "lost"));
    Cli.write(dir, "xen/logo.svg", "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>\n");
    Cli.write(dir, "xen/empty", "");
    Files.write(dir.resolve("xen/disk.img"), new byte[100_000]);
    Files.createDirectory(dir.resolve("xen/auto"));
    Files.createSymbolicLink(dir.resolve("xen/auto/web1.cfg"), Path.of("../web1.cfg"));
    Files.createSymbolicLink(dir.resolve("xen/auto/gone.log"), Path.of("../nowhere"));
  }

  @Test
  void takesDefinitionsWhateverTheirNames() throws IOException {
    xenFolder();

    assertThat(inputs("xen"))
        .containsExactly("xen/db1", "xen/export", "xen/lost.cfg.bak", "xen/old/legacy.xml", "xen/web1.cfg");
  }

  @Test
  void countsWhatItPassesOverAndNamesItWhenAsked() throws IOException {
    xenFolder();

    Ran silent = Cli.run(dir, "validate", "xen");
    Ran verbose = Cli.run(dir, "validate", "xen", "-v", "--jobs", "3");
    Ran quiet = Cli.run(dir, "validate", "xen", "-v", "-q");

    assertThat(silent.err()).endsWith("; 11 other files passed over\n").doesNotContain("Passed over");
    assertThat(quiet.err()).doesNotContain("Passed over");
    assertThat(verbose.err().lines().filter(line -> line.contains(": note: Passed over: "))).containsExactly(
        "xen/README: note: Passed over: this is no definition of a domain",
        "xen/auto/gone.log: note: Passed over: it cannot be read: No such file or directory",
        "xen/auto/web1.cfg: note: Passed over: this is a link to what xen/web1.cfg is",
        "xen/disk.img: note: Passed over: this is no text",
        "xen/empty: note: Passed over: it is empty",
        "xen/logo.svg: note: Passed over: this is XML, but <svg> is none of libvirt's",
        "xen/scripts/vif-bridge: note: Passed over: this is no definition of a domain",
        "xen/web1.cfg.bak: note: Passed over: its name says that it is a copy of web1.cfg beside it",
        "xen/web1.cfg~: note: Passed over: its name says that it is a copy of web1.cfg beside it",
        "xen/xend-config.sxp: note: Passed over: this is no definition of a domain",
        "xen/xl.conf: note: Passed over: this is no definition of a domain");
  }

  @Test
  void tellsTheCountInJsonAndKeepsTheResultsToDefinitions() throws IOException {
    Cli.write(dir, "in/web1.xml", Cli.xen("web1"));
    Cli.write(dir, "in/notes", "none");

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "--format", "json");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("\"summary\":{\"files\":1,\"converted\":1,").contains("\"passedOver\":1,")
        .doesNotContain("in/notes");
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("in/web1.xml");
  }

  @Test
  void whatANameCallsADefinitionIsRefusedWhenItIsNone() throws IOException {
    Cli.write(dir, "in/web1.xml", "no definition");
    Cli.write(dir, "in/web2.cfg", "<<<\n");
    Files.write(dir.resolve("in/web3.cfg"), new byte[] {'Q', 'F', 'I', (byte) 0xFB, 0, 0, 0, 3});

    Ran ran = Cli.run(dir, "validate", "in");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("3 files: 0 converted, 0 unchanged, 3 refused, 0 failed\n");
    assertThat(ran.out()).contains("in/web1.xml:", "in/web2.cfg:", "in/web3.cfg: error: This is no definition but a disk image"
        + " (qcow2) [refuse-container]");
  }

  @Test
  void whatIsNamedItselfIsNeverPassedOver() throws IOException {
    xenFolder();

    assertThat(inputs("xen/README", "xen/auto/web1.cfg", "xen/web1.cfg~", "xen/disk.img"))
        .containsExactly("xen/README", "xen/auto/web1.cfg", "xen/web1.cfg~", "xen/disk.img");
    assertThat(Cli.run(dir, "convert", "xen/README").code()).isEqualTo(65);
  }

  @Test
  void otherXmlOfLibvirtIsRefusedAsEver() throws IOException {
    Cli.write(dir, "in/net", "<network><name>default</name></network>\n");
    Cli.write(dir, "in/appliance.ovf", "<?xml version='1.0'?>\n<ovf:Envelope xmlns:ovf='http://x'/>\n");

    Ran ran = Cli.run(dir, "validate", "in");

    assertThat(ran.out()).contains("in/net:1:1: error: The document is <network>, not a domain [refuse-not-xen]")
        .contains("in/appliance.ovf:2:1: error: The document is <ovf:Envelope>, not a domain [refuse-not-xen]")
        .contains("virt-v2v -i ova");
  }

  @Test
  void aFolderWithoutADefinitionIsAnErrorOfItsOwn() throws IOException {
    Cli.write(dir, "none/notes", "none");
    Cli.write(dir, "one/web1.xml", Cli.xen("web1"));
    Cli.write(dir, "more/notes", "none");

    Ran ran = Cli.run(dir, "validate", "none", "one", "more", "--format", "text=all.txt");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out().lines().filter(line -> line.contains(": error: "))).containsExactly(
        "none: error: There is no domain definition in this directory",
        "more: error: There is no domain definition in this directory");
    assertThat(ran.err())
        .isEqualTo("3 files: 1 converted, 0 unchanged, 0 refused, 2 failed; 2 other files passed over\n");
  }

  @Test
  void anEmptyFolderIsOne() throws IOException {
    Files.createDirectory(dir.resolve("none"));

    assertThat(Cli.run(dir, "validate", "none").out())
        .startsWith("none: error: There is no domain definition in this directory\n");
  }

  @Test
  void outputsKeepTheirInputsNames() throws IOException {
    Cli.write(dir, "in/web1", Cli.xen("web1"));
    Cli.write(dir, "in/db.1", Cli.xen("db1"));

    assertThat(Cli.run(dir, "convert", "in", "-o", "out").code()).isZero();

    assertThat(Cli.files(dir.resolve("out"))).containsExactly("in/db.1.xml", "in/web1.xml");
  }

  @Test
  void theOneWithTheSuffixGetsTheOutputOfTwo() throws IOException {
    Cli.write(dir, "in/web1", Cli.xen("without"));
    Cli.write(dir, "in/web1.xml", Cli.xen("with"));

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out");
    Ran forced = Cli.run(dir, "convert", "in", "-o", "out", "--force", "--jobs", "2");

    assertThat(ran.err()).startsWith("in/web1: error: Its output would be in/web1.xml, as that of web1.xml beside it\n"
        + "    Convert it by itself and name its output: xen2kvm convert in/web1 -o FILE.\n");
    assertThat(ran.code()).isEqualTo(4);
    assertThat(forced.code()).isEqualTo(4);
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("in/web1.xml");
    assertThat(dir.resolve("out/in/web1.xml")).content().contains("<name>with</name>");
    assertThat(Cli.run(dir, "diff", "in").code()).as("a dry run writes nothing").isZero();
  }

  @Test
  void filesThatAreNoneDoNotMeet() throws IOException {
    for (String folder : List.of("x", "y")) {
      Cli.write(dir, folder + "/README", "none");
      Cli.write(dir, folder + "/" + folder + "1", Cli.xen(folder));
    }
    String x = dir.resolve("x").toString();
    String y = dir.resolve("y").toString();

    assertThat(Cli.run(dir, "convert", x, y, "-o", "out").code()).isZero();
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("x1.xml", "y1.xml");
    Cli.write(dir, "y/x1", Cli.xen("again"));
    assertThat(Cli.run(dir, "convert", x, y, "-o", "more").err())
        .contains("would both be written to x1.xml below the directory of -o");
  }

  @Test
  void aCopyOfAFolderMayHaveLinksThatLedIntoIt() throws IOException {
    Cli.write(dir, "copy/xen/web1.cfg", WEB1);
    Files.createDirectory(dir.resolve("copy/xen/auto"));
    Files.createSymbolicLink(dir.resolve("copy/xen/auto/web1.cfg"), Path.of("/nowhere/etc/xen/web1.cfg"));
    Files.createSymbolicLink(dir.resolve("copy/xen/auto/web2.cfg"), Path.of("/nowhere/etc/xen/web2.cfg"));

    Ran ran = Cli.run(dir, "validate", "copy/xen", "-v");

    assertThat(ran.err()).contains("copy/xen/auto/web1.cfg: note: Passed over: this was a link to what copy/xen/web1.cfg is\n");
    assertThat(ran.out()).contains("copy/xen/auto/web2.cfg: error: Cannot be read: No such file or directory\n");
    assertThat(inputs("copy")).containsExactly("copy/xen/auto/web2.cfg", "copy/xen/web1.cfg");
  }

  @Test
  void linksToOneFileOutsideAreOneInput() throws IOException {
    Path shared = Cli.write(dir, "shared/web1.cfg", WEB1);
    Files.createDirectories(dir.resolve("auto"));
    Files.createSymbolicLink(dir.resolve("auto/a"), shared);
    Files.createSymbolicLink(dir.resolve("auto/b"), shared);
    Files.createSymbolicLink(dir.resolve("auto/.c"), shared);

    assertThat(inputs("auto")).containsExactly("auto/a");
    assertThat(Cli.run(dir, "validate", "auto", "-v").err())
        .contains("auto/b: note: Passed over: this is a link to what auto/a is\n");
  }

  @Test
  void aLinkToWhatTheWalkDoesNotMeetIsAnInput() throws IOException {
    Cli.write(dir, "xen/.store/web1", WEB1);
    Cli.write(dir, "xen/web2.cfg~", WEB1);
    Cli.write(dir, "xen/web2.cfg", WEB1);
    Files.createSymbolicLink(dir.resolve("xen/web1"), Path.of(".store/web1"));
    Files.createSymbolicLink(dir.resolve("xen/web3"), Path.of("web2.cfg~"));

    assertThat(inputs("xen")).containsExactly("xen/web1", "xen/web2.cfg", "xen/web3");
  }

  @Test
  void aConfigurationInAnotherEncodingIsRefusedAndNotPassedOver() throws IOException {
    Files.createDirectory(dir.resolve("in"));
    Files.write(dir.resolve("in/office"), WEB1.replace("moved", "f\u00FCr").getBytes(ISO_8859_1));

    assertThat(Cli.run(dir, "validate", "in").out()).contains("in/office:1:", "[refuse-encoding]");
  }

  @Test
  void longDefinitionsAreReadToTheirEndAndLogsAreNot() throws IOException {
    Cli.write(dir, "in/long.xml", Cli.xen("long").replace("  <name>", "  <!--" + "x".repeat(20_000) + "-->\n  <name>"));
    Cli.write(dir, "in/long", Cli.xen("long2").replace("  <name>", "  <!--" + "x".repeat(20_000) + "-->\n  <name>"));
    Cli.write(dir, "in/log", "name = 'x'\n" + "2014-01-01 a line of a log\n".repeat(10_000));

    assertThat(Cli.run(dir, "convert", "in", "-o", "out").err())
        .isEqualTo("in/long: error: Its output would be in/long.xml, as that of long.xml beside it\n"
            + "    Convert it by itself and name its output: xen2kvm convert in/long -o FILE.\n"
            + "2 files: 1 converted, 0 unchanged, 0 refused, 1 failed; 1 other file passed over\n");
  }
}
