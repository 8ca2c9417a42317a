package org.xen2kvm.converter.xl.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.jdom2.Element;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xl.disk.DiskReading;
import org.xen2kvm.converter.xl.nic.NicReading;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/** What a specification is under KVM in the end: the elements that are read are those that the rules take. */
final class SpecsThroughTheRulesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "/dev/vg/x,raw,xvda,rw | block disk raw | dev=/dev/vg/x | vda virtio",
    "phy:/dev/vg/x,hda,w | block disk raw | dev=/dev/vg/x | vda virtio",
    "phy:vg/x,0x301,w | block disk raw | dev=/dev/vg/x | vda virtio",
    "tap2:aio:/srv/x.img,xvda1,w | file disk raw | file=/srv/x.img | vda virtio",
    "tap:tapdisk:vhd:/srv/x.vhd,sda,w | file disk vpc | file=/srv/x.vhd | vda virtio",
    "phy:/srv/x.img,xvda,w | file disk raw | file=/srv/x.img | vda virtio",
    "file:///OVS/x.img,xvda,w | file disk raw | file=/OVS/x.img | vda virtio",
    "drbd:app01,xvda,w | block disk raw | dev=/dev/drbd/by-res/app01/0 | vda virtio",
    "vdev=xvda,script=block-drbd,target=app01 | block disk raw | dev=/dev/drbd/by-res/app01/0 | vda virtio",
    "nbd:134.100.233.115 20004,xvda,w | network disk raw | protocol=nbd host=134.100.233.115:20004 | vda virtio",
    "vdev=xvda,script=block-nbd,target=h1:10809 | network disk raw | protocol=nbd host=h1:10809 | vda virtio",
    "vdev=xvda,script=block-iscsi,target=iqn=iqn.2001-05.com.example:web1,portal=192.0.2.7:3260 | network disk raw"
        + " | protocol=iscsi name=iqn.2001-05.com.example:web1/0 host=192.0.2.7:3260 | vda virtio",
    "vdev=xvda,backendtype=qdisk,target=rbd:pool/x:auth_supported=none:mon_host=m1\\:6321\\;m2 | network disk raw"
        + " | protocol=rbd name=pool/x host=m1:6321 host=m2 | vda virtio",
    "rbd:pool/x,raw,xvda | network disk raw | protocol=rbd name=pool/x | vda virtio",
    "vdev=xvda,script=block-rbd,target=pool/x | network disk raw | protocol=rbd name=pool/x | vda virtio",
    "vdev=xvda,specification=virtio,target=/srv/x.img | file disk raw | file=/srv/x.img | vda virtio",
    ",hdc:cdrom,r | file cdrom raw | '' | hdc ide",
    "/srv/x.iso,,hdc,cdrom | file cdrom raw | file=/srv/x.iso | hdc ide"
  })
  void disksOfAParavirtualGuestBecomeDisksOfKvm(String spec, String kind, String source, String target)
      throws DomainSyntaxException {
    Element disk = converted(DiskReading.of(spec, GuestKind.PV, false), GuestKind.PV, "disk");
    assertThat(disk.getAttributeValue("type") + " " + disk.getAttributeValue("device") + " "
        + disk.getChild("driver").getAttributeValue("type")).isEqualTo(kind);
    assertThat(disk.getChild("driver").getAttributeValue("name")).isEqualTo("qemu");
    assertThat(source(disk.getChild("source"))).isEqualTo(source);
    assertThat(disk.getChild("target").getAttributeValue("dev") + " " + disk.getChild("target").getAttributeValue("bus"))
        .isEqualTo(target);
    assertThat(disk.getChild("script")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "hda, false, hda ide", "hda, true, sda sata", "sda, false, sda scsi", "xvda, false, vda virtio", "xvda, true, vda virtio"
  })
  void emulatedDisksStayWhatTheGuestSaw(String vdev, boolean ahci, String target) throws DomainSyntaxException {
    Element disk = converted(DiskReading.of("/srv/x.img,raw," + vdev, GuestKind.HVM, ahci), GuestKind.HVM, "disk");
    assertThat(disk.getChild("target").getAttributeValue("dev") + " " + disk.getChild("target").getAttributeValue("bus"))
        .isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "iscsi:iqn.2001-05.com.equallogic:0-8a0906-examplehost,xvda,w",
    "vdev=xvda,script=block-iscsi,target=iqn=iqn.2001-05.com.example:a,portal=h:1,user=u,password=p",
    "enbd:web1,xvda,w",
    "vdev=xvda,script=block-mine,target=/dev/vg/x",
    "vdev=xvda,target=rbd:pool/x:id=admin:key=c2VjcmV0"
  })
  void aScriptThatOnlyTheHostUnderstandsRefusesTheDomain(String spec) {
    ConversionResult result = convert(DiskReading.of(spec, GuestKind.PV, false), GuestKind.PV);
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.findings()).filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(finding -> finding.rule().value()).containsExactly("disk-drop-script");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "bridge=br0 | bridge | bridge=br0 | rtl8139",
    "'' | bridge | bridge=xenbr0 | rtl8139",
    "bridge=br0,type=vif | bridge | bridge=br0 | virtio",
    "bridge=br0,type=ioemu,model=e1000,script=vif-bridge,ip=10.0.0.1,backend=net,vifname=vif1.0 | bridge | bridge=br0 | e1000",
    "bridge=br0,model=virtio-net | bridge | bridge=br0 | virtio",
    "bridge=br0.42,script=vif-openvswitch | bridge | bridge=br0 | rtl8139",
    "script=vif-nat | network | network=default | rtl8139",
    "script=vif-route,ip=10.0.0.1,gatewaydev=eth0 | ethernet | '' | rtl8139"
  })
  void interfacesBecomeInterfacesOfKvm(String spec, String type, String source, String model) throws DomainSyntaxException {
    Element nic = converted(NicReading.of(spec, GuestKind.HVM), GuestKind.HVM, "interface");
    assertThat(nic.getAttributeValue("type")).isEqualTo(type);
    assertThat(source(nic.getChild("source"))).isEqualTo(source);
    assertThat(nic.getChild("model").getAttributeValue("type")).isEqualTo(model);
    for (String child : new String[] {"script", "ip", "backenddomain", "target"}) {
      assertThat(nic.getChild(child)).as(child).isNull();
    }
  }

  @Test
  void openVSwitchGetsItsPortAndItsTags() throws DomainSyntaxException {
    Element nic = converted(
        NicReading.of("bridge=ovs0.42:43,script=vif-openvswitch", GuestKind.PV), GuestKind.PV, "interface");
    assertThat(nic.getChild("virtualport").getAttributeValue("type")).isEqualTo("openvswitch");
    assertThat(nic.getChild("vlan").getAttributeValue("trunk")).isEqualTo("yes");
    assertThat(nic.getChild("vlan").getChildren("tag")).extracting(tag -> tag.getAttributeValue("id"))
        .containsExactly("42", "43");
  }

  @Test
  void theRateAndTheMtuStay() throws DomainSyntaxException {
    Element nic = converted(NicReading.of("bridge=br0,rate=10Mb/s,mtu=9000", GuestKind.PV), GuestKind.PV, "interface");
    assertThat(nic.getChild("bandwidth").getChild("outbound").getAttributeValue("average")).isEqualTo("1250");
    assertThat(nic.getChild("mtu").getAttributeValue("size")).isEqualTo("9000");
  }

  private static Element converted(DeviceReading reading, GuestKind kind, String device) throws DomainSyntaxException {
    ConversionResult result = convert(reading, kind);
    assertThat(result.outcome()).as(String.valueOf(result.findings())).isEqualTo(Outcome.CONVERTED);
    Element devices = DomainParser.parse(result.converted()).root().getChild("devices");
    assertThat(devices.getChildren(device)).hasSize(1);
    return devices.getChild(device);
  }

  private static ConversionResult convert(DeviceReading reading, GuestKind kind) {
    assertThat(reading.remarks()).filteredOn(Remark::isError).isEmpty();
    String os = kind == GuestKind.HVM
        ? "<os><type arch='x86_64' machine='xenfv'>hvm</type><loader>/usr/lib/xen/boot/hvmloader</loader></os>"
        : "<bootloader>/usr/bin/pygrub</bootloader><os><type arch='x86_64' machine='xenpv'>linux</type></os>";
    String devices = new XMLOutputter(Format.getRawFormat()).outputString(reading.devices());
    String domain = "<domain type='xen'><name>web1</name><uuid>1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d5e</uuid>"
        + "<memory unit='MiB'>1024</memory><vcpu>1</vcpu>" + os + "<devices>" + devices + "</devices></domain>";
    return DomainConverter.convert(domain, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
  }

  private static String source(Element source) {
    if (source == null) {
      return "";
    }
    String own = source.getAttributes().stream()
        .filter(attribute -> !attribute.getName().equals("startupPolicy"))
        .map(attribute -> attribute.getName() + "=" + attribute.getValue())
        .collect(Collectors.joining(" "));
    String hosts = source.getChildren("host").stream()
        .map(host -> " host=" + host.getAttributeValue("name")
            + (host.getAttribute("port") == null ? "" : ":" + host.getAttributeValue("port")))
        .collect(Collectors.joining());
    return own + hosts;
  }
}
