package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.StartOption;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationProgress.Data;
import org.xen2kvm.runner.move.MigrationRequest;

/** Domains that move between two real libvirt daemons, each in namespaces of its own. */
final class TwoHostsTest {
  private static final String NAME = "moved";
  private static final MigrationProgress DEAF = data -> {};

  private static @Nullable Path folder;
  private static List<KvmHost> hosts = List.of();

  private final List<DomainRunner> open = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "x2h");
    hosts = KvmHost.pair(folder);
  }

  @AfterAll
  static void end() throws IOException {
    hosts.forEach(KvmHost::close);
    Path made = folder;
    if (made != null) {
      KvmHost.deleteTree(made);
    }
  }

  @AfterEach
  void removeDomains() {
    cable("up");
    for (KvmHost host : hosts) {
      try (DomainRunner runner = LibvirtRunner.open(host.uri())) {
        for (DefinedDomain domain : runner.list()) {
          if (runner.state(domain.name()).isActive()) {
            runner.destroy(domain.name());
          }
          if (runner.list().contains(domain)) {
            runner.undefine(domain.name());
          }
        }
      }
    }
    open.forEach(DomainRunner::close);
  }

  private DomainRunner runner(int host) {
    DomainRunner runner = LibvirtRunner.open(hosts.get(host).uri());
    open.add(runner);
    return runner;
  }

  private static String target() {
    return hosts.get(1).uri();
  }

  /** A domain with one disk, which both hosts see under the same path. */
  private static String xml(int mebibytes) throws IOException {
    Path image = Objects.requireNonNull(folder).resolve("shared.img");
    Files.deleteIfExists(image);
    BootMarker.disk(image, DiskFormat.RAW, "moved");
    return """
        <domain type='qemu'>
          <name>%s</name>
          <memory unit='MiB'>%d</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='%s'/>
              <target dev='vda' bus='virtio'/>
            </disk>
            <serial type='pty'/>
          </devices>
        </domain>
        """.formatted(NAME, mebibytes, image);
  }

  private static RunnerException refusal(DomainRunner host, MigrationRequest request) {
    return Objects.requireNonNull(
        catchThrowableOfType(RunnerException.class, () -> host.migrate(NAME, request, DEAF)));
  }

  @Test
  void runningDomainIsLiveMigratedAndKnownThereOnly() throws IOException {
    DomainRunner here = runner(0);
    DefinedDomain domain = here.define(xml(64));
    here.start(NAME);
    List<Data> told = new ArrayList<>();

    here.migrate(NAME, MigrationRequest.live(target()).withoutChecks(), told::add);

    DomainRunner there = runner(1);
    assertThat(here.list()).isEmpty();
    assertThat(there.list()).containsExactly(domain);
    assertThat(there.state(NAME)).isEqualTo(DomainState.RUNNING);
    assertThat(there.definedXml(NAME)).contains("shared.img");
    assertThat(told).allSatisfy(data -> assertThat(data.processed()).isLessThanOrEqualTo(data.total()));
  }

  @Test
  void domainThatIsOffMovesWithItsDefinitionUnderAnotherName() throws IOException {
    DomainRunner here = runner(0);
    DefinedDomain domain = here.define(xml(64));

    here.migrate(NAME, MigrationRequest.offline(target()).keepingSource().named("elsewhere"), DEAF);

    assertThat(here.list()).containsExactly(domain);
    assertThat(runner(1).list()).containsExactly(new DefinedDomain("elsewhere", domain.uuid()));
    assertThat(runner(1).state("elsewhere")).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void pausedDomainStaysPaused() throws IOException {
    DomainRunner here = runner(0);
    here.define(xml(64));
    here.start(NAME, StartOption.PAUSED);

    here.migrate(NAME, MigrationRequest.live(target()).withoutChecks(), DEAF);

    assertThat(runner(1).state(NAME)).isEqualTo(DomainState.PAUSED);
  }

  @Test
  void storageThatIsNotSharedIsRefusedAsUnsafe() throws IOException {
    DomainRunner here = runner(0);
    here.define(xml(64));
    here.start(NAME);

    assertThat(refusal(here, MigrationRequest.live(target())).error()).isEqualTo(RunnerError.MIGRATE_UNSAFE);
    assertThat(here.state(NAME)).isEqualTo(DomainState.RUNNING);
    assertThat(runner(1).list()).isEmpty();
  }

  @Test
  void wrongStateIsRefused() throws IOException {
    DomainRunner here = runner(0);
    here.define(xml(64));
    assertThat(refusal(here, MigrationRequest.live(target())).error()).isEqualTo(RunnerError.OPERATION_INVALID);

    here.start(NAME);
    assertThat(refusal(here, MigrationRequest.offline(target())).error()).isEqualTo(RunnerError.OPERATION_INVALID);
  }

  @Test
  void hostThatIsNotReachedIsRefused() throws IOException {
    DomainRunner here = runner(0);
    here.define(xml(64));
    here.start(NAME);

    RunnerException refused = refusal(here, MigrationRequest.live("qemu+unix:///system?socket=/nowhere").withoutChecks());

    assertThat(refused).message().contains("connect");
    assertThat(here.state(NAME)).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void cancelledMigrationLeavesTheDomainWhereItWas() throws IOException {
    DomainRunner here = slowlyMigrating();
    List<Data> told = new ArrayList<>();
    MigrationProgress cancelling = new MigrationProgress() {
      @Override
      public void at(Data data) {
        if (data.total() > 0 && told.isEmpty()) {
          told.add(data);
          cable("down");
        }
      }

      @Override
      public boolean isCancelled() {
        return !told.isEmpty();
      }
    };

    RunnerException cancelled = Objects.requireNonNull(catchThrowableOfType(RunnerException.class,
        () -> here.migrate(NAME, MigrationRequest.live(target()).withoutChecks(), cancelling)));

    assertThat(cancelled.error()).isEqualTo(RunnerError.OPERATION_ABORTED);
    assertThat(told).allSatisfy(data -> assertThat(data.total()).isGreaterThan(128L << 20));
    assertStillHere(here);
  }

  @Test
  void listenerThatFailsEndsTheMigration() throws IOException {
    DomainRunner here = slowlyMigrating();

    assertThatThrownBy(() -> here.migrate(NAME, MigrationRequest.live(target()).withoutChecks(), data -> {
      if (data.total() > 0) {
        cable("down");
        throw new AssertionError("the listener's");
      }
    })).isInstanceOf(AssertionError.class).hasMessage("the listener's");

    assertStillHere(here);
  }

  /**
   * A domain whose memory takes seconds to be sent, and never arrives once the cable is out: what asks for its end need not be
   * faster than the migration.
   */
  private DomainRunner slowlyMigrating() throws IOException {
    DomainRunner here = runner(0);
    here.define(xml(2048));
    here.start(NAME);
    hosts.get(0).virsh("migrate-setspeed", NAME, "1");
    return here;
  }

  private static void cable(String state) {
    try {
      hosts.get(1).expectDone("ip", "link", "set", "cable", state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertStillHere(DomainRunner here) {
    assertThat(here.state(NAME)).isEqualTo(DomainState.RUNNING);
    assertThat(runner(1).list()).isEmpty();
  }

  @Test
  void hostsReachEachOtherBySshOnlyWhenTheyKnowEachOther() throws IOException {
    HostSsh ssh = HostSsh.between(hosts.get(0), hosts.get(1), Objects.requireNonNull(folder).resolve("ssh"));
    DomainRunner here = runner(0);
    here.define(xml(64));
    here.start(NAME);
    MigrationRequest request = MigrationRequest.live(ssh.uri()).withoutChecks();

    ssh.knowServer(false);
    assertThat(refusal(here, request)).message().contains("Host key verification failed");
    ssh.knowServer(true);
    here.migrate(NAME, request, DEAF);

    assertThat(here.list()).isEmpty();
    try (DomainRunner there = LibvirtRunner.open(ssh.uriFromHere())) {
      assertThat(there.hostname()).isEqualTo("beta");
      assertThat(there.state(NAME)).isEqualTo(DomainState.RUNNING);
    }
  }

  @Test
  void disksAreCopiedIntoAPoolOfTheSamePath() throws IOException {
    Path here = Files.createDirectories(Objects.requireNonNull(folder).resolve("disks"));
    for (KvmHost host : hosts) { // each host sees a folder of its own there
      host.expectDone("mount", "--bind", Files.createDirectories(host.folder().resolve("disks")).toString(), here.toString());
      host.makePool("disks", here);
    }
    Path image = BootMarker.disk(hosts.get(0).folder().resolve("disks/own.img"), DiskFormat.RAW, "copied");
    DomainRunner source = runner(0);
    source.define(xml(64).replace(folder + "/shared.img", here + "/own.img"));
    source.start(NAME);

    source.migrate(NAME, MigrationRequest.live(target()).copyingStorage(), DEAF);

    assertThat(runner(1).state(NAME)).isEqualTo(DomainState.RUNNING);
    assertThat(hosts.get(1).folder().resolve("disks/own.img")).hasSameBinaryContentAs(image);
  }
}
