package org.xen2kvm.converter.rule.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class IotuneInOrderTest {
  private final RuleTester tester = RuleTester.of(new IotuneInOrder()).in(Frame.PV_DEVICES);

  @Test
  void bytesComeBeforeOperations() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
          <iotune>
            <read_bytes_sec>1000</read_bytes_sec>
            <read_iops_sec>1000</read_iops_sec>
            <write_bytes_sec>1000</write_bytes_sec>
            <write_iops_sec>1000</write_iops_sec>
          </iotune>
        </disk>
        """,
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
          <iotune>
            <read_bytes_sec>1000</read_bytes_sec>
            <write_bytes_sec>1000</write_bytes_sec>
            <read_iops_sec>1000</read_iops_sec>
            <write_iops_sec>1000</write_iops_sec>
          </iotune>
        </disk>
        """);

    assertThat(run.changes()).hasSize(1);
  }

  @Test
  void unknownLimitsStayWhereTheyAre() {
    tester.rewrites(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
          <iotune>
            <new_limit>1000</new_limit>
            <total_iops_sec>1000</total_iops_sec>
            <total_bytes_sec>1000</total_bytes_sec>
          </iotune>
        </disk>
        """,
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
          <iotune>
            <new_limit>1000</new_limit>
            <total_bytes_sec>1000</total_bytes_sec>
            <total_iops_sec>1000</total_iops_sec>
          </iotune>
        </disk>
        """);
  }

  @Test
  void libvirtsOrderStays() {
    tester.leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
          <iotune>
            <total_bytes_sec>1000</total_bytes_sec>
            <total_iops_sec>1000</total_iops_sec>
            <total_bytes_sec_max>1000</total_bytes_sec_max>
            <size_iops_sec>1000</size_iops_sec>
            <group_name>1000</group_name>
          </iotune>
        </disk>
        """);
  }

  @Test
  void withoutLimitsNothingHappens() {
    tester.leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }
}
