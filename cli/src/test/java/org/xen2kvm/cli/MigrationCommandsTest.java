package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.json.JsonSchemas;

/** commit, rollback, status and show as whole runs, on real images and a made-up host. */
final class MigrationCommandsTest extends GuestOnHost {
  private static final String OVERLAY = "web1-xvda.xen2kvm.qcow2";

  private Path journal(String guest) {
    return folder.resolve(SourceGuest.STATE).resolve(guest).resolve("journal.jsonl");
  }

  // ---- wrong arguments

  @ParameterizedTest
  @ValueSource(strings = {
      "commit", "rollback", "show", "show . --format yaml", "show .", "status --format yaml", "status web9", "commit web1 --fold",
      "rollback web1 --force"})
  void areUsageErrors(String arguments) {
    Ran ran = run(arguments);

    assertThat(ran.code()).as("%s", ran).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("xen2kvm: error: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "rollback"})
  void aGuestThatWasNeverAppliedIsRefused(String command) {
    Ran ran = run(command + " web9");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).isEqualTo("web9: error: No migration of web9 is known\n    See xen2kvm status.\n");
  }

  // ---- commit

  @Test
  void commitPutsTheOverlayIntoTheDisk() {
    done("apply web1.xml --no-start");

    assertThat(done("commit web1").out()).isEqualTo("committed: web1, its disks hold all of it\n");

    assertThat(guest.files()).doesNotContainKey(OVERLAY);
    assertThat(host.reopened().definedXml("web1")).contains("web1-a.img").doesNotContain("qcow2");
    assertThat(done("status").out()).matches("web1  committed +\\S+  qemu\\+ssh://kvm1/system\n");
  }

  @Test
  void commitMayKeepTheOverlays() {
    done("apply web1.xml");
    Map<String, String> applied = guest.files();

    assertThat(done("commit web1 --keep-overlays").out()).isEqualTo("committed: web1, it stays as it is\n");

    assertThat(guest.files()).isEqualTo(applied);
    assertThat(domains()).containsExactly("web1");
  }

  @Test
  void commitOfARunningDomainIsRefusedAndSaysWhatToDo() {
    done("apply web1.xml");
    Map<String, String> applied = guest.files();

    Ran ran = run("commit web1");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).isEqualTo(
        "web1: error: The domain web1 runs\n    Shut it down first, then commit: virsh -c qemu+ssh://kvm1/system shutdown web1.\n");
    assertThat(guest.files()).isEqualTo(applied);
  }

  @Test
  void commitToADiskThatHasChangedIsStale() throws IOException {
    done("apply web1.xml --no-start");
    Files.write(guest.images().get(0), new byte[1 << 20]);

    Ran ran = run("commit web1");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("has changed since the guest was migrated").contains("Roll back");
  }

  @Test
  void nothingIsCommittedTwiceNorRolledBackAfterIt() {
    done("apply web1.xml --no-start");
    done("commit web1");

    for (String command : List.of("commit web1", "rollback web1")) {
      Ran again = run(command);
      assertThat(again.code()).isEqualTo(3);
      assertThat(again.err()).contains("it is committed since ");
    }
    assertThat(domains()).containsExactly("web1");
  }

  @Test
  void ofSeveralGuestsOneThatFailsDoesNotCostTheOthers() {
    done("apply web1.xml --no-start");

    Ran ran = run("commit web9 web1");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).isEqualTo("committed: web1, its disks hold all of it\n");
    assertThat(ran.err()).contains("web9: error: No migration of web9 is known");
  }

  // ---- rollback

  @Test
  void rollbackBringsTheStateBeforeBack() {
    Map<String, String> before = guest.files();
    done("apply web1.xml");

    assertThat(done("rollback web1 --verbose"))
        .isEqualTo(new Ran(0, "rolled back: web1\n", "xen2kvm: web1: undoing what was done\n"));

    assertThat(guest.files()).isEqualTo(before);
    assertThat(domains()).isEmpty();
    assertThat(done("status").out()).matches("web1  rolled back +\\S+  qemu\\+ssh://kvm1/system  up: login\n");
  }

  @Test
  void rollbackTellsWhatItHasLeft() throws IOException {
    done("apply web1.xml --no-start");
    Files.move(folder.resolve("web1.xen2kvm.xml"), folder.resolve("mine.xml"));
    Files.writeString(folder.resolve("web1.xen2kvm.xml"), "another");

    assertThat(done("rollback web1").err())
        .isEqualTo("web1: warning: " + folder + "/web1.xen2kvm.xml is not the file that was made, and stays\n");
  }

  @Test
  void aGuestOfAnyNameCanBeNamed() throws IOException {
    String name = "we/b\u001b[31m1";
    Cli.write(folder, "odd.xml", guest.definition().replace("web1<", "we/b&#x9;1<"));
    Ran applied = run("apply odd.xml --no-define");
    assertThat(applied.code()).as("%s", applied.err()).isIn(0, 3);

    Ran none = GuestCli.run(folder, debian, host, "rollback", name);
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).doesNotContain("\u001b");
  }

  // ---- dry runs

  @Test
  void aDryRunOfApplyChangesNothing() {
    done("plan web1.xml -o plans");
    Map<String, String> before = guest.files();

    assertThat(done("apply plans/web1.plan.json --dry-run")).isEqualTo(new Ran(0, "would be applied: web1\n", ""));

    assertThat(guest.files()).isEqualTo(before);
    assertThat(domains()).isEmpty();
    assertThat(folder.resolve(SourceGuest.STATE)).doesNotExist();
  }

  @Test
  void aDryRunRefusesWhatApplyRefusesInTheSameWords() throws IOException {
    done("plan web1.xml -o plans");
    done("apply plans/web1.plan.json --no-start");
    assertThat(refused("apply plans/web1.plan.json").code()).as("migrated already").isEqualTo(1);
    done("rollback web1");
    done("plan web1.xml -o foreign --no-define");
    Files.writeString(folder.resolve("web1-xvda.xen2kvm.qcow2"), "somebody's");
    assertThat(refused("apply foreign/web1.plan.json").code()).as("a file in the way").isEqualTo(1);
    Files.delete(folder.resolve("web1-xvda.xen2kvm.qcow2"));
    host.define("<domain type='kvm'><name>web1</name></domain>");
    assertThat(refused("apply plans/web1.plan.json").code()).as("a domain in the way").isEqualTo(1);
    host.undefine("web1");
    Files.write(guest.images().get(0), new byte[1 << 20]);
    assertThat(refused("apply plans/web1.plan.json").code()).as("another disk").isEqualTo(5);
    Files.writeString(folder.resolve("plans/web1.plan.json"), "{}");
    assertThat(refused("apply plans/web1.plan.json").code()).as("no plan").isEqualTo(3);
  }

  private Ran refused(String command) {
    Ran rehearsed = run(command + " --dry-run");
    Ran inEarnest = run(command);
    assertThat(rehearsed).isEqualTo(inEarnest);
    return inEarnest;
  }

  @Test
  void aDryRunOfCommitAndRollbackChangesNothingAndRefusesTheSame() {
    assertThat(refused("commit web1").code()).isEqualTo(3);
    assertThat(refused("rollback web1").code()).isEqualTo(3);
    done("apply web1.xml");
    assertThat(refused("commit web1").err()).contains("The domain web1 runs");
    done("rollback web1");
    done("apply web1.xml --no-start");
    Map<String, String> applied = guest.files();

    assertThat(done("commit web1 --dry-run").out()).isEqualTo("would be committed: web1\n");
    assertThat(done("rollback web1 --dry-run").out()).isEqualTo("would be rolled back: web1\n");

    assertThat(guest.files()).isEqualTo(applied);
    assertThat(done("status").out()).startsWith("web1  applied");
  }

  @Test
  void thereIsNoDryRunOfWhatIsNotPlannedYet() {
    assertThat(run("apply web1.xml --dry-run").code()).isEqualTo(64);
  }

  // ---- status

  @Test
  void aVerboseStatusTellsWhereAMigrationIsWrittenDown() {
    done("apply web1.xml");

    assertThat(done("status -v").out()).containsPattern("\n    plan: sha256 [0-9a-f]{64}\n")
        .contains("\n    journal: " + journal("web1").getParent() + "\n").startsWith(done("status -q").out());
    assertThat(done("status --color always").out()).startsWith("\u001B[33mweb1\u001B[0m  applied");
  }

  @Test
  void statusTellsWhichPlanWasApplied() throws IOException {
    done("plan web1.xml -o plans");
    done("apply plans/web1.plan.json");

    assertThat(JsonSchemas.tree(done("status --format json").out()).get(0).get("planSha256").asText())
        .isEqualTo(Sha256.of(Files.readAllBytes(folder.resolve("plans/web1.plan.json"))));
  }

  @Test
  void statusOfNothingIsNothing() {
    assertThat(done("status")).isEqualTo(new Ran(0, "", ""));
    assertThat(JsonSchemas.tree(done("status --format json").out())).isEmpty();
    assertThat(folder.resolve(SourceGuest.STATE)).doesNotExist();
  }

  @Test
  void statusListsGuestsByName() throws IOException {
    for (String name : List.of("web10", "web2")) {
      Files.copy(folder.resolve("web1-a.img"), folder.resolve(name + "-a.img"));
      Cli.write(folder, name + ".xml", guest.definition().replace("web1", name));
      done("apply " + name + ".xml --no-define");
    }
    done("apply web1.xml");

    String all = done("status").out();

    assertThat(all.lines()).hasSize(3);
    assertThat(all.lines().map(line -> line.replaceAll(" .*", ""))).containsExactly("web1", "web10", "web2");
    assertThat(all).contains("web1   applied  ").contains("  qemu+ssh://kvm1/system  up: login\n");
    assertThat(done("status web2").out()).startsWith("web2  applied").hasLineCount(1);
  }

  @Test
  void statusAsJsonKeepsToTheSchema() {
    host.guest("web1").atRun(web1 -> web1.writes("Kernel panic - not syncing: no init\n"));
    assertThat(run("apply web1.xml").code()).isEqualTo(1);
    String undone = done("status --format json").out();
    host.guest("web1").atRun(web1 -> web1.writes("web1 login: "));
    done("apply web1.xml");
    String applied = done("status web1 --format json").out();

    assertThat(JsonSchemas.problems("status", undone)).isEmpty();
    assertThat(JsonSchemas.problems("status", applied)).isEmpty();
    JsonNode one = JsonSchemas.tree(undone).get(0);
    assertThat(one.get("state").asText()).isEqualTo("undone");
    assertThat(one.get("failure").asText()).startsWith("The guest did not come up");
    JsonNode other = JsonSchemas.tree(applied).get(0);
    assertThat(other.get("name").asText()).isEqualTo("web1");
    assertThat(other.get("proof").asText()).isEqualTo("login");
    assertThat(other.get("uri").asText()).isEqualTo("qemu+ssh://kvm1/system");
    assertThat(other.get("uuid").asText()).matches("[0-9a-f-]{36}");
    assertThat(other.get("journal").asText()).isEqualTo(folder.resolve(SourceGuest.STATE) + "/web1");
    assertThat(other.get("failure").isNull()).isTrue();
  }

  @Test
  void theSchemaHasEachStateAndNoOther() {
    assertThat(JsonSchemas.schema("status").at("/items/properties/state/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(Arrays.stream(MigrationState.values())
            .map(MigrationState::word).toArray(String[]::new));
  }

  @Test
  void aDamagedJournalIsToldAndDoesNotHideTheOthers() throws IOException {
    Files.copy(folder.resolve("web1-a.img"), folder.resolve("web2-a.img"));
    Cli.write(folder, "web2.xml", guest.definition().replace("web1", "web2"));
    done("apply web1.xml --no-define");
    done("apply web2.xml --no-define");
    Files.writeString(journal("web1"), "{}\n", StandardOpenOption.APPEND);

    Ran ran = run("status");

    assertThat(ran.code()).as("%s", ran).isEqualTo(4);
    assertThat(ran.out()).startsWith("web2  applied").hasLineCount(1);
    assertThat(ran.err()).contains("xen2kvm: error: The journal " + journal("web1") + " is damaged: line ")
        .contains("virsh list --all").doesNotContain("Feature");
    assertThat(run("status web1").code()).as("it may be that one").isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit web1", "rollback web1", "apply web1.xml"})
  void nothingIsDoneOnADamagedJournalsWord(String command) throws IOException {
    done("apply web1.xml");
    Files.writeString(journal("web1"), "{}\n", StandardOpenOption.APPEND);
    Map<String, String> applied = guest.files();

    Ran ran = run(command);

    assertThat(ran.code()).as("%s", ran).isEqualTo(3);
    assertThat(ran.err()).contains("is damaged: line ");
    assertThat(guest.files()).isEqualTo(applied);
    assertThat(domains()).containsExactly("web1");
  }

  // ---- show

  @Test
  void showTellsWhatPlanHasTold() {
    Ran planned = done("plan web1.xml -o plans --proof port=22 --autostart");

    assertThat(done("show plans/web1.plan.json")).isEqualTo(new Ran(0, planned.out(), ""));
  }

  @Test
  void showHidesPasswordsAsPlanDoes() throws IOException {
    Cli.write(folder, "web1.xml", guest.definition().replace("  </devices>",
        "    <graphics type='vnc' port='-1' passwd='hunter2'/>\n  </devices>"));
    done("plan web1.xml -o plans");

    assertThat(done("show plans/web1.plan.json").out()).contains("<graphics").doesNotContain("hunter2");
    assertThat(done("show plans/web1.plan.json --show-secrets").out()).contains("hunter2");
  }

  @Test
  void showNeedsNeitherTheGuestNorTheHost() throws IOException {
    String planned = done("plan web1.xml -o plans").out();
    Files.delete(folder.resolve("web1.xml"));
    Files.delete(guest.images().get(0));

    assertThat(done("show plans/web1.plan.json").out()).isEqualTo(planned);
  }

  @Test
  void whatIsNoPlanIsNotShown() throws IOException {
    Cli.write(folder, "bad.json", "{\"formatVersion\": 7}");

    Ran bad = run("show bad.json");
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.err()).startsWith("bad.json: error: ").contains("formatVersion");
    Ran none = run("show none.json");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("No such file or directory");
  }
}
