package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class VirtioBalloonTest {
  private final RuleTester tester = RuleTester.of(new VirtioBalloon()).in(Frame.PV_DEVICES);

  @Test
  void xensBalloonBecomesVirtio() {
    tester.rewrites(
        """
        <memballoon model='xen'/>
        """,
        """
        <memballoon model='virtio'/>
        """);
  }

  @Test
  void aDomainWithoutOneGetsOne() {
    tester.rewrites(
        """
        <input type='mouse' bus='ps2'/>
        """,
        """
        <input type='mouse' bus='ps2'/>
        <memballoon model='virtio'/>
        """);
  }

  @Test
  void ofTwoOneStays() {
    tester.rewrites(
        """
        <memballoon model='xen'/>
        <memballoon model='virtio'/>
        """,
        """
        <memballoon model='virtio'/>
        """);
  }

  @Test
  void noneStaysNone() {
    tester.leavesAlone(
        """
        <memballoon model='none'/>
        """);
  }

  @Test
  void virtioKeepsItsSettings() {
    tester.leavesAlone(
        """
        <memballoon model='virtio' autodeflate='on'>
          <stats period='10'/>
        </memballoon>
        """);
  }
}
