package org.xen2kvm.converter.rule.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenChannelToVirtioTest {
  private final RuleTester tester = RuleTester.of(new XenChannelToVirtio()).in(Frame.HVM_DEVICES);

  @Test
  void carriesAXenChannelOverVirtio() {
    RuleTester.Run run = tester.rewrites(
        """
        <channel type='pty'>
          <source path='/dev/pts/4'/>
          <target type='xen' name='guest_agent'/>
        </channel>
        """,
        """
        <channel type='pty'>
          <target type='virtio' name='guest_agent'/>
        </channel>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("Xen channel guest_agent");
      assertThat(finding.advice()).contains("/dev/virtio-ports/guest_agent");
    });
  }

  @Test
  void forgetsASocketOfTheXenDriver() {
    tester.rewrites(
        """
        <channel type='unix'>
          <source mode='bind' path='/var/lib/libvirt/channel/libxl/hvm1-org.example.agent'/>
          <target type='xen' name='org.example.agent'/>
        </channel>
        """,
        """
        <channel type='unix'>
          <source mode='bind'/>
          <target type='virtio' name='org.example.agent'/>
        </channel>
        """);
  }

  @Test
  void keepsASocketOfAProgram() {
    tester.rewrites(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/agent/hvm1.sock'/>
          <target type='xen' name='agent'/>
        </channel>
        """,
        """
        <channel type='unix'>
          <source mode='bind' path='/run/agent/hvm1.sock'/>
          <target type='virtio' name='agent'/>
        </channel>
        """);
  }

  @Test
  void forgetsTheTerminalOfAVirtioChannel() {
    RuleTester.Run run = tester.rewrites(
        """
        <channel type='pty'>
          <source path='/dev/pts/4'/>
          <target type='virtio' name='agent'/>
        </channel>
        """,
        """
        <channel type='pty'>
          <target type='virtio' name='agent'/>
        </channel>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void carriesAChannelWithoutName() {
    RuleTester.Run run = tester.rewrites(
        """
        <channel type='pty'>
          <target type='xen'/>
        </channel>
        """,
        """
        <channel type='pty'>
          <target type='virtio'/>
        </channel>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("Xen channel");
      assertThat(finding.advice()).contains("/dev/virtio-ports");
    });
  }

  @Test
  void leavesOtherChannelsAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <channel type='pty'>
          <target type='virtio' name='agent'/>
        </channel>
        <channel type='unix'>
          <source mode='bind' path='/tmp/fwd'/>
          <target type='guestfwd' address='10.0.2.1' port='4600'/>
        </channel>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
