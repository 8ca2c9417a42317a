package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.run.Trial.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.runner.DefinedDomain;

/** Which domain an undoing takes for its own, above all where a kill came before libvirt's word of its UUID. */
final class UndoTest {
  private static final String FOREIGN = """
      <domain type='qemu'>
        <name>web1</name>
        <devices>
          <disk type='file'>
            <source file='/srv/another.qcow2'/>
            <target dev='vda'/>
          </disk>
        </devices>
      </domain>
      """;

  @TempDir private Path folder = Path.of("");

  private Trial trial = new Trial(folder, 0);
  private Map<String, String> before = Map.of();

  @BeforeEach
  void applyAndForgetWhatCameAfterTheDefinition() {
    trial = new Trial(folder, 2);
    before = trial.guest.files();
    trial.apply(trial.plan(Mode.DEFINE));
  }

  /** Leaves of the journal what a kill at the definition leaves. */
  private void killedAt(String step) {
    Path journal = folder.resolve(SourceGuest.STATE).resolve("web1/journal.jsonl");
    try {
      List<String> kept = new ArrayList<>();
      for (String line : Files.readAllLines(journal)) {
        kept.add(line);
        if (line.contains("\"step\":\"" + step + "\"")) {
          Files.write(journal, kept);
          return;
        }
      }
      throw new AssertionError("no step " + step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> domains() {
    return trial.host().list().stream().map(DefinedDomain::name).toList();
  }

  // ---- the UUID is not known

  @Test
  void anOwnDomainIsFoundByItsDisks() {
    killedAt("defining");
    assertThat(trial.migration().uuid()).isEmpty();

    assertThat(trial.migrations().rollback("web1")).isEmpty();

    assertThat(domains()).isEmpty();
    assertThat(trial.guest.files()).isEqualTo(before);
  }

  @Test
  void anOwnDomainThatRunsByNowIsEndedFirst() {
    killedAt("defining");
    trial.host().start("web1");

    trial.migrations().rollback("web1");

    assertThat(domains()).isEmpty();
    assertThat(trial.guest.files()).isEqualTo(before);
  }

  @Test
  void aDomainThatWasNeverDefinedIsNoObstacle() {
    killedAt("defining");
    trial.host().undefine("web1");

    trial.migrations().rollback("web1");

    assertThat(trial.guest.files()).isEqualTo(before);
  }

  @Test
  void aForeignDomainOfThatNameIsLeftAloneAndSoAreTheFiles() {
    killedAt("defining");
    trial.host().undefine("web1");
    trial.host().define(FOREIGN);
    Map<String, String> applied = trial.guest.files();

    MigrationException refused = failure(() -> trial.migrations().rollback("web1"));

    assertThat(refused.reason()).isEqualTo(Reason.TAKEN);
    assertThat(refused).hasMessageContaining("fake:///host").hasMessageContaining("a domain web1 with other disks");
    assertThat(trial.host().definedXml("web1")).contains("/srv/another.qcow2");
    assertThat(trial.guest.files()).isEqualTo(applied);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.ROLLING_BACK);
  }

  @Test
  void onceTheForeignDomainHasAnotherNameItGoesOn() {
    killedAt("defining");
    trial.host().undefine("web1");
    trial.host().define(FOREIGN);
    assertThat(failure(() -> trial.migrations().rollback("web1")).reason()).isEqualTo(Reason.TAKEN);
    trial.host().undefine("web1");
    trial.host().define(FOREIGN.replace("web1", "mine"));

    trial.migrations().rollback("web1");

    assertThat(domains()).containsExactly("mine");
    assertThat(trial.guest.files()).isEqualTo(before);
    assertThat(trial.migration().state()).isEqualTo(MigrationState.ROLLED_BACK);
  }

  @Test
  void theNextApplyLeavesAForeignDomainAloneToo() {
    killedAt("defining");
    trial.host().undefine("web1");
    trial.host().define(FOREIGN);

    assertThat(failure(() -> trial.apply(trial.plan(Mode.DEFINE))).reason()).isEqualTo(Reason.TAKEN);

    assertThat(trial.host().definedXml("web1")).contains("/srv/another.qcow2");
  }

  // ---- the UUID is known

  @Test
  void itsDomainIsKnownUnderAnotherName() {
    String xml = trial.host().definedXmlWithSecrets("web1");
    String uuid = trial.migration().uuid().orElseThrow();
    trial.host().undefine("web1");
    String uuidText = xml.contains("<uuid>") ? xml : xml.replace("</name>", "</name><uuid>" + uuid + "</uuid>");
    trial.host().define(uuidText.replace("<name>web1</name>", "<name>renamed</name>"));

    trial.migrations().rollback("web1");

    assertThat(domains()).isEmpty();
    assertThat(trial.guest.files()).isEqualTo(before);
  }

  @Test
  void aForeignDomainOfItsNameIsNotTakenForItsOwn() {
    trial.host().undefine("web1");
    trial.host().define(FOREIGN);

    trial.migrations().rollback("web1");

    assertThat(domains()).containsExactly("web1");
    assertThat(trial.guest.files()).isEqualTo(before);
  }

  // ---- files

  @Test
  void killedBeforeAnyFileHadItsNameItRemovesTheUnfinishedOnes() throws IOException {
    killedAt("planned");
    trial.host().undefine("web1");
    Path overlay = folder.resolve("web1-xvda.xen2kvm.qcow2");
    Files.move(overlay, folder.resolve("web1-xvda.xen2kvm.qcow2.xen2kvm.part"));

    trial.migrations().rollback("web1");

    assertThat(folder.resolve("web1-xvda.xen2kvm.qcow2.xen2kvm.part")).doesNotExist();
    // What stands under its name is not known to be ours: no line of the journal says so.
    assertThat(folder.resolve("web1-xvdb.xen2kvm.qcow2")).exists();
  }

  @Test
  void anUndoingThatWasKilledIsDoneAgainFromItsBeginning() throws IOException {
    trial.host().undefine("web1");
    Files.delete(folder.resolve("web1-xvda.xen2kvm.qcow2"));

    assertThat(trial.migrations().rollback("web1")).isEmpty();

    assertThat(trial.guest.files()).isEqualTo(before);
  }
}
