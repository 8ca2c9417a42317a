package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/** Definitions asked of the host that has them. */
final class LiveSourceTest {
  private static final String XEN = "xen+ssh://root@dom0/";

  @TempDir Path dir;

  private final FakeDomainRunner dom0 = new FakeDomainRunner().taking("xen");
  private final List<String> opened = new ArrayList<>();

  private Ran run(String... arguments) {
    return run(uri -> {
      opened.add(uri);
      return dom0.reopened();
    }, arguments);
  }

  private Ran run(Hosts hosts, String... arguments) {
    return Cli.ran((out, err) -> new Shell(dir, InputStream.nullInputStream(), out, err, false, false, false),
        shell -> Main.run(arguments, shell, Appliances::libguestfs, hosts));
  }

  private void define(String... names) {
    for (String name : names) {
      dom0.define(Cli.xen(name));
    }
  }

  @Test
  void oneDomainGoesToStandardOutput() {
    define("web1", "web2");

    Ran ran = run("convert", "--from", XEN, "web1");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("<domain type='kvm'>", "<name>web1</name>");
    assertThat(ran.err()).isEmpty();
    assertThat(opened).containsExactly(XEN);
  }

  @Test
  void noNameMeansAllOfThemInOrder() throws IOException {
    define("web2", "db1", "web1");

    Ran ran = run("convert", "--from", XEN, "-o", "out", "--format", "jsonl");

    assertThat(ran.err()).isEqualTo("3 domains: 3 converted, 0 unchanged, 0 refused, 0 failed\n");
    assertThat(ran.out().lines().map(line -> line.replaceAll(".*?\"input\":\"([^\"]+)\".*", "$1")))
        .containsExactly(XEN + "db1", XEN + "web1", XEN + "web2");
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("db1.xml", "web1.xml", "web2.xml");
  }

  @Test
  void wildcardsAndNamesKeepTheirOrderAndEachDomainIsOneInput() throws IOException {
    define("web1", "web2", "db1", "web10");

    Ran ran = run("validate", "--from", XEN, "web10", "web?", "*1", "--format", "jsonl");

    assertThat(ran.out().lines().map(line -> line.replaceAll(".*?\"input\":\"([^\"]+)\".*", "$1")))
        .containsExactly(XEN + "web10", XEN + "web1", XEN + "web2", XEN + "db1");
  }

  @Test
  void severalNeedADirectory() {
    define("web1");

    assertThat(run("convert", "--from", XEN).code()).isEqualTo(64);
    assertThat(run("convert", "--from", XEN, "web*").code()).isEqualTo(64);
  }

  @Test
  void aNameThatDoesNotExistFailsAlone() throws IOException {
    define("web1", "db1");

    Ran ran = run("convert", "--from", XEN, "web2", "db1", "x*", "-o", "out");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("""
        xen+ssh://root@dom0/web2: error: The host has no domain of this name; did you mean web1?
            See which it has: virsh -c xen+ssh://root@dom0/ list --all.
        xen+ssh://root@dom0/x*: error: No domain of the host matches this
            See which it has: virsh -c xen+ssh://root@dom0/ list --all.
        3 domains: 1 converted, 0 unchanged, 0 refused, 2 failed
        """);
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("db1.xml");
    assertThat(run("convert", "--from", XEN, "web2").code()).isEqualTo(1);
  }

  @Test
  void aRunningDomainIsTold() {
    define("web1");
    dom0.define(Cli.xen("off"));
    dom0.define(Cli.xen("web2").replace("/var/lib/xen/images/web2.raw", dir.toString()));
    dom0.start("web2");

    Ran ran = run("convert", "--from", XEN, "web2");
    Ran other = run("convert", "--from", XEN, "web1");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEqualTo("""
        xen+ssh://root@dom0/web2: warning: The domain is running on xen+ssh://root@dom0/ [source-domain-running]
            Shut the guest down there before its disks are used.
        """);
    assertThat(other.err()).isEmpty();
    dom0.undefine("web2");
    assertThat(run("diff", "--from", XEN, "web2").err())
        .contains("on xen+ssh://root@dom0/; it is transient, so the host forgets it when it ends [source-domain-running]");
  }

  @Test
  void aPolicyMayRefuseRunningDomains() throws IOException {
    Cli.write(dir, "strict.yaml", "severity:\n  source-domain-running: error\n");
    dom0.define(Cli.xen("web2").replace("/var/lib/xen/images/web2.raw", dir.toString()));
    dom0.start("web2");

    Ran ran = run("convert", "--from", XEN, "web2", "--policy", "strict.yaml", "-o", "out.xml");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("web2: error: The domain is running on");
    assertThat(dir.resolve("out.xml")).doesNotExist();
  }

  @Test
  void theXenHostItselfIsNoGuest() {
    dom0.define(Cli.xen("Domain-0"));
    define("web1");

    assertThat(run("validate", "--from", XEN, "-v").err()).isEqualTo("""
        xen+ssh://root@dom0/Domain-0: note: Passed over: this is the Xen host itself
        1 domain: 1 converted, 0 unchanged, 0 refused, 0 failed; 1 other domain passed over
        """);
    assertThat(run("validate", "--from", XEN, "Domain-0").out()).contains("[refuse-dom0]");
  }

  @Test
  void passwordsComeAlongAndStayTheOwners() throws IOException {
    dom0.define(Cli.xenWithPassword("web1", "s3cret"));

    Ran ran = run("convert", "--from", XEN, "web1", "-o", "out.xml", "-v");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).doesNotContain("s3cret");
    assertThat(Files.readString(dir.resolve("out.xml"))).contains("s3cret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("out.xml")))).isEqualTo("rw-------");
  }

  @Test
  void namesLeadNowhere() throws IOException {
    List<String> names = List.of("../../etc/passwd", "a/b", "a_b", "a?b", "-rf", ".hidden", "b\u00FCro", "red\u009B31m");
    names.forEach(name -> dom0.define(Cli.xen("x").replace("<name>x<", "<name>" + name + "<")));

    Ran ran = run("convert", "--from", XEN, "-o", "out", "--format", "jsonl=report");
    Ran renamed = run("diff", "--from", XEN);

    assertThat(Cli.files(dir)).allMatch(name -> name.matches("report|out/[A-Za-z0-9_+-][A-Za-z0-9._+-]*\\.xml"), "safe names");
    assertThat(Cli.files(dir.resolve("out"))).contains("-rf.xml", "_hidden.xml", "a_b.xml", "b_ro.xml", "red_31m.xml")
        .anyMatch(name -> name.matches("a_b-[0-9a-f]{8}\\.xml"), "a?b").hasSize(6);
    assertThat(ran.err()).doesNotContain("\u009B").contains("/a/b:", "[warn-name]")
        .endsWith("8 domains: 6 converted, 0 unchanged, 2 refused, 0 failed\n");
    assertThat(renamed.out()).doesNotContain("\u009B");
  }

  @Test
  void aHostThatDoesNotAnswerEndsTheRun() {
    Hosts none = uri -> {
      throw new RunnerException(RunnerError.SYSTEM, "Cannot recv data: ssh: connect to host dom0 port 22: No route to host");
    };

    assertThat(run(none, "convert", "--from", XEN, "web1")).isEqualTo(new Ran(1, "", """
        xen+ssh://root@dom0/: error: libvirt: Cannot recv data: ssh: connect to host dom0 port 22: No route to host
            Log in once by hand, so that the host's key is known: ssh root@dom0. Then see whether libvirt's own tool gets \
        there: virsh -c xen+ssh://root@dom0/ list --all.
        """));
    assertThat(run(none, "convert", "--from", "dom0", "web1").code()).as("no URI").isEqualTo(64);
  }

  @Test
  void aKvmDomainOfARealHostComesBackUnchanged() {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    DefinedDomain domain = libvirt.runner().define("""
        <domain type='qemu'>
          <name>live-source</name>
          <memory unit='MiB'>16</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <devices>
            <graphics type='vnc' passwd='s3cret'/>
          </devices>
        </domain>
        """);
    try {
      Ran ran = run(uri -> libvirt.newRunner(), "convert", "--from", libvirt.uri(), domain.name(), "-v");
      Ran listed = run(uri -> libvirt.newRunner(), "validate", "--from", libvirt.uri(), "live-sour*", "-v");

      assertThat(ran.code()).isZero();
      assertThat(ran.out()).isEqualTo(libvirt.runner().definedXmlWithSecrets(domain.name())).contains("s3cret");
      assertThat(ran.err()).contains("is of type qemu already and comes back unchanged");
      assertThat(listed.err()).isEqualTo("1 domain: 0 converted, 1 unchanged, 0 refused, 0 failed\n");
    } finally {
      libvirt.remove(domain.name());
    }
  }

  /** libvirt's own test driver, opened the way in which every host is; it has one domain, which is running. */
  @Test
  void theTestDriversDomainIsListedAndRefused() {
    EmbeddedLibvirt.shared(); // skips, or fails, where there is no libvirt

    Ran ran = run(Hosts.libvirt(), "validate", "--from", "test:///default");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).contains("test:///default/test: warning: The domain is running on test:///default"
        + " [source-domain-running]", "The domain is of type 'test', not xen [refuse-not-xen]");
    assertThat(ran.err()).isEqualTo("1 domain: 0 converted, 0 unchanged, 1 refused, 0 failed\n");
  }

  @Test
  void aMachineWithoutXenSaysWhereToAsk() {
    EmbeddedLibvirt.shared();

    Ran ran = run(Hosts.libvirt(), "convert", "--from", "xen:///", "web1");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("xen:///: error: libvirt: ")
        .contains("    Only the Xen host itself answers to this URI. From elsewhere: --from xen+ssh://root@HOST/.");
  }
}
