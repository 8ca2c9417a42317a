package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class DisplayAddressOfOneHostTest {
  private final RuleTester tester = RuleTester.of(new DisplayAddressOfOneHost()).in(Frame.HVM_DEVICES);

  @ParameterizedTest
  @ValueSource(strings = {
    "<graphics type='vnc' port='-1' autoport='yes' listen='192.0.2.7'/>",
    "<graphics type='spice' autoport='yes'><listen type='address' address='192.0.2.7'/></graphics>",
    "<graphics type='vnc' port='-1'><listen address='192.0.2.7'/></graphics>"
  })
  void refusesTheAddressOfOneHost(String graphics) {
    RuleTester.Run run = tester.leavesAlone(graphics);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("192.0.2.7");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<graphics type='vnc' port='-1' autoport='yes'/>", "<graphics type='vnc' port='-1' listen='127.0.0.1'/>",
    "<graphics type='vnc' port='-1' listen='localhost'/>", "<graphics type='vnc' port='-1' listen='0.0.0.0'/>",
    "<graphics type='vnc' port='-1' listen='192.0.2.7'><listen type='network' network='lan' address='192.0.2.7'/></graphics>",
    "<graphics type='vnc' socket='/run/a.sock' listen='192.0.2.7'/>",
    "<graphics type='spice'><listen type='none'/></graphics>", "<graphics type='sdl' display=':0'/>"
  })
  void saysNothingOfAddressesThatEveryHostHas(String graphics) {
    assertThat(tester.leavesAlone(graphics).findings()).isEmpty();
  }
}
