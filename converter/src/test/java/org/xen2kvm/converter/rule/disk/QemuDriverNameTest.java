package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class QemuDriverNameTest {
  private static final String DISK =
      """
      <disk type='file' device='disk'>
        <driver name='%s' type='raw'/>
        <source file='/srv/a.img'/>
        <target dev='xvda' bus='xen'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new QemuDriverName()).in(Frame.PV_DEVICES);

  @ParameterizedTest
  @ValueSource(strings = {"file", "phy", "tap", "tap2", "loop", "qdisk", "test", ""})
  void putsQemuInThePlaceOfXensBackends(String backend) {
    RuleTester.Run run = tester.rewrites(DISK.formatted(backend), DISK.formatted("qemu"));
    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.reason()).contains(backend));
  }

  @Test
  void namesADriverThatHasNoName() {
    tester.rewrites(
        """
        <disk type='file' device='disk'>
          <driver type='qcow2'/>
          <source file='/srv/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver type='qcow2' name='qemu'/>
          <source file='/srv/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void leavesQemuAndOtherDevicesAlone() {
    tester.leavesAlone(DISK.formatted("qemu"));
    tester.leavesAlone("<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='xvda'/></disk>");
    tester.leavesAlone("<hostdev mode='subsystem' type='pci'><driver name='xen'/></hostdev>");
  }
}
