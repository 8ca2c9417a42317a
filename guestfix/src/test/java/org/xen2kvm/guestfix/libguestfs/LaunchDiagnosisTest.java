package org.xen2kvm.guestfix.libguestfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/** What libguestfs 1.48, supermin 5.2 and QEMU 7.2 really said when they did not start. */
final class LaunchDiagnosisTest {
  private static final String FAILED = """
      guestfs_launch failed.
      This usually means the libguestfs appliance failed to start or crashed.
      Do:
        export LIBGUESTFS_DEBUG=1 LIBGUESTFS_TRACE=1
      and run the command again.""";

  @Test
  void noKernel() {
    assertThat(LaunchDiagnosis.of("/usr/bin/supermin exited with error status 1.", """
        supermin: failed to find a suitable kernel (host_cpu=x86_64).

        I looked for kernels in /boot and modules in /lib/modules.
        """)).satisfies(diagnosis -> {
          assertThat(diagnosis.reason()).isEqualTo(Reason.NOT_INSTALLED);
          assertThat(diagnosis.message())
              .startsWith("supermin: failed to find a suitable kernel")
              .contains("apt-get install linux-image-amd64", "dnf install kernel-core", "zypper install kernel-default");
        });
  }

  @Test
  void kernelThatOnlyRootReads() {
    assertThat(LaunchDiagnosis.of(
        "/usr/bin/supermin exited with error status 1.",
        "cp: cannot open '/boot/vmlinuz-5.15.0-91-generic' for reading: Permission denied\n"
            + "supermin: cp -p '/boot/vmlinuz-5.15.0-91-generic' '/var/tmp/x/kernel': command failed, see earlier errors\n"))
        .satisfies(diagnosis -> {
          assertThat(diagnosis.reason()).isEqualTo(Reason.NOT_INSTALLED);
          assertThat(diagnosis.message()).contains("chmod 0644 /boot/vmlinuz-*");
        });
  }

  @Test
  void noAppliance() {
    LaunchDiagnosis diagnosis = LaunchDiagnosis.of("cannot find any suitable libguestfs supermin, fixed or old-style "
        + "appliance on LIBGUESTFS_PATH (search path: /nonexist)", "");

    assertThat(diagnosis.reason()).isEqualTo(Reason.NOT_INSTALLED);
    assertThat(diagnosis.message()).contains("apt-get install libguestfs0");
  }

  @Test
  void badImages() {
    assertThat(LaunchDiagnosis.of(FAILED, "qemu-system-x86_64: -drive file=/d/a.raw,cache=writeback,format=qcow2,id=hd0,if=none: "
        + "Image is not in qcow2 format\n").reason()).isEqualTo(Reason.BAD_IMAGE);
    assertThat(LaunchDiagnosis.of(FAILED,
        "qemu-system-x86_64: -drive file=/d/o.qcow2,format=qcow2,id=hd0,if=none: Could not open "
        + "backing file: Could not open '/d/gone.raw': No such file or directory\n")).satisfies(diagnosis -> {
          assertThat(diagnosis.reason()).isEqualTo(Reason.BAD_IMAGE);
          assertThat(diagnosis.message()).contains("/d/gone.raw");
          assertThat(diagnosis.mayBeKvm()).isFalse();
        });
  }

  @Test
  void lockedImage() {
    assertThat(LaunchDiagnosis.of(FAILED, "qemu-system-x86_64: -drive file=/d/a.raw,format=raw,id=hd0,if=none: "
        + "Failed to get \"write\" lock\nIs another process using the image [/d/a.raw]?\n").reason()).isEqualTo(Reason.IN_USE);
  }

  @Test
  void brokenKvmIsWorthAnotherTry() {
    String log = "Could not access KVM kernel module: No such device\n"
        + "qemu-system-x86_64: failed to initialize kvm: No such device\n";

    assertThat(LaunchDiagnosis.of(FAILED, log).mayBeKvm()).isTrue();
    assertThat(LaunchDiagnosis.kvmReason(FAILED, log)).isEqualTo("Could not access KVM kernel module: No such device");
    assertThat(LaunchDiagnosis.kvmReason("guestfs_launch failed, killed by signal 6 (Aborted).", "")).contains("signal 6");
    assertThat(LaunchDiagnosis.kvmReason("", "")).isNotEmpty();
  }

  @Test
  void unknownFailureShowsTheLastWords() {
    LaunchDiagnosis diagnosis = LaunchDiagnosis.of(FAILED, "x".repeat(5000) + "\nlast words\n");

    assertThat(diagnosis.reason()).isEqualTo(Reason.LAUNCH_FAILED);
    assertThat(diagnosis.message()).endsWith("last words").hasSizeLessThan(2000);
  }
}
