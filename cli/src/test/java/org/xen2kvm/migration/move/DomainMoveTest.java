package org.xen2kvm.migration.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest.Way;

/** Moves between made-up hosts. */
final class DomainMoveTest {
  private static final String XML = "<domain type='kvm'><name>web1</name><os><type>hvm</type></os><devices><disk type='file'>"
      + "<source file='/proc/self/status'/></disk></devices></domain>";

  private final FakeDomainRunner here = new FakeDomainRunner();
  private final FakeDomainRunner there = new FakeDomainRunner();
  private final MoveRequest plain = MoveRequest.of("web1", "here", "there");

  DomainMoveTest() {
    here.define(XML);
    here.reaches("there", there);
  }

  private MoveReport move(MoveRequest request) {
    return new DomainMove(uri -> here.reopened()).run(request, data -> {});
  }

  private MigrationException failure(MoveRequest request) {
    return Objects.requireNonNull(catchThrowableOfType(MigrationException.class, () -> move(request)));
  }

  private MoveRequest with(Optional<Way> way, boolean copyStorage, boolean keepSource, boolean unsafe) {
    return new MoveRequest(
        "web1", "here", "there", way, copyStorage, keepSource, unsafe, Optional.empty(), Optional.empty());
  }

  @Test
  void domainThatRunsMovesLive() {
    here.start("web1");

    assertThat(move(with(Optional.empty(), true, false, false)).way()).isEqualTo(Way.LIVE);

    assertThat(there.state("web1")).isEqualTo(DomainState.RUNNING);
    assertThat(here.reopened().list()).isEmpty();
  }

  @Test
  void domainThatIsOffMovesOffline() {
    assertThat(move(plain)).isEqualTo(new MoveReport("web1", "web1", "there", Way.OFFLINE, false));

    assertThat(there.state("web1")).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void definitionStaysWhereThatIsWanted() {
    assertThat(move(with(Optional.of(Way.OFFLINE), false, true, false)).kept()).isTrue();

    assertThat(here.reopened().list()).hasSize(1);
  }

  @Test
  void choicesThatDoNotFitTheStateAreRefusedWithWhatToDo() {
    assertThat(failure(with(Optional.of(Way.LIVE), false, false, false)))
        .hasMessageContaining("does not run").extracting(MigrationException::reason).isEqualTo(Reason.REFUSED);
    assertThat(failure(with(Optional.empty(), true, false, false)).advice()).contains("--live");
    here.reopened().start("web1");
    assertThat(failure(with(Optional.of(Way.OFFLINE), false, false, false)).advice()).contains("virsh -c here shutdown web1");
    assertThat(there.list()).isEmpty();
  }

  @Test
  void knownErrorsAreExplained() {
    here.start("web1");

    MigrationException unsafe = failure(plain);

    assertThat(unsafe.reason()).isEqualTo(Reason.FAILED);
    assertThat(unsafe).hasMessageContaining("Migration without shared storage is unsafe");
    assertThat(unsafe.advice()).contains("--copy-storage", "xen2kvm explain move-unsafe");
    assertThat(failure(MoveRequest.of("web1", "here", "nowhere")).advice()).contains("xen2kvm explain host-unreachable");
  }

  @Test
  void cancelledMoveSaysThatNothingHasHappened() {
    here.start("web1");
    MigrationProgress cancelling = new MigrationProgress() {
      @Override
      public void at(Data data) {}

      @Override
      public boolean isCancelled() {
        return true;
      }
    };

    MigrationException cancelled = Objects.requireNonNull(catchThrowableOfType(MigrationException.class, () ->
        new DomainMove(uri -> here.reopened()).run(with(Optional.empty(), false, false, true), cancelling)));

    assertThat(cancelled).hasMessage("The move was cancelled; web1 is where it was");
    assertThat(here.reopened().state("web1")).isEqualTo(DomainState.RUNNING);
  }
}
