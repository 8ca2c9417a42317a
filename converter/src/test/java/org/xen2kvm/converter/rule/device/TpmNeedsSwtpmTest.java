package org.xen2kvm.converter.rule.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class TpmNeedsSwtpmTest {
  private final RuleTester tester = RuleTester.of(new TpmNeedsSwtpm()).in(Frame.HVM_DEVICES);

  @Test
  void saysWhatATpmNeeds() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <tpm model='tpm-crb'>
          <backend type='emulator' version='2.0'/>
        </tpm>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> assertThat(finding.advice()).contains("swtpm"));
  }

  @Test
  void saysNothingWithoutOne() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <controller type='usb' index='0'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
