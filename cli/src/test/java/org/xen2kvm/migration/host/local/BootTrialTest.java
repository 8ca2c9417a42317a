package org.xen2kvm.migration.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.migration.host.local.BootTrial.Accelerator;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;

/** A guest for a moment, on a real QEMU and by QEMU's words. */
final class BootTrialTest {
  private static final String QEMU = "/usr/bin/qemu-system-x86_64";

  private static void requireQemu() {
    if (!Files.isExecutable(Path.of(QEMU))) {
      if ("1".equals(System.getenv("XEN2KVM_REQUIRE_LIBVIRT"))) {
        Assertions.fail(QEMU + " is not installed");
      }
      System.out.println("SKIPPED: " + QEMU + " is not installed");
      Assumptions.abort(QEMU + " is not installed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void aRealGuestReachesLongModeUnderEmulation(String machine) {
    requireQemu();

    assertThat(BootTrial.of(new ThisMachine(), QEMU, machine, Accelerator.TCG)).isEqualTo(new BootTrial(true, ""));
  }

  @Test
  void aMachineThatQemuHasNotIsToldInItsWords() {
    requireQemu();

    BootTrial trial = BootTrial.of(new ThisMachine(), QEMU, "no-such-machine", Accelerator.TCG);

    assertThat(trial.works()).isFalse();
    assertThat(trial.told()).startsWith("QEMU ended with status 1").contains("unsupported machine type").doesNotContain("\n");
  }

  @Test
  void anEmulatorThatIsNotThereIsTold() {
    assertThat(BootTrial.of(new ThisMachine(), "/no/such/qemu", "pc", Accelerator.TCG))
        .isEqualTo(new BootTrial(false, "the emulator cannot be run"));
  }

  @Test
  void theFirstErrorIsToldAndNotTheAssertionAfterIt() {
    BootTrial trial = BootTrial.decide(new ProgramAnswer(Outcome.ENDED, 134, """
        qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69
        qemu-system-x86_64: kvm.c:3183: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed.
        """));

    assertThat(trial).isEqualTo(
        new BootTrial(false, "QEMU ended with status 134: qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69"));
  }

  @Test
  void aGuestThatSaysNothingIsNotBelieved() {
    assertThat(BootTrial.decide(new ProgramAnswer(Outcome.TIMED_OUT, -1, "")).told()).isEqualTo(
        "the guest said nothing within 30 s");
  }
}
