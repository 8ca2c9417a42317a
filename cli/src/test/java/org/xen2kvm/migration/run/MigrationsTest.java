package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.run.Trial.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.runner.DomainState;

/** A migration from apply to its end, on a made-up host. */
final class MigrationsTest {
  @TempDir private Path folder = Path.of("");

  // ---- apply

  @Test
  void definesStartsAndProves() {
    Trial trial = new Trial(folder, 2);

    MigrationReport report = trial.apply(trial.plan(Mode.START));

    DomainReport domain = report.domain().orElseThrow();
    assertThat(domain.name()).isEqualTo("web1");
    assertThat(domain.state()).isEqualTo(DomainState.RUNNING);
    assertThat(domain.proof()).isEqualTo("login");
    assertThat(trial.host().definedXml("web1")).contains("web1-xvda.xen2kvm.qcow2").contains("web1-xvdb.xen2kvm.qcow2");
    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
    assertThat(trial.migration().uuid()).contains(domain.uuid());
    assertThat(report.journal().resolve("serial.log")).content().contains("web1 login: ");
  }

  @Test
  void definesAloneOrLeavesItPausedAsPlanned() {
    Trial off = new Trial(folder, 1);
    assertThat(off.apply(off.plan(Mode.DEFINE)).domain().orElseThrow().state()).isEqualTo(DomainState.SHUT_OFF);
    off.migrations().rollback("web1");

    assertThat(off.apply(off.plan(Mode.PAUSED)).domain().orElseThrow().state()).isEqualTo(DomainState.PAUSED);
    assertThat(off.inside().typed()).isEmpty();
  }

  @Test
  void letsTheHostStartItWithItself() {
    Trial trial = new Trial(folder, 1);

    trial.apply(trial.plan(KeepChoice.OVERLAY, Optional.of(Trial.running(Mode.DEFINE).autostarting(true))));

    assertThat(trial.host().isAutostart("web1")).isTrue();
  }

  @Test
  void makesFilesAloneWhereNothingIsToRun() {
    Trial trial = new Trial(folder, 1);

    MigrationReport report = trial.apply(trial.plan(KeepChoice.OVERLAY, Optional.empty()));

    assertThat(report.domain()).isEmpty();
    assertThat(trial.host().list()).isEmpty();
    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
  }

  @Test
  void plansAndAppliesAtOnce() {
    Trial trial = new Trial(folder, 1);

    MigrationReport report = trial.migrations().planAndApply(
        SourceGuest.planner(trial.memory, trial.options(KeepChoice.OVERLAY, Optional.of(Trial.running(Mode.START)))),
        trial.guest.source(), Optional.of(Trial.running(Mode.START)), plan -> {});

    assertThat(report.domain().orElseThrow().proof()).isEqualTo("login");
    assertThat(trial.store.plan(trial.migration())).isEqualTo(report.files().plan());
  }

  @Test
  void aGuestThatPanicsIsUndoneAndToldWithItsLastLines() throws Exception {
    Trial trial = new Trial(folder, 2);
    Map<String, String> before = trial.guest.files();
    Path logs = Files.createDirectories(folder.resolve(SourceGuest.STATE).resolve("logs"));
    trial.host().logInto(logs);
    trial.inside().atRun(web1 -> {
      Trial.write(logs.resolve("web1.log"), "qemu: warning\n");
      web1.writes("booting\nKernel panic - not syncing: no init\n");
    });

    MigrationException failure = failure(() -> trial.apply(trial.plan(Mode.START)));

    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(failure).hasMessageStartingWith("The guest did not come up");
    assertThat(failure.advice()).contains("xen2kvm explain kernel-panic");
    assertThat(failure.details()).contains("Kernel panic - not syncing: no init").contains("qemu: warning");
    assertThat(trial.host().list()).isEmpty();
    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.UNDONE);
    assertThat(trial.migration().failure()).hasValueSatisfying(why -> assertThat(why).contains("did not come up"));
    assertThat(trial.migration().folder().resolve("serial.log")).content().contains("Kernel panic");
  }

  @Test
  void aGuestThatSaysNothingIsUndoneAfterItsTime() {
    Trial trial = new Trial(folder, 1);
    Map<String, String> before = trial.guest.files();
    trial.inside().atRun(web1 -> web1.writes("hello\n"));

    assertThat(failure(() -> trial.apply(trial.plan(Mode.START))).reason()).isEqualTo(Reason.FAILED);

    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.host().list()).isEmpty();
    trial.inside().atRun(web1 -> web1.writes("web1 login: "));
    assertThat(trial.apply(trial.plan(Mode.START)).domain().orElseThrow().proof()).as("again").isEqualTo("login");
  }

  @Test
  void anApplyThatIsInterruptedWhileTheGuestBootsIsUndone() {
    Trial trial = new Trial(folder, 1);
    Map<String, String> before = trial.guest.files();
    trial.inside().atRun(web1 -> Thread.currentThread().interrupt());

    MigrationException failure = failure(() -> trial.apply(trial.plan(Mode.START)));

    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.host().list()).isEmpty();
    assertThat(trial.migration().state()).isEqualTo(MigrationState.UNDONE);
  }

  @Test
  void aDomainThatIsThereAlreadyStopsItBeforeAnythingIsMade() {
    Trial trial = new Trial(folder, 1);
    MigrationPlan plan = trial.plan(Mode.DEFINE);
    trial.host().define(plan.definition().orElseThrow().domain());
    Map<String, String> before = trial.guest.files();

    MigrationException failure = failure(() -> trial.apply(plan));

    assertThat(failure.reason()).isEqualTo(Reason.TAKEN);
    assertThat(failure).hasMessageContaining("the name web1");
    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.host().list()).hasSize(1);
  }

  @Test
  void aSecondApplyIsToldToCommitOrRollBack() {
    Trial trial = new Trial(folder, 1);
    MigrationPlan plan = trial.plan(Mode.START);
    trial.apply(plan);
    Map<String, String> first = trial.guest.files();

    MigrationException again = failure(() -> trial.apply(plan));

    assertThat(again.reason()).isEqualTo(Reason.TAKEN);
    assertThat(again.advice()).contains("xen2kvm commit web1").contains("xen2kvm rollback web1");
    assertThat(trial.guest.files()).isEqualTo(first);
  }

  @Test
  void ofTwoAppliesAtOnceOneWins() throws InterruptedException, ExecutionException {
    Trial trial = new Trial(folder, 1);
    MigrationPlan plan = trial.plan(KeepChoice.OVERLAY, Optional.empty());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Optional<Reason>>> outcomes = IntStream.range(0, 4).mapToObj(thread -> threads.submit(() ->
        Optional.ofNullable(failure(() -> trial.apply(plan))).map(MigrationException::reason))).toList();
    threads.shutdown();

    int won = 0;
    for (Future<Optional<Reason>> outcome : outcomes) {
      won += outcome.get().isEmpty() ? 1 : 0;
      assertThat(outcome.get()).satisfiesAnyOf(
          reason -> assertThat(reason).isEmpty(), reason -> assertThat(reason).contains(Reason.TAKEN));
    }
    assertThat(won).isEqualTo(1);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
  }

  @Test
  void aStalePlanWritesNothingNotEvenAJournal() throws Exception {
    Trial trial = new Trial(folder, 1);
    MigrationPlan plan = trial.plan(Mode.START);
    Files.write(trial.guest.images().get(0), new byte[1 << 20]);

    assertThat(failure(() -> trial.apply(plan)).reason()).isEqualTo(Reason.STALE);

    assertThat(trial.store.find("web1")).isEmpty();
    assertThat(trial.host().list()).isEmpty();
  }

  @Test
  void aRefusedApplyLeavesTheMigrationThatEndedInSight() {
    Trial trial = new Trial(folder, 1);
    MigrationPlan plan = trial.plan(Mode.DEFINE);
    trial.apply(plan);
    trial.migrations().commit("web1", true);
    Map<String, String> committed = trial.guest.files();

    assertThat(failure(() -> trial.apply(plan)).reason()).isIn(Reason.STALE, Reason.TAKEN);

    assertThat(trial.migration().state()).isEqualTo(MigrationState.COMMITTED);
    assertThat(trial.guest.files()).isEqualTo(committed);
    assertThat(trial.host().list()).hasSize(1);
  }

  // ---- rollback

  @Test
  void rollbackBringsTheStateBeforeBackAlsoAfterTheGuestHasRun() {
    Trial trial = new Trial(folder, 2);
    Map<String, String> before = trial.guest.files();
    trial.apply(trial.plan(Mode.START));
    assertThat(trial.host().state("web1")).isEqualTo(DomainState.RUNNING);

    assertThat(trial.migrations().rollback("web1")).isEmpty();

    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.host().list()).isEmpty();
    assertThat(trial.migration().state()).isEqualTo(MigrationState.ROLLED_BACK);
    assertThat(failure(() -> trial.migrations().rollback("web1")).reason()).isEqualTo(Reason.REFUSED);
    assertThat(trial.apply(trial.plan(Mode.START)).domain().orElseThrow().proof()).as("again").isEqualTo("login");
  }

  @Test
  void rollbackRemovesNothingThatADomainMadeByHandRunsOn() throws Exception {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(KeepChoice.OVERLAY, Optional.empty()));
    Map<String, String> applied = trial.guest.files();
    Process guest = new ProcessBuilder("qemu-io", "-f", "qcow2", folder.resolve("web1-xvda.xen2kvm.qcow2").toString()).start();
    try {
      // The image is locked once the prompt is there.
      assertThat(guest.getInputStream().read()).isPositive();

      assertThat(failure(() -> trial.migrations().rollback("web1")).reason()).isEqualTo(Reason.TAKEN);
    } finally {
      guest.destroy();
      guest.waitFor();
    }
    assertThat(trial.guest.files()).isEqualTo(applied);
    assertThat(trial.migrations().rollback("web1")).isEmpty();
  }

  @Test
  void rollbackLeavesWhatSomebodyElsePutThere() throws Exception {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.DEFINE));
    Path definition = folder.resolve("web1.xen2kvm.xml");
    Files.move(definition, folder.resolve("mine.xml"));
    Files.writeString(definition, "another");

    assertThat(trial.migrations().rollback("web1")).containsExactly(definition);

    assertThat(definition).hasContent("another");
    assertThat(folder.resolve("web1-xvda.xen2kvm.qcow2")).doesNotExist();
  }

  @Test
  void rollbackFindsItsDomainUnderAnotherNameAndLeavesAForeignOneAlone() {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.DEFINE));
    trial.host().undefine("web1");
    trial.host().define("<domain type='qemu'><name>web1</name></domain>");

    trial.migrations().rollback("web1");

    assertThat(trial.host().list()).extracting(domain -> domain.name()).containsExactly("web1");
    assertThat(folder.resolve("web1-xvda.xen2kvm.qcow2")).doesNotExist();
  }

  // ---- commit

  @Test
  void commitWritesTheOverlayIntoTheDiskAndGivesItToTheDomain() throws Exception {
    Trial trial = new Trial(folder, 2);
    trial.apply(trial.plan(Mode.DEFINE));
    byte[] before = Files.readAllBytes(trial.guest.images().get(1));
    GuestWrites.write(folder.resolve("web1-xvdb.xen2kvm.qcow2"), 4096, 0x5a);

    assertThat(trial.migrations().commit("web1", true).state()).isEqualTo(MigrationState.COMMITTED);

    byte[] after = Files.readAllBytes(trial.guest.images().get(1));
    assertThat(after[4096]).isEqualTo((byte) 0x5a);
    System.arraycopy(before, 4096, after, 4096, 512);
    assertThat(after).isEqualTo(before);
    assertThat(trial.guest.files().keySet()).noneMatch(name -> name.endsWith(".qcow2"));
    assertThat(trial.host().definedXml("web1")).contains("web1-a.img").contains("web1-b.img").contains("type=\"raw\"")
        .doesNotContain("qcow2");
    assertThat(folder.resolve("web1.xen2kvm.xml")).content().contains("web1-a.img").doesNotContain("qcow2");
    assertThat(failure(() -> trial.migrations().rollback("web1"))).hasMessageContaining("committed");
    assertThat(failure(() -> trial.migrations().commit("web1", true)).reason()).isEqualTo(Reason.REFUSED);
  }

  @Test
  void commitOfFilesAloneNeedsNoHost() throws Exception {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(KeepChoice.OVERLAY, Optional.empty()));

    trial.migrations().commit("web1", true);

    assertThat(trial.guest.files().keySet()).noneMatch(name -> name.endsWith(".qcow2"));
    assertThat(folder.resolve("web1.xen2kvm.xml")).content().contains("web1-a.img");
  }

  @Test
  void aPlanMayCommitOnceTheGuestWasSeenToBeUp() {
    Trial trial = new Trial(folder, 2);
    trial.inside().obeysPowerButton();

    MigrationReport report = trial.apply(trial.plan(KeepChoice.COMMIT, Optional.of(Trial.running(Mode.START))));

    assertThat(report.committed()).isTrue();
    assertThat(trial.migration().state()).isEqualTo(MigrationState.COMMITTED);
    assertThat(trial.migration().proof()).contains("login");
    assertThat(trial.guest.files().keySet()).noneMatch(name -> name.endsWith(".qcow2"));
    assertThat(trial.host().definedXml("web1")).contains("web1-a.img").doesNotContain("qcow2");
    assertThat(trial.host().state("web1")).as("runs again, on its disks").isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aPlanThatCommitsWritesNothingIntoTheDisksOfAGuestThatDoesNotComeUp() {
    Trial trial = new Trial(folder, 1);
    Map<String, String> before = trial.guest.files();
    trial.inside().atRun(web1 -> web1.writes("Kernel panic - not syncing\n"));

    assertThat(failure(() -> trial.apply(trial.plan(KeepChoice.COMMIT, Optional.of(Trial.running(Mode.START))))).reason())
        .isEqualTo(Reason.FAILED);

    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.UNDONE);
  }

  @Test
  void aGuestThatDoesNotShutDownStaysApplied() {
    Trial trial = new Trial(folder, 1);

    MigrationException failure =
        failure(() -> trial.apply(trial.plan(KeepChoice.COMMIT, Optional.of(Trial.running(Mode.START)))));

    assertThat(failure).hasMessageContaining("so nothing is committed");
    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
    assertThat(trial.host().state("web1")).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void aPlanOfFilesAloneCommitsAtItsEnd() {
    Trial trial = new Trial(folder, 1);

    assertThat(trial.apply(trial.plan(KeepChoice.COMMIT, Optional.empty())).committed()).isTrue();

    assertThat(trial.guest.files().keySet()).noneMatch(name -> name.endsWith(".qcow2"));
    assertThat(trial.migration().state()).isEqualTo(MigrationState.COMMITTED);
  }

  @Test
  void commitMayKeepTheOverlays() {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.START));
    Map<String, String> applied = trial.guest.files();

    trial.migrations().commit("web1", false);

    assertThat(trial.guest.files()).isEqualTo(applied);
    assertThat(trial.host().state("web1")).isEqualTo(DomainState.RUNNING);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.COMMITTED);
  }

  @Test
  void aRunningDomainIsNotCommitted() {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.START));
    Map<String, String> applied = trial.guest.files();

    MigrationException failure = failure(() -> trial.migrations().commit("web1", true));

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure.advice()).contains("virsh -c " + Trial.URI + " shutdown web1");
    assertThat(trial.guest.files()).isEqualTo(applied);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
  }

  @Test
  void aDomainWhoseMemoryIsKeptIsNotCommitted() {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.START));
    trial.host().save("web1");

    assertThat(failure(() -> trial.migrations().commit("web1", true))).hasMessageContaining("keeps the memory");

    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
  }

  @Test
  void aDiskThatWasWrittenUnderXenMeanwhileIsNotCommittedTo() throws Exception {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.DEFINE));
    Files.write(trial.guest.images().get(0), new byte[1 << 20]);

    assertThat(failure(() -> trial.migrations().commit("web1", true)).reason()).isEqualTo(Reason.STALE);

    assertThat(trial.migration().state()).isEqualTo(MigrationState.APPLIED);
  }

  @Test
  void aDomainOnASnapshotIsNotCommitted() {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.DEFINE));
    String snapshotted = trial.host().definedXmlWithSecrets("web1").replace("web1-xvda.xen2kvm.qcow2", "web1.snap1");
    trial.host().define(snapshotted);

    assertThat(failure(() -> trial.migrations().commit("web1", true))).hasMessageContaining("web1-xvda.xen2kvm.qcow2");
  }

  @Test
  void aFlattenedGuestIsKeptAsItIs() {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(KeepChoice.FLATTEN, Optional.of(Trial.running(Mode.DEFINE))));
    Map<String, String> applied = trial.guest.files();

    assertThat(trial.migrations().commit("web1", true).folds()).isFalse();

    assertThat(trial.guest.files()).isEqualTo(applied);
  }

  @Test
  void nothingIsKnownOfAGuestThatWasNeverApplied() {
    Trial trial = new Trial(folder, 1);

    assertThat(failure(() -> trial.migrations().rollback("web1"))).hasMessageContaining("No migration of web1");
    assertThat(failure(() -> trial.migrations().commit("../web1", true)).reason()).isEqualTo(Reason.REFUSED);
  }

  @Test
  void aChangedPlanBesideTheJournalIsNotBelieved() throws Exception {
    Trial trial = new Trial(folder, 1);
    trial.apply(trial.plan(Mode.DEFINE));
    Path plan = trial.migration().folder().resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("web1-a.img", "web1-z.img"));

    MigrationException failure = failure(() -> trial.migrations().commit("web1", true));

    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure).hasMessageContaining("is not the one that was carried out");
  }
}
