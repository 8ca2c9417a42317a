package org.xen2kvm.migration.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Rename;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.migration.XenDefinition;

/** What a domain brings to the KVM host, spelled so that the same thing is the same text. */
final class DomainTraitsTest {
  private static final String DOMAIN = """
      <domain type='xen'>
        <name>web1</name>
        <uuid>8C5340BF2A3F55D29A7AD3262C211AB4</uuid>
        <memory unit='KiB'>1048576</memory>
        <os><type arch='x86_64' machine='xenfv'>hvm</type></os>
        <features><acpi/></features>
        <devices>
          %s
        </devices>
      </domain>
      """;

  private static List<String> traits(String devices, Policy policy) {
    return DomainTraits.of(
            DomainConverter.convert(DOMAIN.formatted(devices), policy, HostProfile.generic(), GuestFacts.unknown()),
            NetworkCoverage.of(policy))
        .orElseThrow().traits().stream().map(trait -> trait.kind() + " " + trait.value()).toList();
  }

  private static String nic(String type, String source, String mac) {
    return "<interface type='" + type + "'><mac address='" + mac + "'/><source " + type + "='" + source + "'/></interface>";
  }

  private static NetworkMapping mapping(Kind kind, NameMatch from, Kind target, String to) {
    return new NetworkMapping(kind, from, target, to, Optional.empty(), List.of(), false);
  }

  @Test
  void namesAndNumbersHaveOneSpelling() {
    assertThat(traits(nic("bridge", "xenbr0", "00:16:3E:AA:bb:01"), Policy.defaults())).containsExactly(
        "NAME web1", "UUID 8c5340bf-2a3f-55d2-9a7a-d3262c211ab4", "ADDRESS 00:16:3e:aa:bb:01", "BRIDGE xenbr0");
  }

  @Test
  void theyAreThoseOfTheResult() {
    Policy policy = Policy.builder().rename(List.of(new Rename(NameMatch.exact("web1"), "web1-kvm"))).build();

    assertThat(traits("", policy)).contains("NAME web1-kvm");
  }

  @Test
  void aDiskCountsWhenTheGuestAloneWritesToIt() {
    assertThat(traits("""
        <disk type='block' device='disk'><source dev='/dev/vg0/own'/><target dev='hda' bus='ide'/></disk>
        <disk type='block' device='disk'><source dev='/dev/vg0/read'/><target dev='hdb' bus='ide'/><readonly/></disk>
        <disk type='block' device='disk'><source dev='/dev/vg0/cluster'/><target dev='xvdc' bus='xen'/><shareable/></disk>
        <disk type='file' device='cdrom'><source file='/srv/iso/debian.iso'/><target dev='hdd' bus='ide'/></disk>
        """, Policy.defaults()))
        .containsExactly("NAME web1", "UUID 8c5340bf-2a3f-55d2-9a7a-d3262c211ab4", "DISK /dev/vg0/own");
  }

  @Test
  void disksOfPoolsAndNetworksCountToo() {
    assertThat(traits("""
        <disk type='volume' device='disk'><source pool='images' volume='web1'/><target dev='hda' bus='ide'/></disk>
        <disk type='network' device='disk'>
          <source protocol='rbd' name='pool/web1'><host name='mon2' port='6789'/><host name='mon1' port='6789'/></source>
          <target dev='hdb' bus='ide'/>
        </disk>
        """, Policy.defaults()))
        .contains("DISK volume images/web1", "DISK rbd:pool/web1 at mon1:6789,mon2:6789");
  }

  @ParameterizedTest
  @CsvSource({
    "/srv//images/./web1.img, /srv/images/web1.img", "/srv/x/../web1.img, /srv/web1.img", "/../web1.img, /web1.img",
    "/srv/web1.img/, /srv/web1.img", "/srv/.hidden, /srv/.hidden", "/dev/mapper/vg0-web1, /dev/vg0/web1",
    "/dev/mapper/vg--0-web--1, /dev/vg-0/web-1", "/dev/mapper/mpatha, /dev/mapper/mpatha",
    "/dev/mapper/luks-8c53-40bf, /dev/mapper/luks-8c53-40bf", "/dev/mapper/-x, /dev/mapper/-x",
    "/dev/disk/by-id/wwn-0x5, /dev/disk/by-id/wwn-0x5"
  })
  void aPathHasOneSpelling(String path, String spelled) {
    assertThat(DiskIdentity.path(path)).isEqualTo(spelled);
  }

  @Test
  void networksThatThePolicySpeaksOfAreNoMatter() {
    Policy policy = Policy.builder().defaultBridge("br9").networks(List.of(
        mapping(Kind.BRIDGE, NameMatch.exact("xenbr0"), Kind.BRIDGE, "br0"),
        mapping(Kind.BRIDGE, NameMatch.regex("xenbr([1-9])"), Kind.NETWORK, "net$1"),
        mapping(Kind.NETWORK, NameMatch.exact("same"), Kind.NETWORK, "same"))).build();
    String nics = nic("bridge", "xenbr0", "00:16:3e:00:00:01") + nic("bridge", "xenbr7", "00:16:3e:00:00:02")
        + nic("network", "same", "00:16:3e:00:00:03") + nic("bridge", "br0", "00:16:3e:00:00:04")
        + nic("bridge", "br9", "00:16:3e:00:00:05") + nic("bridge", "other", "00:16:3e:00:00:06")
        + nic("network", "other", "00:16:3e:00:00:07") + nic("bridge", "other", "00:16:3e:00:00:08");

    assertThat(traits(nics, policy)).filteredOn(trait -> trait.startsWith("BRIDGE") || trait.startsWith("NETWORK"))
        .containsExactly("BRIDGE other", "NETWORK other");
    Policy off = Policy.builder().networks(policy.networks()).disable(java.util.Set.of(new RuleId("nic-network-mapping"))).build();
    assertThat(traits(nic("bridge", "xenbr0", "00:16:3e:00:00:01"), off)).contains("BRIDGE xenbr0");
  }

  @Test
  void theTagsThatXenHadInABridgesNameAreNotPartOfIt() {
    String nic = "<interface type='bridge'><source bridge='ovsbr0.42'/><script path='vif-openvswitch'/></interface>";

    assertThat(traits(nic, Policy.defaults())).contains("BRIDGE ovsbr0");
  }

  @Test
  void aKvmDomainKeepsItsNetworksUnsaid() {
    String kvm = DOMAIN.formatted(nic("bridge", "br7", "52:54:00:00:00:01")).replace("type='xen'", "type='kvm'")
        .replace("machine='xenfv'", "machine='pc'");

    assertThat(DomainTraits.of(
            XenDefinition.convert(kvm),
            NetworkCoverage.of(Policy.defaults())).orElseThrow().traits())
        .extracting(Trait::kind).containsExactly(Trait.Kind.NAME, Trait.Kind.UUID, Trait.Kind.ADDRESS);
  }

  @Test
  void aRefusedDomainBringsNothing() {
    assertThat(DomainTraits.of(
        XenDefinition.convert("<network/>"),
        NetworkCoverage.of(Policy.defaults()))).isEmpty();
  }
}
