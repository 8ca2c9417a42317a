package org.xen2kvm.converter.xl.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xl.device.DeviceReading;
import org.xen2kvm.converter.xl.device.Remark;

final class NicReadingTest {
  private static final String MAC = "mac=00:16:3e:66:92:9c,";
  private static final String BEGINNING = "<interface type=\"bridge\"><mac address=\"00:16:3e:66:92:9c\" />";

  @Test
  void writesTheElementsThatLibvirtHas() {
    assertThat(xml(MAC + "bridge=xenbr1,ip=10.0.0.1 2000::1/64,script=vif-bridge,model=e1000,rate=10240KB/s,vifname=web1,"
        + "backend=net,mtu=9000")).isEqualTo(BEGINNING
            + "<source bridge=\"xenbr1\" /><bandwidth><outbound average=\"10240\" /></bandwidth>"
            + "<ip address=\"10.0.0.1\" family=\"ipv4\" /><ip address=\"2000::1\" family=\"ipv6\" prefix=\"64\" />"
            + "<script path=\"vif-bridge\" /><backenddomain name=\"net\" /><target dev=\"web1\" /><model type=\"e1000\" />"
            + "<mtu size=\"9000\" /></interface>");
  }

  @Test
  void saysWhichDefaultsItTook() {
    DeviceReading reading = NicReading.of("", GuestKind.PV);
    assertThat(print(reading)).isEqualTo("<interface type=\"bridge\"><source bridge=\"xenbr0\" /></interface>");
    assertThat(reading.remarks()).extracting(Remark::severity).containsExactly(Severity.WARNING, Severity.NOTE);
    assertThat(reading.remarks().get(0).message()).contains("no MAC address");
    assertThat(reading.remarks().get(1).message()).contains("xenbr0");
  }

  @Test
  void namesXensOwnCardWhereNoneIsEmulated() {
    for (String type : new String[] {"vif", "netfront"}) {
      assertThat(xml(MAC + "bridge=b,model=e1000,type=" + type)).endsWith("<model type=\"netfront\" /></interface>");
    }
    assertThat(xml(MAC + "bridge=b,type=ioemu")).doesNotContain("model");
    assertThat(print(NicReading.of(MAC + "bridge=b,type=vif", GuestKind.PV))).doesNotContain("model");
  }

  @Test
  void keepsTheBridgeOfOpenVSwitchWithItsTags() {
    assertThat(xml(MAC + "bridge=br0.42:43,script=vif-openvswitch"))
        .isEqualTo(BEGINNING + "<source bridge=\"br0.42:43\" /><script path=\"vif-openvswitch\" /></interface>");
  }

  @Test
  void putsARoutedInterfaceOnNoBridge() {
    for (String script : new String[] {"vif-route", "/etc/xen/scripts/vif-nat"}) {
      assertThat(xml(MAC + "ip=10.0.0.1,script=" + script)).isEqualTo(
          "<interface type=\"ethernet\"><mac address=\"00:16:3e:66:92:9c\" /><ip address=\"10.0.0.1\" family=\"ipv4\" />"
              + "<script path=\"" + script + "\" /></interface>");
    }
  }

  @Test
  void saysThatTheVlanOfAPortIsLost() {
    DeviceReading reading = NicReading.of(MAC + "bridge=br0,vlan=10p/20", GuestKind.PV);
    assertThat(reading.remarks()).singleElement().satisfies(remark -> {
      assertThat(remark.severity()).isEqualTo(Severity.WARNING);
      assertThat(remark.message()).contains("10p/20");
      assertThat(remark.offset()).isEqualTo(33);
    });
    assertThat(NicReading.of(MAC + "bridge=vlan20,vlan=10, vlan=20,script=vif-route,gatewaydev=vlan", GuestKind.PV).remarks())
        .extracting(Remark::offset).containsExactly(45, 70);
  }

  @Test
  void limitsWhatIsSentAtOnceWhereAWindowIsWritten() {
    assertThat(xml(MAC + "bridge=b,rate=10MB/s@1s")).contains("<outbound average=\"10000\" burst=\"9766\" />");
  }

  @Test
  void keepsTheNameOfTheControlDomainToItself() {
    assertThat(xml(MAC + "bridge=b,backend=0")).doesNotContain("backenddomain");
  }

  @Test
  void givesNoDeviceForABadSpecification() {
    DeviceReading reading = NicReading.of("bogus", GuestKind.HVM);
    assertThat(reading.devices()).isEmpty();
    assertThat(reading.remarks()).singleElement().satisfies(remark -> assertThat(remark.isError()).isTrue());
  }

  private static String xml(String spec) {
    DeviceReading reading = NicReading.of(spec, GuestKind.HVM);
    assertThat(reading.remarks()).as(spec).isEmpty();
    return print(reading);
  }

  private static String print(DeviceReading reading) {
    assertThat(reading.devices()).hasSize(1);
    return new XMLOutputter(Format.getRawFormat()).outputString(reading.devices().get(0));
  }
}
