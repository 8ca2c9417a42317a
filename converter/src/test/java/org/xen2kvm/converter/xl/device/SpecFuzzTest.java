package org.xen2kvm.converter.xl.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jdom2.Element;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.xl.disk.DiskReading;
import org.xen2kvm.converter.xl.nic.NicReading;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/** Hostile specifications are refused by a remark, never by an exception, and what is read is always XML. */
final class SpecFuzzTest {
  private static final int RUNS = 60_000;

  private static final String[] DISK_WORDS = {
    "phy:", "file:", "tap:", "tap2:", "aio:", "qcow2:", "vhd:", "vmdk:", "raw:", "iscsi:", "nbd:", "drbd:", "foo:", "ioemu:",
    "rbd:pool/x", "/dev/vg/x", "/srv/x.img", "///x", "vg/x", "raw", "qcow2", "empty", "hda", "hdc:cdrom", "xvda1", "xvdaa",
    "0x301", "769", "d0p1", "d99999p9", "w", "r", "w!", "rw", "format=", "vdev=", "access=", "target=", "script=", "backend=",
    "backendtype=", "devtype=", "specification=", "colo", "colo-port=", "grant_usage=", "discard", "no-discard", "cdrom", "untrusted",
    "trusted", "direct-io-safe", ",", ",", ",", ",", "=", ":", " ", "\t", "\n", "'", "\"", "<", "&", "]]>", "\u0000", "\ud800", "\uffff",
    "é", "\\"
  };

  private static final String[] GOOD_DISKS = {
    "/dev/vg/x,raw,xvda,rw", "phy:/dev/vg/x,hda,w", "tap:aio:/srv/x.img,sda1,r", ",hdc:cdrom,r",
    "vdev=xvda,script=block-nbd,target=h 9"
  };

  private static final String[] GOOD_NICS = {"", "mac=00:16:3e:66:92:9c,bridge=xenbr0,rate=10Mb/s@50ms", "ip=10.0.0.1,mtu=1500"};

  private static final String[] NIC_WORDS = {
    "mac=", "00:16:3e:66:92:9c", "00-16-3e-66-92-9c", "bridge=", "xenbr0", "br0.42:43", "type=", "ioemu", "vif", "model=", "e1000",
    "vifname=", "script=", "vif-route", "vif-openvswitch", "/etc/xen/", "ip=", "10.0.0.1", "2000::1", "/24", "backend=", "rate=",
    "10Mb/s", "@50ms", "99999999999999999999", "mtu=", "9000", "vlan=", "10p/20", "devid=", "gatewaydev=", "trusted", "untrusted",
    ",", ",", ",", "=", ":", " ", "\t", "\n", "'", "\"", "<", "&", "]]>", "\u0000", "\ud800", "\uffff", "é", "@", "-"
  };

  @Test
  void noDiskIsAnExceptionOrNoXml() throws DomainSyntaxException {
    Random random = new Random(5);
    int read = 0;
    for (int i = 0; i < RUNS; i++) {
      GuestKind kind = GuestKind.values()[random.nextInt(3)];
      read += check(text(random, DISK_WORDS, GOOD_DISKS), spec -> DiskReading.of(spec, kind, random.nextBoolean()));
    }
    assertThat(read).as("specifications that could be read").isGreaterThan(RUNS / 100);
  }

  @Test
  void noInterfaceIsAnExceptionOrNoXml() throws DomainSyntaxException {
    Random random = new Random(6);
    int read = 0;
    for (int i = 0; i < RUNS; i++) {
      GuestKind kind = GuestKind.values()[random.nextInt(3)];
      read += check(text(random, NIC_WORDS, GOOD_NICS), spec -> NicReading.of(spec, kind));
    }
    assertThat(read).as("specifications that could be read").isGreaterThan(RUNS / 100);
  }

  @Test
  void theLongestTextIsReadAndALongerOneRefused() throws DomainSyntaxException {
    for (String part : new String[] {",", "a", "phy:", " ", "=", "cdrom,", "x=,", ":"}) {
      String longest = part.repeat(SpecText.LONGEST / part.length());
      check(longest, spec -> DiskReading.of(spec, GuestKind.HVM, false));
      check(longest, spec -> NicReading.of(spec, GuestKind.HVM));
      assertThat(DiskReading.of(longest + "x".repeat(9), GuestKind.HVM, false).remarks().get(0).message()).contains("characters");
    }
  }

  private interface Reader {
    DeviceReading read(String spec);
  }

  private static int check(String spec, Reader reader) throws DomainSyntaxException {
    DeviceReading reading = reader.read(spec);
    boolean bad = reading.remarks().stream().anyMatch(Remark::isError);
    assertThat(reading.devices()).as(spec).hasSize(bad ? 0 : 1);
    for (Remark remark : reading.remarks()) {
      assertThat(remark.offset()).as(spec).isBetween(0, spec.length());
      assertThat(remark.message()).as(spec).isNotBlank();
    }
    for (Element device : reading.devices()) {
      assertThat(device.getParent()).isNull();
      String xml = new XMLOutputter(Format.getRawFormat()).outputString(device);
      Element again = DomainParser.parse(xml).root();
      assertThat(new XMLOutputter(Format.getRawFormat()).outputString(again)).as(spec).isEqualTo(xml);
    }
    return bad ? 0 : 1;
  }

  /** Words at random, half of the time put into something that can be read. */
  private static String text(Random random, String[] words, String... good) {
    boolean nonsense = random.nextBoolean();
    StringBuilder text = new StringBuilder(nonsense ? "" : good[random.nextInt(good.length)]);
    for (int i = random.nextInt(nonsense ? 12 : 3); i >= 0; i--) {
      text.insert(random.nextInt(text.length() + 1), words[random.nextInt(words.length)]);
    }
    return text.toString();
  }
}
