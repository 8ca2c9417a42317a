package org.xen2kvm.converter.rule.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DropOrphanSpiceChannelTest {
  private final RuleTester tester = RuleTester.of(new DropOrphanSpiceChannel()).in(Frame.HVM_DEVICES);

  private static final HostProfile WITHOUT_SPICE = new HostProfile("without-spice", "x86_64", Optional.empty(),
      Optional.empty(), Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of("vnc"), Set.of(), Set.of());

  @Test
  void removesAnAgentChannelWithoutSpice() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        <channel type='spicevmc'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("no SPICE graphics");
    });
  }

  @Test
  void removesAPortChannelWithoutSpice() {
    tester.rewrites(
        """
        <channel type='spiceport'>
          <source channel='org.example.0'/>
          <target type='virtio' name='org.example.0'/>
        </channel>
        <channel type='pty'>
          <target type='virtio' name='agent'/>
        </channel>
        """,
        """
        <channel type='pty'>
          <target type='virtio' name='agent'/>
        </channel>
        """);
  }

  @Test
  void removesTheChannelWhereTheHostHasNoSpice() {
    RuleTester.Run run = tester.with(WITHOUT_SPICE).rewrites(
        """
        <graphics type='spice' autoport='yes'/>
        <channel type='spicevmc'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """,
        """
        <graphics type='spice' autoport='yes'/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("host offers no SPICE");
    });
  }

  @Test
  void keepsTheChannelOfSpiceGraphics() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <graphics type='spice' autoport='yes'/>
        <channel type='spicevmc'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsOtherChannels() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <channel type='pty'>
          <target type='virtio' name='agent'/>
        </channel>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
