package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NoPcSpeakerTest {
  private final RuleTester tester = RuleTester.of(new NoPcSpeaker()).in(Frame.HVM_DEVICES);

  @Test
  void removesTheSpeaker() {
    tester.rewrites(
        """
        <sound model='pcspk'/>
        <sound model='es1370'/>
        """,
        """
        <sound model='es1370'/>
        """);
  }

  @Test
  void leavesSoundCardsAlone() {
    tester.leavesAlone(
        """
        <sound model='sb16'/>
        <sound model='ac97'/>
        """);
  }
}
