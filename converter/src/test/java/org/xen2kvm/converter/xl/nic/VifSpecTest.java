package org.xen2kvm.converter.xl.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xl.device.Remark;

final class VifSpecTest {
  @Test
  void readsEveryKey() {
    VifSpec vif = VifSpec.parse("mac=00:16:3E:74:3d:76, bridge=br0.42:43,type=ioemu,model=e1000,vifname=web1,"
        + "script=/etc/xen/scripts/vif-openvswitch,ip=10.0.0.1/24  2000::1,backend=net,rate=10Mb/s,mtu=9000,vlan=10p/20,"
        + "gatewaydev=eth0,trusted");
    assertThat(vif.remarks()).extracting(Remark::severity).containsExactly(Severity.WARNING, Severity.NOTE);
    assertThat(vif.mac()).isEqualTo("00:16:3e:74:3d:76");
    assertThat(vif.bridge()).isEqualTo("br0.42:43");
    assertThat(vif.type()).isEqualTo("ioemu");
    assertThat(vif.model()).isEqualTo("e1000");
    assertThat(vif.vifname()).isEqualTo("web1");
    assertThat(vif.script()).isEqualTo("/etc/xen/scripts/vif-openvswitch");
    assertThat(vif.scriptName()).isEqualTo("vif-openvswitch");
    assertThat(vif.addresses()).containsExactly(new VifSpec.Address("10.0.0.1", "24"), new VifSpec.Address("2000::1", ""));
    assertThat(vif.backend()).isEqualTo("net");
    assertThat(vif.rate()).hasValueSatisfying(rate -> assertThat(rate.bytesPerSecond()).isEqualTo(1_250_000));
    assertThat(vif.mtu()).isEqualTo(9000);
    assertThat(vif.vlan()).isEqualTo("10p/20");
    assertThat(vif.gatewaydev()).isEqualTo("eth0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ", ,", "trusted"})
  void readsAnInterfaceOfNothingButDefaults(String text) {
    VifSpec vif = VifSpec.parse(text);
    assertThat(vif.remarks()).isEmpty();
    assertThat(vif.mac() + vif.bridge() + vif.type() + vif.model() + vif.script()).isEmpty();
    assertThat(vif.rate()).isEmpty();
    assertThat(vif.mtu()).isZero();
  }

  @Test
  void takesWhatIsSaidLast() {
    assertThat(VifSpec.parse("bridge=a,bridge=b").bridge()).isEqualTo("b");
    assertThat(VifSpec.parse("netdev=eth0,gatewaydev=eth1").gatewaydev()).isEqualTo("eth1");
  }

  @ParameterizedTest
  @CsvSource({
    "00:16:3e:66:92:9c, 00:16:3e:66:92:9c", "00-16-3e-66-92-9C, 00:16:3e:66:92:9c", "0:16:3E:6:92:9c, 00:16:3e:06:92:9c",
    "00.16.3e.66.92.9c, 00:16:3e:66:92:9c", "00:00:00:00:00:00, ''"
  })
  void readsAddresses(String mac, String plain) {
    VifSpec vif = VifSpec.parse("mac=" + mac);
    assertThat(vif.remarks()).isEmpty();
    assertThat(vif.mac()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "foo | no flag foo",
    "bridge=br0,foo | no flag foo",
    "mac= | no MAC address",
    "mac=00:16:3e:66:92 | no MAC address",
    "mac=00:16:3e:66:92:9c:01 | no MAC address",
    "mac=00:16:3e:66:92:100 | no MAC address",
    "mac=0016.3e66.929c | no MAC address",
    "mac=00163e66929c | no MAC address",
    "mac=xx:16:3e:66:92:9c | no MAC address",
    "mac=01:16:3e:66:92:9c | multicast",
    "type=vhost | no type vhost",
    "rate=10MB | cannot be read",
    "rate= | cannot be read",
    "mtu=0 | no number from 68",
    "mtu=70000 | no number from 68",
    "mtu=1500x | no number from 68",
    "mtu=99999999999 | no number from 68"
  })
  void refusesWhatIsNoInterface(String text, String message) {
    VifSpec vif = VifSpec.parse(text);
    assertThat(vif.isUsable()).isFalse();
    assertThat(vif.remarks()).singleElement().satisfies(remark -> {
      assertThat(remark.message()).contains(message);
      assertThat(remark.advice()).isNotEmpty();
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "brige=br0 | WARNING | brige",
    "policy=p | WARNING | policy",
    "devid=3 | NOTE | devid",
    "accel=x | NOTE | accel",
    "untrusted | NOTE | not trusted",
    "forwarddev=eth1 | WARNING | replication",
    "colo_sock_mirror_id=m | WARNING | replication",
    "ip=10.0.0.256 | WARNING | 10.0.0.256",
    "ip=web1.example.org | WARNING | web1.example.org",
    "ip=10.0.0.1/33 | WARNING | 10.0.0.1/33"
  })
  void saysWhatIsLost(String text, Severity severity, String message) {
    assertThat(VifSpec.parse(text).remarks()).singleElement().satisfies(remark -> {
      assertThat(remark.severity()).isEqualTo(severity);
      assertThat(remark.message()).contains(message);
    });
  }

  @Test
  void saysWhereEachThingStands() {
    assertThat(VifSpec.parse("mac=00:16:3e:66:92:9c, brige=br0 ,bogus").remarks())
        .extracting(Remark::offset).containsExactly(23, 34);
  }

  @Test
  void refusesControlCharacters() {
    assertThat(VifSpec.parse("bridge=br0\u0000").isUsable()).isFalse();
    assertThat(VifSpec.parse("bridge=a\tb").isUsable()).isFalse();
    assertThat(VifSpec.parse("bridge=a,\tmodel=e1000").isUsable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "fe80::a:b"})
  void knowsAddresses(String address) {
    assertThat(IpAddress.isValid(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "1.2.3", "1.2.3.4.5", "1.2.3.", "a.b.c.d", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", ":1", "1:", "12345::",
    "g::", "fe80::1%eth0", "1:2:3:4:5:6:7::8", "localhost"
  })
  void knowsWhatIsNone(String address) {
    assertThat(IpAddress.isValid(address)).isFalse();
  }
}
