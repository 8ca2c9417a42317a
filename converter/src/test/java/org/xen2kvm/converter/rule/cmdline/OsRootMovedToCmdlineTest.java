package org.xen2kvm.converter.rule.cmdline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OsRootMovedToCmdlineTest {
  private final RuleTester tester = RuleTester.of(new OsRootMovedToCmdline()).in(Frame.DOMAIN);

  @Test
  void movesTheRootDeviceInFrontOfTheCommandLine() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <root>/dev/sda1</root>
          <cmdline> ro quiet</cmdline>
        </os>
        """,
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <cmdline>root=/dev/sda1 ro quiet</cmdline>
        </os>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void makesACommandLineWhereThereIsNone() {
    tester.rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <initrd>/boot/initrd</initrd>
          <root>root=/dev/xvda ro</root>
        </os>
        """,
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <initrd>/boot/initrd</initrd>
          <cmdline>root=/dev/xvda</cmdline>
        </os>
        """);
  }

  @Test
  void keepsTheRootThatTheCommandLineHas() {
    tester.rewrites(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <root>/dev/sda1</root>
          <cmdline>root=/dev/sda2</cmdline>
        </os>
        """,
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <cmdline>root=/dev/sda2</cmdline>
        </os>
        """);
  }

  @Test
  void dropsTheRootDeviceWithoutAKernel() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <root>/dev/sda1</root>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void dropsTheInitOfAContainer() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <initarg>x</initarg>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void leavesAnOsWithoutRootAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz</kernel>
          <cmdline>ro</cmdline>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
