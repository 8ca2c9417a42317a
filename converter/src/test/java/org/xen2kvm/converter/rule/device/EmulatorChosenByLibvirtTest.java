package org.xen2kvm.converter.rule.device;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class EmulatorChosenByLibvirtTest {
  private final RuleTester tester = RuleTester.of(new EmulatorChosenByLibvirt()).in(Frame.HVM_DEVICES);

  @Test
  void removesXensDeviceModel() {
    tester.rewrites(
        """
        <emulator>/usr/lib/xen/bin/qemu-dm</emulator>
        <memballoon model='xen'/>
        """,
        """
        <memballoon model='xen'/>
        """);
  }

  @Test
  void removesAStubDomain() {
    tester.rewrites(
        """
        <emulator type='stubdom-linux' cmdline='-qubes-net'/>
        <memballoon model='xen'/>
        """,
        """
        <memballoon model='xen'/>
        """);
  }

  @Test
  void leavesADomainWithoutEmulatorAlone() {
    tester.leavesAlone(
        """
        <memballoon model='xen'/>
        """);
  }
}
