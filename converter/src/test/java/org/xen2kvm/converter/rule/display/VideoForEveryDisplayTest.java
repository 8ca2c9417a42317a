package org.xen2kvm.converter.rule.display;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class VideoForEveryDisplayTest {
  private final RuleTester tester = RuleTester.of(new VideoForEveryDisplay()).in(Frame.PV_DEVICES);

  @Test
  void addsAnAdapterBehindTheDisplay() {
    tester.rewrites(
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        <memballoon model='virtio'/>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        <video>
          <model type='vga'/>
        </video>
        <memballoon model='virtio'/>
        """);
  }

  @Test
  void leavesADomainWithAdapterAlone() {
    tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        <video>
          <model type='cirrus'/>
        </video>
        """);
  }

  @Test
  void leavesADomainWithoutDisplayAlone() {
    tester.leavesAlone(
        """
        <memballoon model='virtio'/>
        """);
  }
}
