package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PasswordExpiryThatLibvirtReadsTest {
  private final RuleTester tester = RuleTester.of(new PasswordExpiryThatLibvirtReads()).in(Frame.HVM_DEVICES);

  @Test
  void removesWhatIsNoDate() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='vnc' port='-1' passwd='x' passwdValidTo='foobar'/>
        """,
        """
        <graphics type='vnc' port='-1' passwd='x'/>
        """);

    assertThat(run.messages()).singleElement().asString().contains("foobar");
  }

  @Test
  void keepsADate() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' passwd='x' passwdValidTo='2030-04-09T15:51:00'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
