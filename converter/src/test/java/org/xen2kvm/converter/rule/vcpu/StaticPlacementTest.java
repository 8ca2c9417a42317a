package org.xen2kvm.converter.rule.vcpu;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class StaticPlacementTest {
  private final RuleTester tester = RuleTester.of(new StaticPlacement()).in(Frame.NONE);

  @Test
  void vcpusBecomeStatic() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='auto' current='1'>2</vcpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='static' current='1'>2</vcpu>
          <devices/>
        </domain>
        """);
  }

  @Test
  void memoryThatFollowsNumadLosesThatSetting() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <numatune>
            <memory mode='strict' placement='auto'/>
          </numatune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);
  }

  @Test
  void otherTuningStays() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <numatune>
            <memory mode='strict' placement='auto'/>
            <memnode cellid='0' mode='strict' nodeset='1'/>
          </numatune>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <numatune>
            <memnode cellid='0' mode='strict' nodeset='1'/>
          </numatune>
          <devices/>
        </domain>
        """);
  }

  @Test
  void staticPlacementStays() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu placement='static'>2</vcpu>
          <numatune>
            <memory mode='strict' nodeset='0'/>
          </numatune>
          <devices/>
        </domain>
        """);
  }
}
