package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NoDriverDomainTest {
  private static final String BEFORE =
      """
      <disk type='block' device='disk'>
        <source dev='/dev/vg/a'/>
        <target dev='xvda' bus='xen'/>
        <backenddomain name='%s'/>
      </disk>
      """;
  private static final String AFTER =
      """
      <disk type='block' device='disk'>
        <source dev='/dev/vg/a'/>
        <target dev='xvda' bus='xen'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new NoDriverDomain()).in(Frame.PV_DEVICES);

  @Test
  void removesTheDriverDomainAndWarns() {
    RuleTester.Run run = tester.rewrites(BEFORE.formatted("storage"), AFTER);
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("storage").contains("/dev/vg/a");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Domain-0", "dom0", "0"})
  void saysNothingAboutTheControlDomain(String name) {
    assertThat(tester.rewrites(BEFORE.formatted(name), AFTER).findings()).isEmpty();
  }

  @Test
  void saysNothingWhereThePolicyKnowsTheImage() {
    DiskMapping mapping =
        new DiskMapping(NameMatch.exact("/dev/xvdq"), new DiskMapping.Path("/dev/vg/a"), Optional.empty());
    Policy policy = Policy.builder().disks(List.of(mapping)).build();
    assertThat(tester.with(policy).rewrites(BEFORE.formatted("storage"), AFTER).findings()).isEmpty();
  }

  @Test
  void leavesOtherDisksAndInterfacesAlone() {
    assertThat(tester.leavesAlone(AFTER).findings()).isEmpty();
    tester.leavesAlone("<interface type='bridge'><source bridge='br0'/><backenddomain name='netvm'/></interface>");
  }
}
