package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.runner.FakeDomainRunner;

/** The command {@code move}. */
final class MoveCommandTest {
  @TempDir private Path folder = Path.of("");

  private final FakeDomainRunner here = new FakeDomainRunner();
  private final FakeDomainRunner there = new FakeDomainRunner();

  MoveCommandTest() {
    here.define("<domain type='kvm'><name>web1</name><os><type>hvm</type></os><devices><disk type='file'>"
        + "<source file='/proc/self/status'/></disk></devices></domain>");
    here.reaches("qemu+ssh://kvm2/system", there);
  }

  private Ran run(String... args) {
    return GuestCli.run(folder, MemoryGuest.tree("debian12"), here, args);
  }

  @Test
  void movesAndSaysWhereTo() {
    Ran ran = run("move", "web1", "qemu+ssh://kvm2/system", "--name", "www", "--keep-source");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(
        "moved: web1 as www to qemu+ssh://kvm2/system, offline\n  its definition stays here as well: never start both\n");
    assertThat(ran.err()).isEmpty();
    assertThat(there.list()).hasSize(1);
  }

  @Test
  void explainsWhatLibvirtRefuses() {
    here.start("web1");

    Ran ran = run("move", "web1", "qemu+ssh://kvm2/system");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("web1: error: libvirt: Unsafe migration", "xen2kvm explain move-unsafe");
    assertThat(run("explain", "move-unsafe").out()).contains("cache='none'");
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--copy-storage").out()).endsWith("system, live\n");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--live").code()).isEqualTo(3);
    assertThat(run("move", "web1").code()).isEqualTo(64);
    assertThat(run("move", "web1", "kvm2").err()).contains("kvm2 is no URI of a host");
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--live", "--offline").code()).isEqualTo(64);
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--offline", "--copy-storage").code()).isEqualTo(64);
  }
}
