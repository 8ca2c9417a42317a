package org.xen2kvm.converter.rule.display;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class VideoMemoryOfItsModelTest {
  private final RuleTester tester = RuleTester.of(new VideoMemoryOfItsModel()).in(Frame.HVM_DEVICES);

  @Test
  void removesTheSizeOfXensAdapter() {
    tester.rewrites(
        """
        <video>
          <model type='cirrus' vram='8192' heads='3' primary='yes'/>
        </video>
        """,
        """
        <video>
          <model type='cirrus' heads='1' primary='yes'/>
        </video>
        """);
  }

  @Test
  void removesAccelerationThatTheModelLacks() {
    tester.rewrites(
        """
        <video>
          <model type='vga'>
            <acceleration accel3d='yes'/>
          </model>
        </video>
        """,
        """
        <video>
          <model type='vga'/>
        </video>
        """);
  }

  @Test
  void qxlKeepsItsMemoryAndVirtioItsHeads() {
    tester.leavesAlone(
        """
        <video>
          <model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='2'/>
        </video>
        <video>
          <model type='virtio' heads='2'/>
        </video>
        """);
  }
}
