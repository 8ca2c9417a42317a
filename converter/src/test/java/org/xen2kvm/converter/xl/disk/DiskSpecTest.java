package org.xen2kvm.converter.xl.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xl.device.Remark;
import org.xen2kvm.converter.xl.disk.DiskSpec.Access;
import org.xen2kvm.converter.xl.disk.DiskSpec.Backend;
import org.xen2kvm.converter.xl.disk.DiskSpec.Discard;
import org.xen2kvm.converter.xl.disk.DiskSpec.Format;

/**
 * The first group are the strings and results of Xen's own test of xl, tools/xl/check-xl-disk-parse; arguments that stand there
 * one by one are joined by commas here.
 */
final class DiskSpecTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "/dev/vg/guest-volume,,hda",
    "/dev/vg/guest-volume,raw,hda,rw",
    "format=raw, vdev=hda, access=rw, target=/dev/vg/guest-volume",
    "format=raw,vdev=hda,access=rw,target=/dev/vg/guest-volume",
    "raw:/dev/vg/guest-volume,hda,w"
  })
  void readsAVolumeAsXlDoes(String text) {
    assertThat(summary(text)).isEqualTo("/dev/vg/guest-volume RAW hda disk READ_WRITE CHOSEN_BY_XEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/root/image.iso,,hdc,cdrom",
    "/root/image.iso,,hdc,,cdrom",
    "/root/image.iso,raw,hdc,devtype=cdrom",
    "format=raw, vdev=hdc, access=ro, devtype=cdrom, target=/root/image.iso",
    "format=raw,vdev=hdc,access=ro,devtype=cdrom,target=/root/image.iso",
    "raw:/root/image.iso,hdc:cdrom,ro"
  })
  void readsACdAsXlDoes(String text) {
    assertThat(summary(text)).isEqualTo("/root/image.iso RAW hdc cdrom READ_ONLY CHOSEN_BY_XEN");
  }

  @Test
  void readsTheBackEndAsXlDoes() {
    assertThat(summary("backendtype=phy,vdev=xvdb,access=w,target=/dev/vg/guest-volume"))
        .isEqualTo("/dev/vg/guest-volume RAW xvdb disk READ_WRITE PHY");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "devtype=cdrom,,,hdc",
    ",,hdc:cdrom,r",
    ",hdc:cdrom,r",
    "vdev=hdc,access=r,devtype=cdrom,target=",
    ",empty,hdc:cdrom,r",
    "vdev=hdc,access=r,devtype=cdrom,format=empty",
    "vdev=hdc,access=r,devtype=cdrom"
  })
  void readsAnEmptyDriveAsXlDoes(String text) {
    assertThat(summary(text)).isEqualTo(" EMPTY hdc cdrom READ_ONLY CHOSEN_BY_XEN");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "iscsi:iqn.2001-05.com.equallogic:0-8a0906-23fe93404-c82797962054a96d-examplehost,xvda,w | xvda block-iscsi"
        + " iqn.2001-05.com.equallogic:0-8a0906-23fe93404-c82797962054a96d-examplehost",
    "vdev=xvda,access=w,script=block-iscsi,"
        + "target=iqn.2001-05.com.equallogic:0-8a0906-23fe93404-c82797962054a96d-examplehost | xvda block-iscsi"
        + " iqn.2001-05.com.equallogic:0-8a0906-23fe93404-c82797962054a96d-examplehost",
    "drbd:app01,hda,w | hda block-drbd app01"
  })
  void readsTheScriptAsXlDoes(String text, String vdevScriptTarget) {
    DiskSpec spec = DiskSpec.parse(text);
    assertThat(spec.remarks()).isEmpty();
    assertThat(spec.vdev() + " " + spec.script() + " " + spec.target()).isEqualTo(vdevScriptTarget);
    assertThat(spec.format()).isEqualTo(Format.RAW);
    assertThat(spec.access()).isEqualTo(Access.READ_WRITE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "discard,vdev=hda,target=/some/disk/image.raw | disk | READ_WRITE | ON",
    "cdrom,no-discard,vdev=hda,target=/some/disk/image.iso | cdrom | READ_ONLY | OFF",
    "trusted,vdev=hda,target=/some/disk/image.raw | disk | READ_WRITE | UNSAID",
    "untrusted,vdev=hda,target=/some/disk/image.raw | disk | READ_WRITE | UNSAID"
  })
  void readsFlagsAsXlDoes(String text, String device, Access access, Discard discard) {
    DiskSpec spec = DiskSpec.parse(text);
    assertThat(spec.isUsable()).isTrue();
    assertThat(spec.cdrom() ? "cdrom" : "disk").isEqualTo(device);
    assertThat(spec.access()).isEqualTo(access);
    assertThat(spec.discard()).isEqualTo(discard);
    assertThat(spec.vdev()).isEqualTo("hda");
  }

  /** The first is in Xen's test; the others follow from its grammar, libxlu_disk_l.l. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "foo | names no virtual device",
    "\"\" | names no virtual device",
    "/x,raw,,w | names no virtual device",
    "/x,raw,hda,w,more | too many parameters",
    "/x,raw,hda,rwx | no access rwx",
    "access=readonly,vdev=hda,target=/x | no access readonly",
    "/x,vmdk2,hda,w | no image format vmdk2",
    "format=raw,/x,vdev=hda,format=qcow2 | two formats",
    "qcow:raw:/x,hda | two formats",
    "vdev=hda,/x,raw,w,vdev=hdb | vdev twice",
    "/x,raw,hda,target=/y | target twice",
    "drbd:app01,hda,w,script=block-nbd | script twice",
    "backendtype=phy,backendtype=tap,vdev=hda,target=/x | two back ends",
    "backendtype=loop,vdev=hda,target=/x | no back end loop",
    "specification=vhost,vdev=hda,target=/x | no disk protocol vhost",
    "specification=xen,specification=virtio,vdev=hda,target=/x | two protocols",
    "devtype=floppy,vdev=fda,target=/x | no kind of disk called floppy",
    "/x,raw,hda:lun,w | no kind of disk called lun",
    "size=10,vdev=hda,target=/x | no parameter size",
    "size=,vdev=hda,target=/x | no parameter size",
    "direct_io=1,vdev=hda,target=/x | no parameter direct_io",
    "grant_usage=2,vdev=hda,target=/x | grant_usage is 0 or 1",
    "foo:/dev/vg/x,hda,w | no prefix foo:",
    "rbd:/x,hda,w | no prefix rbd:",
    "foo:,hda,w | no prefix foo:",
    "/dev/a=b,raw,hda | equals sign",
    "=x | equals sign",
    "Format=raw,vdev=hda,target=/x | equals sign",
    ",raw,xvda,w | has no image",
    ",empty,xvda,w | has no image",
    "vdev=xvda | has no image",
    "vdev=xvda,format=empty,target=/x | has no image"
  })
  void refusesWhatXlRefuses(String text, String message) {
    DiskSpec spec = DiskSpec.parse(text);
    assertThat(spec.isUsable()).isFalse();
    assertThat(spec.remarks()).filteredOn(Remark::isError).singleElement().satisfies(remark -> {
      assertThat(remark.message()).contains(message);
      assertThat(remark.advice()).isNotEmpty();
      assertThat(remark.offset()).isBetween(0, text.length());
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "/x,raw,hda,rwx | 11",
    "/x,vmdk2,hda,w | 3",
    "vdev=hda, access=no,target=/x | 17",
    "phy:/dev/vg/x,hda:lun,w | 18",
    "/x,raw,hda, size=10 | 12",
    "/dev/a=b,raw,hda | 6"
  })
  void saysWhereItStumbled(String text, int offset) {
    assertThat(DiskSpec.parse(text).remarks()).singleElement().satisfies(
        remark -> assertThat(remark.offset()).isEqualTo(offset));
  }

  @Test
  void givesTheRestToTheTarget() {
    assertThat(DiskSpec.parse("vdev=xvda,target=/a b,raw,cdrom,c=d").target()).isEqualTo("/a b,raw,cdrom,c=d");
    assertThat(DiskSpec.parse("vdev=xvda,target=/a ").target()).isEqualTo("/a ");
    assertThat(DiskSpec.parse("vdev=xvda,target=/a,").target()).as("xl takes one comma off the end").isEqualTo("/a");
    assertThat(DiskSpec.parse(",raw,xvda,w,target=/late").target()).isEqualTo("/late");
  }

  @Test
  void takesPositionsForWhatIsNotYetSaid() {
    assertThat(summary("format=qcow2,/x,xvda")).isEqualTo("/x QCOW2 xvda disk READ_WRITE CHOSEN_BY_XEN");
    assertThat(summary("vdev=xvda,/x,qcow2,r")).isEqualTo("/x QCOW2 xvda disk READ_ONLY CHOSEN_BY_XEN");
    assertThat(summary("/x,cdrom,raw,hdc")).isEqualTo("/x RAW hdc cdrom READ_ONLY CHOSEN_BY_XEN");
    assertThat(summary("target=/x")).contains("names no virtual device");
  }

  @Test
  void takesTheVdevBehindAPrefixAndTheFormatElsewhere() {
    assertThat(summary("phy:/dev/vg/x,xvda,w")).isEqualTo("/dev/vg/x RAW xvda disk READ_WRITE CHOSEN_BY_XEN");
    assertThat(summary("/dev/vg/x,raw,xvda,rw")).isEqualTo("/dev/vg/x RAW xvda disk READ_WRITE CHOSEN_BY_XEN");
    assertThat(summary("phy:/dev/vg/x,raw,xvda")).as("raw is taken for the vdev").contains("no access xvda");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "tap:aio:/x,xvda,w | RAW | tap, aio",
    "tap2:aio:/x,xvda,w | RAW | tap2, aio",
    "tap:qcow2:/x,xvda,w | QCOW2 | tap, qcow2",
    "tap:tapdisk:vhd:/x,xvda,w | VHD | tap, tapdisk, vhd",
    "tap:sync:/x,xvda,w | RAW | tap, sync",
    "tap:vmdk:/x,xvda,w | VMDK | tap, vmdk",
    "qcow:/x,xvda,w | QCOW | qcow",
    "file:/x,xvda,w | RAW | file",
    "file:/x,ioemu:xvda,w | RAW | file, ioemu"
  })
  void takesPrefixesFromTheLeft(String text, Format format, String prefixes) {
    DiskSpec spec = DiskSpec.parse(text);
    assertThat(spec.remarks()).isEmpty();
    assertThat(spec.target()).isEqualTo("/x");
    assertThat(spec.vdev()).isEqualTo("xvda");
    assertThat(spec.format()).isEqualTo(format);
    assertThat(String.join(", ", spec.prefixes())).isEqualTo(prefixes);
  }

  @Test
  void takesAWordAndAColonBeforeALetterForAPath() {
    assertThat(summary("rbd:pool/image,raw,xvda")).startsWith("rbd:pool/image RAW xvda");
    assertThat(summary("vdev=xvda,target=rbd:pool/image:mon_host=a\\:1\\;b\\:2"))
        .startsWith("rbd:pool/image:mon_host=a\\:1\\;b\\:2 RAW xvda");
  }

  @Test
  void readsWhatXendReadAndXlDoesNot() {
    assertThat(DiskSpec.parse("phy:/dev/vg/x,xvda,w!").access()).isEqualTo(Access.SHARED);
    assertThat(DiskSpec.parse("phy:/dev/vg/x,xvda,w,store").backendDomain()).isEqualTo("store");
    DiskSpec keyed = DiskSpec.parse("vdev=hdc:cdrom,target=/x.iso");
    assertThat(keyed.vdev()).isEqualTo("hdc");
    assertThat(keyed.cdrom()).isTrue();
    assertThat(keyed.access()).isEqualTo(Access.READ_ONLY);
  }

  @Test
  void readsTheOtherKeys() {
    DiskSpec spec = DiskSpec.parse(
        "backend=store,backendtype=qdisk,specification=virtio,grant_usage=1,vdev=xvda,script=/opt/block-x,target=a:b");
    assertThat(spec.remarks()).isEmpty();
    assertThat(spec.backendDomain()).isEqualTo("store");
    assertThat(spec.backend()).isEqualTo(Backend.QDISK);
    assertThat(spec.virtio()).isTrue();
    assertThat(spec.script()).isEqualTo("/opt/block-x");
    assertThat(spec.target()).isEqualTo("a:b");
  }

  @Test
  void saysOnceThatADiskWasReplicated() {
    DiskSpec spec =
        DiskSpec.parse("colo,colo-host=h,colo-port=9,colo-export=e,active-disk=/a,hidden-disk=/h,vdev=hda,target=/x");
    assertThat(spec.remarks()).singleElement().satisfies(
        remark -> assertThat(remark.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void saysWhatOfXensBackEndIsLost() {
    assertThat(DiskSpec.parse("direct-io-safe,untrusted,vdev=hda,target=/x").remarks())
        .extracting(Remark::severity).containsOnly(Severity.NOTE).hasSize(2);
  }

  @Test
  void refusesWhatCannotBeInADefinition() {
    assertThat(summary("vdev=hda,target=/x\u0001")).contains("control character");
    assertThat(summary("vdev=hda,target=/x\ty")).contains("control character");
    assertThat(summary("vdev=hda,\ttarget=/x")).startsWith("/x RAW hda");
    assertThat(summary("vdev=hda,\n\ttarget=/x")).startsWith("/x RAW hda");
    assertThat(summary("vdev=hda,target=/x\ud800")).contains("no XML can hold");
    assertThat(summary("vdev=hda,target=/" + "x".repeat(9000))).contains("9017 characters");
  }

  private static String summary(String text) {
    DiskSpec spec = DiskSpec.parse(text);
    return spec.isUsable()
        ? spec.target() + " " + spec.format() + " " + spec.vdev() + " " + (spec.cdrom() ? "cdrom" : "disk") + " "
            + spec.access() + " " + spec.backend()
        : spec.remarks().toString();
  }
}
