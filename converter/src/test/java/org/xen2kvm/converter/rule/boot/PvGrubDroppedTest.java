package org.xen2kvm.converter.rule.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PvGrubDroppedTest {
  private final RuleTester tester = RuleTester.of(new PvGrubDropped()).in(Frame.DOMAIN);

  @Test
  void removesAGrubImageBuiltForXen() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/usr/lib/grub2/x86_64-xen/grub.xen</kernel>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("grub.xen");
      assertThat(finding.message()).contains("boot loader");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void removesPvGrubWithItsCommandLine() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/usr/lib/xen/boot/pv-grub-x86_64.gz</kernel>
          <cmdline>(hd0,0)/boot/grub/menu.lst</cmdline>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void isSilentAboutABootLoaderThatIsKnownToBeThere() {
    RuleTester.Run run = tester.with(withBootLoader()).rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/usr/lib/xen/boot/pvgrub64.bin</kernel>
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
  void leavesALinuxKernelBesideGrubAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/grub/vmlinuz-6.1.0</kernel>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static GuestFacts withBootLoader() {
    return new GuestFacts(
        GuestFacts.OperatingSystem.LINUX, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));
  }
}
