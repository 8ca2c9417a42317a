package org.xen2kvm.converter.rule.cmdline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CmdlineNeedsKernelTest {
  private final RuleTester tester = RuleTester.of(new CmdlineNeedsKernel()).in(Frame.DOMAIN);

  @Test
  void removesCommandLineAndInitrdWithoutAKernel() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <initrd>/boot/initrd</initrd>
          <cmdline>root=/dev/mapper/dmroot</cmdline>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void removesThemBesideAnEmptyKernel() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <kernel/>
          <cmdline>ro</cmdline>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <kernel/>
        </os>
        """);
  }

  @Test
  void removesADeviceTreeInAnyCase() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <kernel>/k</kernel>
          <cmdline>ro</cmdline>
          <dtb>/b.dtb</dtb>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <kernel>/k</kernel>
          <cmdline>ro</cmdline>
        </os>
        """);
  }

  @Test
  void leavesTheCommandLineOfAKernelAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <kernel>/k</kernel>
          <initrd>/i</initrd>
          <cmdline>ro</cmdline>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
