package org.xen2kvm.guestfix.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InterfaceNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"eth0", "enX0", "ens3", "enp0s3", "lan0", "dmz", "internal", "net1", "em1"})
  void cardsArePhysical(String name) {
    assertThat(InterfaceName.isPhysical(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "lo", "bond0", "br0", "br-lan", "vlan10", "eth0.10", "eth0:1", "tun0", "docker0", "virbr0", "wlan0", "ppp0", "none", "eth*",
    "",
    "a name", "eth0/..", "averyveryverylongname", "xenbr1", "team0", "vif1"})
  void whatSoftwareMakesIsNot(String name) {
    assertThat(InterfaceName.isPhysical(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eth0", "enX0"})
  void namesOfXenHaveTheirNumber(String name) {
    assertThat(InterfaceName.xenNumber(name)).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ens3", "eth", "eth01", "eth100", "enx0", "lan0"})
  void otherNamesHaveNone(String name) {
    assertThat(InterfaceName.xenNumber(name)).isEmpty();
  }
}
