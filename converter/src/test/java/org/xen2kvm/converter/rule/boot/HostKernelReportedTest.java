package org.xen2kvm.converter.rule.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HostKernelReportedTest {
  private final RuleTester tester = RuleTester.of(new HostKernelReported()).in(Frame.DOMAIN);

  @Test
  void keepsAKernelWithAWarning() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz-6.1.0</kernel>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("/boot/vmlinuz-6.1.0");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
    assertThat(run.findings().get(0).advice()).contains("without Xen");
  }

  @Test
  void doesNotDoubtTheKernelOfAnHvmGuest() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <kernel>/install/vmlinuz</kernel>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("/install/vmlinuz");
    });
    assertThat(run.findings().get(0).advice()).doesNotContain("without Xen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vmlinuz-xen", "vmlinuz-2.6.18-194.el5xen", "vmlinuz-2.6.18-xenU", "vmlinuz-3.0.101-63-xen",
        "netbsd-XEN3_DOMU.gz", "mir-www.xen", "mini-os.gz"})
  void saysThatAKernelRunsUnderXenOnly(String file) {
    RuleTester.Run run = tester.leavesAlone("<os>\n  <type>linux</type>\n  <kernel>/boot/" + file + "</kernel>\n</os>");

    assertThat(run.messages()).singleElement().asString().contains(file, "under Xen only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmlinuz-6.1.0-13-amd64", "vmlinuz", "bzImage", "vmlinuz-5.4.0-xenial", "linux-domus"})
  void doesNotSaySoOfOtherKernels(String file) {
    RuleTester.Run run = tester.leavesAlone("<os>\n  <type>linux</type>\n  <kernel>/boot/" + file + "</kernel>\n</os>");

    assertThat(run.messages()).singleElement().asString().doesNotContain("under Xen only");
  }

  @Test
  void bootsFromTheDiskWhenThePolicySaysSo() {
    RuleTester.Run run = tester.with(Policy.builder().bootFromDisk(true).build()).rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz-6.1.0</kernel>
          <initrd>/boot/initrd.img-6.1.0</initrd>
          <cmdline>root=/dev/xvda1 ro</cmdline>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("boot loader");
    });
  }

  @Test
  void bootsAnHvmGuestFromTheDiskWithoutAWord() {
    RuleTester.Run run = tester.with(Policy.builder().bootFromDisk(true).build()).rewrites(
        """
        <os>
          <type>hvm</type>
          <kernel>/install/vmlinuz</kernel>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void isSilentWithoutAKernel() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
