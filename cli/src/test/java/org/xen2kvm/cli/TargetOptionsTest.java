package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.storage.StoragePool;

/** The options {@code --target}, {@code --copy} and {@code --pool}. */
final class TargetOptionsTest {
  private static final String TARGET = "qemu+ssh://kvm2/system";

  @TempDir private Path folder = Path.of("");
  @TempDir private Path pool = Path.of("");

  private final FakeDomainRunner host = new FakeDomainRunner();

  private Ran run(String... args) {
    return GuestCli.run(folder, MemoryGuest.tree("debian12"), host, args);
  }

  private void makeGuest() throws IOException {
    Files.writeString(folder.resolve("web1.xml"), SourceGuest.in(folder, 1).definition());
  }

  @Test
  void planSaysWhereTheDisksGoAndApplyPutsThemThere() throws IOException {
    makeGuest();
    host.addPool(new StoragePool("vms", true, true, 1 << 30, 1 << 30, Optional.of(pool.toString())));
    host.guest("web1").atRun(guest -> guest.writes("web1 login: "));

    Ran planned = run("plan", "web1.xml", "-o", "plans", "--target", TARGET, "--copy", "--pool", "vms");
    assertThat(planned.code()).as(planned.err()).isZero();
    assertThat(planned.out()).contains("domain: defined on " + TARGET + ", its disks copied into the pool vms");

    Ran applied = run("apply", "plans/web1.plan.json");
    assertThat(applied.code()).as(applied.err()).isZero();
    try (Stream<Path> copies = Files.list(pool)) {
      assertThat(copies).anyMatch(file -> file.toString().contains("web1-vda-"));
    }
    assertThat(run("rollback", "web1").code()).isZero();
    assertThat(pool).isEmptyDirectory();
  }

  @Test
  void choicesThatContradictEachOtherAreRefused() throws IOException {
    makeGuest();

    assertThat(run("plan", "web1.xml", "--copy").err()).contains("--copy needs the host that gets the disks");
    assertThat(run("plan", "web1.xml", "--target", TARGET, "--pool", "vms").err()).contains("--pool is where --copy");
    assertThat(run("plan", "web1.xml", "--target", TARGET, "--connect", TARGET).err()).contains("name the same host twice");
    assertThat(run("plan", "web1.xml", "--target", TARGET, "--copy", "--keep", "overlay").err())
        .contains("cannot be copied without its disk");
    assertThat(run("plan", "web1.xml", "--target", TARGET, "--copy", "--no-define").err()).contains("leaves nothing for --copy");
  }
}
