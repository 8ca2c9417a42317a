package org.xen2kvm.converter.rule.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ExtractedKernelDroppedTest {
  private final RuleTester tester = RuleTester.of(new ExtractedKernelDropped()).in(Frame.DOMAIN);

  @Test
  void removesWhatPygrubCopiedOutOfTheGuest() {
    RuleTester.Run run = tester.rewrites(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>linux</type>
          <kernel>/var/lib/xen/tmp/kernel.5ihM-L</kernel>
          <initrd>/var/lib/xen/tmp/ramdisk.8Hx_aa</initrd>
          <cmdline>root=/dev/xvda1 ro</cmdline>
        </os>
        """,
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.changes()).hasSize(3);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesATemporaryKernelWhoseBootloaderIsNotNamed() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/var/run/xend/boot/boot_kernel.aB3_xy</kernel>
          <initrd>/var/run/xend/boot/boot_ramdisk.Qr5tZ1</initrd>
          <cmdline>root=/dev/xvda1 ro</cmdline>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("boot_kernel.aB3_xy");
      assertThat(finding.message()).contains("boot loader");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void removesTheKernelOfAnInstaller() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <kernel>/var/lib/xen/virtinst-vmlinuz.Xy12Ab</kernel>
          <initrd>/var/lib/xen/virtinst-initrd.img.Zz9876</initrd>
          <cmdline>root=/dev/xvda1 ro</cmdline>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("virtinst-vmlinuz.Xy12Ab");
      assertThat(finding.message()).contains("its own devices");
    });
  }

  @Test
  void removesAKernelByARelativePath() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <kernel>./vmlinuz</kernel>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("not absolute");
    });
  }

  @Test
  void removesAnEmptyKernel() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <kernel></kernel>
          <boot dev='hd'/>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <boot dev='hd'/>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void isSilentAboutABootLoaderThatIsKnownToBeThere() {
    RuleTester.Run run = tester.with(withBootLoader()).rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/var/lib/xen/vmlinuz.2Dn2YT</kernel>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAKernelWithALastingPathAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
          <kernel>/var/lib/xen/images/vmlinuz.install</kernel>
          <initrd>/boot/initrd.img-6.1.0</initrd>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesTheKernelOfAnHvmGuestAloneThatHasABootloaderByMistake() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>hvm</type>
          <kernel>/boot/vmlinuz-6.1.0</kernel>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsARelativeInitrd() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <kernel>/boot/vmlinuz-6.1.0</kernel>
          <initrd>initrd.img</initrd>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("initrd.img");
      assertThat(finding.message()).contains("not absolute");
    });
  }

  private static GuestFacts withBootLoader() {
    return new GuestFacts(
        GuestFacts.OperatingSystem.LINUX, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));
  }
}
