package org.xen2kvm.migration.host.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.local.BridgeCheck;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.network.HostNetwork;

/** A domain beside what a host has already. */
final class DefinitionCheckTest {
  private static final String UUID = "11111111-2222-3333-4444-555555555555";
  private static final String OTHER = "99999999-2222-3333-4444-555555555555";

  private static String domain(String type, String name, String uuid, String mac, String source) {
    return """
        <domain type='%s'>
          <name>%s</name>
          <uuid>%s</uuid>
          <memory unit='KiB'>524288</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <devices>
            <interface type='%s'>
              <mac address='%s'/>
              <source %s/>
            </interface>
          </devices>
        </domain>
        """.formatted(type, name, uuid, source.replaceAll("=.*", ""), mac, source);
  }

  private static List<HostFinding> beside(FakeDomainRunner host, Optional<BridgeCheck> interfaces, String definition) {
    return new DefinitionsOnHost(host, interfaces, new VirshCommand("qemu:///system"))
        .check(List.of(new CheckedDefinition("web1.xml", definition)), Policy.defaults(), HostProfile.generic());
  }

  private static FakeDomainRunner host() {
    FakeDomainRunner host = new FakeDomainRunner();
    host.define(domain("kvm", "web1", UUID, "52:54:00:00:00:01", "network='default'"));
    host.addNetwork(new HostNetwork("default", true, true, "virbr0"));
    host.addNetwork(new HostNetwork("dmz", false, true, "virbr1"));
    return host;
  }

  private static final Optional<BridgeCheck> BRIDGES =
      Optional.of(new BridgeCheck(Set.of("br0"), Set.of(), Set.of("br0", "eth0")));

  @Test
  void whatIsFreeIsFine() {
    assertThat(beside(host(), BRIDGES, domain("kvm", "web2", OTHER, "52:54:00:00:00:02", "bridge='br0'")))
        .extracting(HostFinding::id, HostFinding::level).containsExactly(
            tuple("domain-name", Level.OK), tuple("domain-mac", Level.OK), tuple("domain-network", Level.OK));
  }

  @Test
  void aNameOfAnotherDomainIsTaken() {
    HostFinding finding = beside(host(), BRIDGES, domain("kvm", "web1", OTHER, "52:54:00:00:00:02", "network='default'")).get(0);

    assertThat(finding.level()).isEqualTo(Level.ERROR);
    assertThat(finding.remedy()).isEqualTo("virsh -c qemu:///system domrename web1 web1-old");
  }

  @Test
  void theSameDomainWouldBeReplaced() {
    List<HostFinding> findings = beside(host(), BRIDGES, domain("kvm", "web1", UUID, "52:54:00:00:00:01", "network='default'"));

    assertThat(findings.get(0).level()).isEqualTo(Level.WARNING);
    assertThat(findings.get(1).level()).as("its own address").isEqualTo(Level.OK);
  }

  @Test
  void aUuidAndAnAddressOfAnotherDomainAreTaken() {
    List<HostFinding> findings = beside(host(), BRIDGES, domain("kvm", "web2", UUID, "52:54:00:00:00:01", "network='default'"));

    assertThat(findings.get(0)).extracting(HostFinding::id, HostFinding::level).containsExactly("domain-uuid", Level.ERROR);
    assertThat(findings.get(1)).extracting(HostFinding::id, HostFinding::level).containsExactly("domain-mac", Level.WARNING);
    assertThat(findings.get(1).found()).contains("52:54:00:00:00:01", "web1");
  }

  @Test
  void networksAndBridgesHaveToBeThere() {
    assertThat(beside(host(), BRIDGES, domain("kvm", "web2", OTHER, "52:54:00:00:00:02", "network='lan'")).get(2).found())
        .isEqualTo("web1.xml: the host has no network lan");
    assertThat(beside(host(), BRIDGES, domain("kvm", "web2", OTHER, "52:54:00:00:00:02", "network='dmz'")).get(2).remedy())
        .isEqualTo("virsh -c qemu:///system net-start dmz");
    assertThat(beside(host(), BRIDGES, domain("kvm", "web2", OTHER, "52:54:00:00:00:02", "bridge='br9'")).get(2).level())
        .isEqualTo(Level.ERROR);
  }

  @Test
  void bridgesOfAnotherHostAreNotAssumed() {
    HostFinding finding = beside(
        host(), Optional.empty(), domain("kvm", "web2", OTHER, "52:54:00:00:00:02", "bridge='br0'")).get(2);

    assertThat(finding.level()).isEqualTo(Level.NOTE);
    assertThat(finding.found()).contains("not checked");
  }

  @Test
  void aXenDomainIsConvertedFirst() {
    assertThat(beside(host(), BRIDGES, domain("xen", "web2", OTHER, "00:16:3e:00:00:02", "bridge='br0'")))
        .extracting(HostFinding::level).containsExactly(Level.OK, Level.OK, Level.OK);
  }

  @Test
  void whatCannotBeConvertedIsSaidSo() {
    assertThat(beside(host(), BRIDGES, "<network/>")).extracting(HostFinding::level, HostFinding::remedy)
        .containsExactly(tuple(Level.ERROR, "xen2kvm validate web1.xml"));
  }
}
