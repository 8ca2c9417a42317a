package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CpuLikeTheHostTest {
  private final RuleTester tester = RuleTester.of(new CpuLikeTheHost()).in(Frame.DOMAIN);

  @Test
  void showsTheHostsModel() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        <clock offset='utc'/>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <cpu mode='host-model'/>
        <clock offset='utc'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void givesAModeToACpuThatHasOnlyCells() {
    tester.rewrites(
        """
        <cpu>
          <topology sockets='1' cores='4' threads='1'/>
        </cpu>
        """,
        """
        <cpu mode='host-model'>
          <topology sockets='1' cores='4' threads='1'/>
        </cpu>
        """);
  }

  @Test
  void followsThePolicy() {
    tester.with(Policy.builder().cpuMode("host-passthrough").build()).rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <cpu mode='host-passthrough'/>
        """);
  }

  @Test
  void takesWhatSoftwareEmulationCanDoForPassthrough() {
    tester.with(Policy.builder().type(Policy.DomainType.QEMU).cpuMode("host-passthrough").build()).rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <cpu mode='maximum'/>
        """);
  }

  @Test
  void namesAModelThatThePolicyChooses() {
    tester.with(Policy.builder().cpuMode("Haswell").build()).rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <cpu mode='custom' match='exact'>
          <model>Haswell</model>
        </cpu>
        """);
  }

  @Test
  void replacesAModeByAModelThatThePolicyChooses() {
    tester.with(Policy.builder().cpuMode("Haswell").build()).rewrites(
        """
        <cpu mode='host-passthrough'>
          <feature policy='disable' name='vmx'/>
        </cpu>
        """,
        """
        <cpu mode='custom'>
          <model>Haswell</model>
          <feature policy='disable' name='vmx'/>
        </cpu>
        """);
  }

  @Test
  void replacesAModelByAModeThatThePolicyChooses() {
    tester.with(Policy.builder().cpuMode("maximum").build()).rewrites(
        """
        <cpu mode='custom' match='exact'>
          <model>Nehalem</model>
        </cpu>
        """,
        """
        <cpu mode='maximum'/>
        """);
  }

  @Test
  void takesMaximumOnAHostWithoutHostModel() {
    RuleTester.Run run = tester.with(host(Set.of("maximum", "custom"))).rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <cpu mode='maximum'/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("kvm1");
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    });
  }

  @Test
  void takesLibvirtsDefaultOnAHostWithoutEither() {
    RuleTester.Run run = tester.with(host(Set.of("custom"))).leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("kvm1");
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    });
  }

  @Test
  void leavesTheCpuOutWhenThePolicySaysSo() {
    RuleTester.Run run = tester.with(Policy.builder().cpuMode("none").build()).leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAModeAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu mode='host-passthrough'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAModelAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu match='exact'>
          <model>Nehalem</model>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static HostProfile host(Set<String> cpuModes) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), cpuModes, Set.of(), Set.of(),
        Set.of(), Set.of());
  }
}
