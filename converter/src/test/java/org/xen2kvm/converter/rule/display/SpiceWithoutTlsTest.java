package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class SpiceWithoutTlsTest {
  private final RuleTester tester = RuleTester.of(new SpiceWithoutTls()).in(Frame.HVM_DEVICES);

  @Test
  void removesTlsAndSecureChannels() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='spice' port='-1' tlsPort='-1' autoport='yes' defaultMode='secure'>
          <channel name='main' mode='secure'/>
          <channel name='cursor' mode='any'/>
        </graphics>
        """,
        """
        <graphics type='spice' port='-1' autoport='yes' defaultMode='any'>
          <channel name='main' mode='any'/>
          <channel name='cursor' mode='any'/>
        </graphics>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void thePolicyKeepsTls() {
    tester.with(Policy.builder().keepGraphicsPorts(true).build()).leavesAlone(
        """
        <graphics type='spice' port='-1' tlsPort='-1' autoport='yes'/>
        """);
  }

  @Test
  void plainSpiceStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <graphics type='spice' port='-1' autoport='yes'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
