package org.xen2kvm.converter.rule.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuestForwardInItsNetworkTest {
  private final RuleTester tester = RuleTester.of(new GuestForwardInItsNetwork()).in(Frame.HVM_DEVICES);

  @Test
  void removesAForwardThatQemuCannotServe() {
    RuleTester.Run run = tester.rewrites(
        """
        <channel type='pty'>
          <target type='guestfwd' address='1.2.3.4' port='4567'/>
        </channel>
        <input type='mouse' bus='ps2'/>
        """,
        """
        <input type='mouse' bus='ps2'/>
        """);

    assertThat(run.messages()).singleElement().asString().contains("1.2.3.4");
  }

  @Test
  void keepsOneInTheUserNetwork() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <channel type='pty'>
          <target type='guestfwd' address='10.0.2.1' port='4567'/>
        </channel>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
