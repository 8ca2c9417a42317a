package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class VideoModelThatQemuHasTest {
  private final RuleTester tester = RuleTester.of(new VideoModelThatQemuHas()).in(Frame.PV_DEVICES);

  private static final HostProfile HOST_WITHOUT_CIRRUS = new HostProfile("rhel", "x86_64", Optional.empty(),
      Optional.empty(), Set.of(), Optional.empty(), Set.of(), Set.of("vga", "virtio"), Set.of(), Set.of(), Set.of());

  @Test
  void theParavirtualFramebufferBecomesVga() {
    tester.rewrites(
        """
        <video>
          <model type='xen' vram='4096' heads='1' primary='yes'/>
        </video>
        """,
        """
        <video>
          <model type='vga' vram='4096' heads='1' primary='yes'/>
        </video>
        """);
  }

  @Test
  void aSecondAdapterBecomesVirtio() {
    tester.rewrites(
        """
        <video>
          <model type='cirrus' primary='yes'/>
        </video>
        <video>
          <model type='cirrus' primary='yes'/>
        </video>
        """,
        """
        <video>
          <model type='cirrus' primary='yes'/>
        </video>
        <video>
          <model type='virtio'/>
        </video>
        """);
  }

  @Test
  void cirrusBecomesVgaWhereTheHostHasNone() {
    RuleTester.Run run = tester.with(HOST_WITHOUT_CIRRUS).rewrites(
        """
        <video>
          <model type='cirrus'/>
        </video>
        """,
        """
        <video>
          <model type='vga'/>
        </video>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void whatQemuHasStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <video>
          <model type='cirrus'/>
        </video>
        <video>
          <model type='qxl'/>
        </video>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void anAdapterWithoutModelStays() {
    tester.leavesAlone(
        """
        <video/>
        """);
  }
}
