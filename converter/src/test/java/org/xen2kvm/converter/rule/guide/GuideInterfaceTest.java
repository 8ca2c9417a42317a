package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideInterfaceTest {
  private final RuleTester tester = RuleTester.of(new GuideInterface()).in(Frame.PV_DEVICES);

  @Test
  void changesModelScriptAndTarget() {
    tester.with(Policy.guide()).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:00:00:01'/>
          <source bridge='br0'/>
          <script path='vif-bridge'/>
          <target dev='vif3.0'/>
          <model type='e1000'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:00:00:01'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        """);
  }

  @Test
  void addsNoModel() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:00:00:01'/>
          <source bridge='br0'/>
          <target dev='web0'/>
        </interface>
        """);
  }
}
