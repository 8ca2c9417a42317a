package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.runner.DomainState;

/** How far apply goes with the domain, as options say it, and what a plan does not let them say any more. */
final class ApplyOptionsTest extends GuestOnHost {
  // ---- how far it goes

  @Test
  void withoutOptionsTheGuestIsStartedAndWatched() {
    assertThat(done("apply web1.xml").out()).contains("domain: web1 on qemu+ssh://kvm1/system, running; the guest is up: login\n");
    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.RUNNING);
    assertThat(host.reopened().isAutostart("web1")).isFalse();
  }

  @Test
  void noStartDefinesAlone() {
    assertThat(done("apply web1.xml --no-start").out()).contains("domain: web1 on qemu+ssh://kvm1/system, shut off\n");
    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void pausedStartsItStandingStill() {
    assertThat(done("apply web1.xml --paused").out()).contains("domain: web1 on qemu+ssh://kvm1/system, paused\n");
    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.PAUSED);
  }

  @Test
  void noDefineMakesFilesAlone() {
    assertThat(done("apply web1.xml --no-define").out()).doesNotContain("domain:").contains("definition:");
    assertThat(domains()).isEmpty();
  }

  @Test
  void autostartLetsTheHostStartItWithItself() {
    done("apply web1.xml --no-start --autostart");

    assertThat(host.reopened().isAutostart("web1")).isTrue();
  }

  @Test
  void disksAloneMakeNoDomain() {
    assertThat(done("apply web1-a.img").out()).doesNotContain("domain:").contains("disk:");
    assertThat(domains()).isEmpty();
  }

  @Test
  void theUriIsThatOfTheOptionOrOfTheEnvironment() {
    assertThat(run("plan web1.xml").out()).contains("domain: defined on qemu+ssh://kvm1/system, started");
    assertThat(run("plan web1.xml --connect qemu+ssh://kvm2/system").out())
        .contains("domain: defined on qemu+ssh://kvm2/system, started");
  }

  // ---- proofs

  @ParameterizedTest
  @CsvSource({"login, login", "serial=login:, serial=login:"})
  void anyProofThatIsNamedWillDo(String proof, String by) {
    assertThat(done("apply web1.xml --proof lease --proof " + proof).out()).contains("the guest is up: " + by + "\n");
  }

  @Test
  void theTimeAndTheProofsAreInThePlan() {
    assertThat(done("plan web1.xml --proof port=22 --proof agent --boot-limit 7").out())
        .contains("watched until it is up: within 7 s one of port=22, agent\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "--proof ping", "--proof port=0", "--proof port", "--proof login=x", "--proof serial=", "--boot-limit 0",
      "--boot-limit 86401", "--boot-limit soon", "--no-start --paused", "--no-define --no-start", "--no-define --paused",
      "--no-define --autostart"})
  void contradictionsAndNonsenseAreUsageErrors(String options) {
    for (String command : List.of("plan web1.xml ", "apply web1.xml ")) {
      Ran ran = run(command + options);

      assertThat(ran.code()).as("%s", ran).isEqualTo(64);
      assertThat(ran.err()).startsWith("xen2kvm: error: --").contains("See xen2kvm " + command.split(" ")[0] + " --help");
    }
    assertThat(domains()).isEmpty();
    assertThat(folder.resolve(SourceGuest.STATE)).doesNotExist();
  }

  // ---- a plan has decided

  @ParameterizedTest
  @ValueSource(strings = {
      "--connect qemu:///system", "--boot-limit 9", "--proof login", "--autostart", "--keep flatten", "--work-dir w",
      "--initramfs rebuild", "--boot-code direct", "--skip-fix fstab-stable-names", "--policy p.yaml", "--type qemu",
      "--machine q35", "--cpu host-model", "--disk-bus sata", "--host h.xml", "--enable add-guest-agent", "--disable tpm",
      "--for-live-migration"})
  void whatAPlanHasDecidedNoOptionDecidesAnew(String option) throws IOException {
    Cli.write(folder, "p.yaml", "type: qemu\n");
    Cli.write(folder, "h.xml", "<capabilities/>\n");
    done("plan web1.xml -o plans");

    Ran ran = run("apply plans/web1.plan.json " + option);

    assertThat(ran.code()).as("%s", ran).isEqualTo(64);
    assertThat(ran.err()).contains(option.split(" ")[0]).contains("the plan has decided that");
    assertThat(domains()).isEmpty();
  }

  @Test
  void aPlanMayBeAppliedLessFar() {
    done("plan web1.xml -o plans");
    done("apply plans/web1.plan.json --paused");
    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.PAUSED);
    done("rollback web1");

    done("apply plans/web1.plan.json --no-start");
    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.SHUT_OFF);
    done("rollback web1");

    done("apply plans/web1.plan.json --no-define");
    assertThat(domains()).isEmpty();
  }

  @Test
  void aPlanThatDefinesAloneIsNotStarted() {
    done("plan web1.xml -o plans --no-start");

    done("apply plans/web1.plan.json --paused");

    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.SHUT_OFF);
  }

  // ---- stale plans

  @ParameterizedTest
  @ValueSource(strings = {"web1.xml", "policy.yaml", "host.xml"})
  void aPlanIsStaleWhenAFileThatItWasMadeFromHasChanged(String input) throws IOException {
    Cli.write(folder, "policy.yaml", "rules:\n  enable: [add-guest-agent]\n");
    Cli.write(folder, "host.xml", host.capabilitiesXml());
    done("plan web1.xml -o plans --policy policy.yaml --host host.xml");
    Map<String, String> before = guest.files();
    Cli.write(folder, input, Files.readString(folder.resolve(input)) + "\n");

    Ran ran = run("apply plans/web1.plan.json");

    assertThat(ran.code()).as("%s", ran).isEqualTo(5);
    assertThat(ran.err()).contains("plans/web1.plan.json: error: ").contains(input + " has changed since the plan was made");
    assertThat(domains()).isEmpty();
    before.remove(input);
    assertThat(guest.files()).containsAllEntriesOf(before);
    assertThat(folder.resolve(SourceGuest.STATE).resolve("web1")).doesNotExist();
  }

  @Test
  void aPlanNeedsItsInputsNoMore() throws IOException {
    Cli.write(folder, "policy.yaml", "rules:\n  enable: [add-guest-agent]\n");
    done("plan web1.xml -o plans --policy policy.yaml");
    Files.delete(folder.resolve("policy.yaml"));
    Files.delete(folder.resolve("web1.xml"));

    done("apply plans/web1.plan.json");
  }

  // ---- failures

  @Test
  void aGuestThatPanicsIsToldWithItsLastLinesAndUndone() throws IOException {
    Map<String, String> before = guest.files();
    host.guest("web1").atRun(web1 -> web1.writes("booting\n\u001b[31mKernel panic - not syncing: no init\u001b[0m\n"));

    Ran ran = run("apply web1.xml");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("web1.xml: error: The guest did not come up: ")
        .contains("    The guest's kernel panics. ").contains("(xen2kvm explain kernel-panic)")
        .contains("  serial console:\n  booting\n").contains("Kernel panic - not syncing: no init").doesNotContain("\u001b");
    assertThat(domains()).isEmpty();
    assertThat(guest.files()).isEqualTo(before);
    assertThat(run("status").out()).contains("undone").contains("did not come up");
  }

  @Test
  void whatCannotBeUndoneIsToldWithWhateverFailed() {
    host.guest("web1").atRun(web1 -> {
      try {
        Files.move(folder.resolve(SourceGuest.STATE).resolve("web1"), folder.resolve("lost"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      web1.writes("web1 login: ");
    });

    Ran ran = run("apply web1.xml");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("web1.xml: error: The log serial.log cannot be kept")
        .contains("\n  Undoing failed: The journal in ").contains(" cannot be written: ")
        .contains(". The next apply, or rollback, tries again.\n");
  }

  @Test
  void aFailureOfOneGuestOfABatchIsFour() throws IOException {
    Cli.write(folder, "web2.xml", guest.definition().replace("web1<", "web2<").replace("web1-a.img", "web2-a.img"));
    Files.copy(folder.resolve("web1-a.img"), folder.resolve("web2-a.img"));
    host.guest("web2").atRun(web2 -> web2.writes("Kernel panic - not syncing: no init\n"));

    Ran ran = run("apply web2.xml web1.xml");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).contains("done: web1");
    assertThat(ran.err()).contains("web2.xml: error: The guest did not come up");
    assertThat(domains()).containsExactly("web1");
  }

  @Test
  void aDomainThatIsThereAlreadyIsToldBeforeAnythingIsMade() {
    done("plan web1.xml -o plans");
    host.define("<domain type='qemu'><name>web1</name></domain>");
    Map<String, String> before = guest.files();

    Ran ran = run("apply plans/web1.plan.json");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("has a domain with the name web1 already")
        .contains("virsh -c qemu+ssh://kvm1/system dumpxml web1");
    assertThat(guest.files()).isEqualTo(before);
  }
}
