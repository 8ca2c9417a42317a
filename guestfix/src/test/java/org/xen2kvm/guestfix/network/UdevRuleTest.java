package org.xen2kvm.guestfix.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UdevRuleTest {
  @Test
  void aRuleHasItsPartsNameAndAddress() {
    String text = """
        # PCI device 0x5853:0x0001 (vif)
        SUBSYSTEM=="net", ACTION=="add", DRIVERS=="vif", ATTR{address}=="00:16:3E:00:00:01", NAME="eth0"
        """;

    assertThat(UdevRule.in(text)).singleElement().satisfies(rule -> {
      assertThat(rule.name()).contains("eth0");
      assertThat(rule.mac()).contains("00:16:3e:00:00:01");
      assertThat(rule.parts()).hasSize(5);
      assertThat(text.substring(rule.parts().get(2).start(), rule.parts().get(2).end())).isEqualTo("DRIVERS==\"vif\"");
    });
  }

  @Test
  void continuedLinesAreOneRule() {
    String text = "SUBSYSTEM==\"net\", \\\n  ATTR{address}==\"00:16:3e:00:00:01\", \\\r\n  NAME=\"eth0\"\r\nKERNEL==\"x\"\n";

    assertThat(UdevRule.in(text)).hasSize(2).first().satisfies(rule -> {
      assertThat(rule.name()).contains("eth0");
      assertThat(rule.end()).isEqualTo(text.indexOf("KERNEL"));
    });
  }

  @Test
  void theHelperOfSles10RenamesToo() {
    String text = "SUBSYSTEM==\"net\", ACTION==\"add\", SYSFS{address}==\"00:16:3e:00:00:01\", "
        + "IMPORT=\"/lib/udev/rename_netiface %k eth0\"\n";

    assertThat(UdevRule.in(text)).singleElement().satisfies(rule -> {
      assertThat(rule.name()).contains("eth0");
      assertThat(rule.mac()).contains("00:16:3e:00:00:01");
    });
  }

  @Test
  void whatIsNotWrittenAsARuleHasNoParts() {
    assertThat(UdevRule.in("NAME==eth0, \"\n=\"x\"\nATTR{address=\"1\"\nA==\"open")).hasSize(4)
        .allSatisfy(rule -> assertThat(rule.parts()).isEmpty());
    assertThat(UdevRule.in("\\\n\\\n\\")).singleElement().satisfies(rule -> assertThat(rule.parts()).isEmpty());
  }
}
