package org.xen2kvm.migration.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.host.local.KvmCheck.Device;
import org.xen2kvm.migration.host.local.KvmCheck.Processor;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;

/** Whether KVM is usable, by what was seen of it. */
final class KvmCheckTest {
  private static final BootTrial WORKS = new BootTrial(true, "");
  private static final BootTrial DIES = new BootTrial(false, "QEMU ended with status 134: failed to set MSR 0x10a");
  private static final Processor INTEL = new Processor("kvm_intel", false);

  private static HostFinding kvm(KvmCheck check) {
    return check.findings().get(0);
  }

  @Test
  void aGuestThatRunsIsTheOnlyProof() {
    KvmCheck check = KvmCheck.decide(Device.OPEN, INTEL, WORKS, WORKS, false, "root");

    assertThat(check.domainType()).contains("kvm");
    assertThat(check.findings()).extracting(HostFinding::level).containsExactly(Level.OK, Level.OK);
  }

  @Test
  void aDeviceOnWhichNoGuestRunsIsNotUsable() {
    KvmCheck check = KvmCheck.decide(Device.OPEN, new Processor("", true), DIES, WORKS, false, "root");

    assertThat(check.domainType()).contains("qemu");
    assertThat(kvm(check).level()).isEqualTo(Level.WARNING);
    assertThat(kvm(check).found()).contains("/dev/kvm is there", "failed to set MSR 0x10a");
    assertThat(kvm(check).remedy()).contains("nested virtualisation");
  }

  @Test
  void aMissingDeviceIsMendedByTheModuleOfTheProcessor() {
    assertThat(kvm(KvmCheck.decide(Device.ABSENT, INTEL, DIES, WORKS, false, "root")).remedy()).isEqualTo("modprobe kvm_intel");
    assertThat(kvm(KvmCheck.decide(Device.ABSENT, new Processor("", false), DIES, WORKS, false, "root")).remedy())
        .contains("firmware's setup");
  }

  @Test
  void aClosedDeviceSaysNothingWhereQemuRunsAsAnotherUser() {
    KvmCheck system = KvmCheck.decide(Device.CLOSED, INTEL, DIES, WORKS, true, "anna");
    KvmCheck session = KvmCheck.decide(Device.CLOSED, INTEL, DIES, WORKS, false, "anna");

    assertThat(system.domainType()).isEmpty();
    assertThat(kvm(system).level()).isEqualTo(Level.NOTE);
    assertThat(kvm(system).found()).contains("not tried");
    assertThat(session.domainType()).contains("qemu");
    assertThat(kvm(session).level()).isEqualTo(Level.WARNING);
    assertThat(kvm(session).remedy()).isEqualTo("usermod -aG kvm anna");
  }

  @Test
  void aHostThatRunsNoGuestAtAllIsNotReady() {
    KvmCheck check = KvmCheck.decide(Device.ABSENT, INTEL, DIES, DIES, false, "root");

    assertThat(check.domainType()).isEmpty();
    assertThat(check.findings()).extracting(HostFinding::level).containsExactly(Level.WARNING, Level.ERROR);
  }

  @Test
  void theProcessorIsReadFromItsFlags() {
    assertThat(Processor.of("processor : 0\nflags\t\t: fpu vme svm\n")).isEqualTo(new Processor("kvm_amd", false));
    assertThat(Processor.of("flags\t\t: fpu vmx hypervisor lahf_lm\n")).isEqualTo(new Processor("kvm_intel", true));
    assertThat(Processor.of("flags : fpu vmx_like\n")).isEqualTo(new Processor("", false));
  }

  @Test
  void kvmIsOnlyTriedWhereItIsOpen() {
    FakeMachine machine = new FakeMachine().program("accel=tcg", new ProgramAnswer(Outcome.SAID, -1, "said"));

    KvmCheck check = KvmCheck.of(machine, "/usr/bin/qemu", "pc", true);

    assertThat(machine.ran()).hasSize(1);
    assertThat(check.domainType()).contains("qemu");
  }

  @Test
  void bothAreTriedWithTheirOwnProcessor() {
    FakeMachine machine = new FakeMachine().file("/dev/kvm", "")
        .program("accel=kvm", new ProgramAnswer(Outcome.SAID, -1, "said"))
        .program("accel=tcg", new ProgramAnswer(Outcome.TIMED_OUT, -1, ""));

    KvmCheck check = KvmCheck.of(machine, "/usr/bin/qemu", "q35", true);

    assertThat(machine.ran()).extracting(argv -> argv.containsAll(List.of("/usr/bin/qemu", "-cpu"))).containsExactly(true, true);
    assertThat(machine.ran().get(0)).contains("q35,accel=kvm", "host");
    assertThat(machine.ran().get(1)).contains("q35,accel=tcg", "max");
    assertThat(check.domainType()).contains("kvm");
    assertThat(check.findings().get(1).found()).contains("said nothing within");
  }
}
