package org.xen2kvm.converter.xl.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdom2.Element;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xl.device.DeviceReading;

final class DiskReadingTest {
  @Test
  void writesTheElementsThatLibvirtHas() {
    assertThat(xml("format=qcow2,vdev=xvda,access=ro,backendtype=qdisk,backend=store,discard,target=/srv/a.qcow2")).isEqualTo(
        "<disk type=\"file\" device=\"disk\"><driver name=\"qemu\" type=\"qcow2\" discard=\"unmap\" />"
            + "<source file=\"/srv/a.qcow2\" /><backenddomain name=\"store\" /><target dev=\"xvda\" bus=\"xen\" /><readonly />"
            + "</disk>");
    assertThat(xml("phy:/dev/vg/a,hda,w!")).isEqualTo(
        "<disk type=\"block\" device=\"disk\"><driver name=\"phy\" type=\"raw\" /><source dev=\"/dev/vg/a\" />"
            + "<target dev=\"hda\" bus=\"ide\" /><shareable /></disk>");
    assertThat(xml(",hdc:cdrom,r")).isEqualTo(
        "<disk type=\"file\" device=\"cdrom\"><driver name=\"qemu\" type=\"raw\" /><target dev=\"hdc\" bus=\"ide\" /><readonly />"
            + "</disk>");
    assertThat(xml("drbd:app01,xvda,w")).isEqualTo(
        "<disk type=\"block\" device=\"disk\"><driver name=\"phy\" type=\"raw\" /><source dev=\"app01\" />"
            + "<script path=\"block-drbd\" /><target dev=\"xvda\" bus=\"xen\" /></disk>");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "/dev/vg/x,raw,xvda,rw | block | /dev/vg/x",
    "/dev/zvol/tank/x,,xvda | block | /dev/zvol/tank/x",
    "/dev/shm/x.img,,xvda | file | /dev/shm/x.img",
    "/srv/x.img,raw,xvda | file | /srv/x.img",
    "file:/srv/x.img,xvda,w | file | /srv/x.img",
    "file:/dev/vg/x,xvda,w | block | /dev/vg/x",
    "phy:/srv/x.img,xvda,w | block | /srv/x.img",
    "tap:aio:/dev/vg/x,xvda,w | block | /dev/vg/x",
    "backendtype=phy,vdev=xvda,target=/srv/x.img | block | /srv/x.img",
    "phy:vg/lv,xvda,w | block | vg/lv",
    "phy:sda6,xvda,w | block | sda6",
    "vg/lv,raw,xvda,w | block | vg/lv",
    "raw:vg/lv,xvda,w | block | vg/lv",
    "file:x.img,xvda,w | file | x.img",
    "tap2:aio:x.img,xvda,w | file | x.img",
    "x.qcow2,qcow2,xvda,w | file | x.qcow2",
    "backendtype=qdisk,vdev=xvda,target=x.img | file | x.img",
    "rbd:pool/x,raw,xvda,w | file | rbd:pool/x",
    "file:///OVS/x.img,xvda,w | file | /OVS/x.img",
    "file://OVS/x.img,xvda,w | file | /OVS/x.img",
    "vdev=xvda,script=block-iscsi,target=iqn=i,portal=p | block | iqn=i,portal=p",
    "vdev=xvda,script=qubes-block,target=/var/lib/x.img | file | /var/lib/x.img"
  })
  void tellsFilesFromDevices(String spec, String type, String path) {
    Element disk = disk(spec, GuestKind.PV, false);
    assertThat(disk.getAttributeValue("type")).isEqualTo(type);
    assertThat(disk.getChild("source").getAttributeValue(type.equals("block") ? "dev" : "file")).isEqualTo(path);
    assertThat(disk.getChild("source").getAttributes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "hda, PV, false, xen", "sda, PVH, true, xen", "xvda, PV, false, xen", "hdc, PV, false, xen",
    "hda, HVM, false, ide", "hda, HVM, true, sata", "sda, HVM, false, scsi", "sda, HVM, true, scsi", "xvda, HVM, true, xen",
    "fda, HVM, false, fdc", "vda, HVM, false, virtio"
  })
  void givesTheBusOfXen(String vdev, GuestKind kind, boolean ahci, String bus) {
    Element target = disk("/srv/x,raw," + vdev, kind, ahci).getChild("target");
    assertThat(target.getAttributeValue("dev")).isEqualTo(vdev);
    assertThat(target.getAttributeValue("bus")).isEqualTo(bus);
  }

  @Test
  void keepsAVirtioDiskOfXen() {
    Element disk = disk("vdev=xvda,specification=virtio,target=/srv/x", GuestKind.HVM, false);
    assertThat(disk.getChild("target").getAttributeValue("bus")).isEqualTo("virtio");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "phy:/dev/x,xvda,w | phy raw",
    "tap:aio:/x,xvda,w | tap raw",
    "tap2:qcow2:/x,xvda,w | tap2 qcow2",
    "file:/x,xvda,w | file raw",
    "/x,vhd,xvda | qemu vhd",
    "/x,qed,xvda | qemu qed",
    "/x,qcow,xvda | qemu qcow",
    "tap:vmdk:/x,xvda | tap vmdk",
    "/dev/x,raw,xvda | phy raw",
    "/dev/x,raw,xvda,backendtype=tap | tap raw",
    "/dev/x,raw,xvda,backendtype=standalone | qemu raw"
  })
  void namesTheBackEndAndTheFormat(String spec, String driver) {
    Element element = disk(spec, GuestKind.PV, false).getChild("driver");
    assertThat(element.getAttributeValue("name") + " " + element.getAttributeValue("type")).isEqualTo(driver);
    assertThat(element.getAttribute("discard")).isNull();
  }

  @Test
  void saysHowItReadANumber() {
    DeviceReading reading = DiskReading.of("phy:/dev/wd0e,0x301,w", GuestKind.PV, false);
    assertThat(reading.devices()).hasSize(1);
    assertThat(reading.remarks()).singleElement().satisfies(remark -> {
      assertThat(remark.severity()).isEqualTo(Severity.NOTE);
      assertThat(remark.message()).contains("0x301").contains("hda1");
      assertThat(remark.offset()).isEqualTo(14);
    });
  }

  @Test
  void givesNoDeviceForABadSpecification() {
    for (String bad : new String[] {"foo", "/x,raw,sr0,w", "/x,raw,hda,w,more", ""}) {
      DeviceReading reading = DiskReading.of(bad, GuestKind.HVM, false);
      assertThat(reading.devices()).as(bad).isEmpty();
      assertThat(reading.remarks()).as(bad).hasSize(1);
      assertThat(reading.remarks().get(0).isError()).as(bad).isTrue();
    }
  }

  private static String xml(String spec) {
    return new XMLOutputter(Format.getRawFormat()).outputString(disk(spec, GuestKind.HVM, false));
  }

  private static Element disk(String spec, GuestKind kind, boolean ahci) {
    DeviceReading reading = DiskReading.of(spec, kind, ahci);
    assertThat(reading.remarks()).as(spec).isEmpty();
    assertThat(reading.devices()).as(spec).hasSize(1);
    return reading.devices().get(0);
  }
}
