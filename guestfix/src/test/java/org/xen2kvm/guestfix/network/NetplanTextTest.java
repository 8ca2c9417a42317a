package org.xen2kvm.guestfix.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NetplanTextTest {
  @Test
  void theInstallersFileNamesItsCard() {
    assertThat(NetplanText.of("""
        # This is the network config written by 'subiquity'
        network:
          ethernets:
            enX0:
              dhcp4: true
              nameservers:
                addresses: [10.0.0.1]
          version: 2
        """).cards()).singleElement()
        .satisfies(card -> assertThat(card.named()).contains(new ConfiguredInterface("enX0", "")));
  }

  @Test
  void cloudInitsFileBindsTheNameToTheAddress() {
    assertThat(NetplanText.of("""
        network:
            version: 2
            ethernets:
                eth0:
                    dhcp4: true
                    match:
                        macaddress: '00:16:3E:00:00:01'  # the first
                    set-name: eth0
                id1:
                    match: {macaddress: "00:16:3e:00:00:02"}
                    set-name: eth1
                any:
                    match:
                        name: "en*"
                    dhcp4: true
                last: {match: {driver: xen_netfront, name: eth2}, dhcp4: true}
            bridges:
                br0:
                    interfaces: [eth0]
                    match:
                        macaddress: 00:16:3e:00:00:03
        """).cards().stream().flatMap(card -> card.named().stream())).containsExactly(
            new ConfiguredInterface("eth0", "00:16:3e:00:00:01"), new ConfiguredInterface("eth1", "00:16:3e:00:00:02"),
            new ConfiguredInterface("eth2", ""));
  }

  @Test
  void aDriverHasItsPlace() {
    String text = """
        network:
          ethernets:
            all:
              match:
                driver: vif
              dhcp4: true
        """;

    assertThat(NetplanText.of(text).cards()).singleElement().satisfies(card -> {
      assertThat(card.named()).isEmpty();
      assertThat(card.values()).last().satisfies(value -> {
        assertThat(value.key()).isEqualTo("match.driver");
        assertThat(text.substring(value.line(), value.end())).isEqualTo("        driver: vif\n");
      });
    });
  }

  @Test
  void whatIsNotReadSaysNothing() {
    assertThat(NetplanText.of("{\"network\": {\"ethernets\": {\"eth0\": {}}}}").cards()).isEmpty();
    assertThat(NetplanText.of("ethernets: &a\n  eth0:\n").cards()).isEmpty();
    assertThat(NetplanText.of("\tethernets:\n\teth0:\n").cards()).isEmpty();
  }
}
