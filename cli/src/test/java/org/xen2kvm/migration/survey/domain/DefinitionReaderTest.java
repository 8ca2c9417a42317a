package org.xen2kvm.migration.survey.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.XenDefinition;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Boot;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Kind;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/** What one definition says that a survey wants to know, however it is written. */
final class DefinitionReaderTest {
  private static SurveyedDomain read(String definition) {
    return new DefinitionReader(Policy.defaults(), HostProfile.generic()).read("d.xml",
        XenDefinition.convert(definition));
  }

  private static String domain(String os, String rest, String devices) {
    return """
        <domain type='xen'>
          <name>a</name>
          %s
          <os>%s</os>
          <features><acpi/></features>
          <devices>%s</devices>
        </domain>
        """.formatted(rest, os, devices);
  }

  private static String hvm(String rest, String devices) {
    return domain("<type arch='x86_64' machine='xenfv'>hvm</type>", "<memory>524288</memory>" + rest, devices);
  }

  @ParameterizedTest
  @CsvSource({
    "524288, KiB, 524288", "1, GiB, 1048576", "1, g, 1048576", "2048, MB, 2000000", "1048576, bytes, 1024", "many, KiB, 0", "'', KiB, 0",
    "999999999999999999, EiB, 0"
  })
  void memoryIsInKibibytes(String number, String unit, long kib) {
    assertThat(read(domain("<type arch='x86_64'>hvm</type>", "<memory unit='" + unit + "'>" + number + "</memory>", "")).memoryKib())
        .isEqualTo(kib);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "<type arch='x86_64' machine='xenfv'>hvm</type> | HVM | BIOS",
    "<type arch='x86_64' machine='xenfv'>hvm</type><loader>/usr/lib/xen/boot/ovmf.bin</loader> | HVM | UEFI",
    "<type arch='x86_64' machine='xenfv'>hvm</type><kernel>/usr/lib/xen/boot/hvmloader</kernel> | HVM | BIOS",
    "<type arch='x86_64' machine='xenpv'>linux</type><kernel>/boot/vmlinuz</kernel> | PV | HOST_KERNEL",
    "<type arch='x86_64' machine='xenpv'>linux</type><kernel>/usr/lib/xen/boot/pv-grub-x86_64.gz</kernel> | PV | XEN_LOADER",
    "<type arch='x86_64' machine='xenpvh'>xenpvh</type><kernel>/boot/vmlinuz</kernel> | PVH | HOST_KERNEL"
  })
  void kindAndStartAreTold(String os, Kind kind, Boot boot) {
    SurveyedDomain domain = read(domain(os, "<memory>524288</memory>", ""));

    assertThat(domain.kind()).isEqualTo(kind);
    assertThat(domain.boot()).isEqualTo(boot);
  }

  @Test
  void aKvmDomainIsOneAlready() {
    SurveyedDomain domain = read(hvm("", "").replace("type='xen'", "type='kvm'").replace("xenfv", "pc"));

    assertThat(domain.state()).isEqualTo(State.UNCHANGED);
    assertThat(domain.kind()).isEqualTo(Kind.KVM);
  }

  @Test
  void drivesAreReadWhereverTheirContentIs() {
    assertThat(read(hvm("", """
        <disk type='file' device='disk'><driver name='tap' type='aio'/><source file='/srv//a.img'/><target dev='hda'/></disk>
        <disk type='file' device='cdrom'><target dev='hdc'/><readonly/></disk>
        <disk type='network' device='disk'><auth/><source protocol='iscsi' name='iqn.x/1'><host name='san' port='3260'/></source>
          <target dev='hdb'/></disk>
        <disk type='block' device='disk'><source dev='/dev/drbd/by-res/r0/0'/><target dev='xvdc' bus='xen'/></disk>
        <disk type='block' device='disk'><source dev='/dev/nbdstore/x'/><target dev='xvdd' bus='xen'/></disk>
        <disk type='volume' device='lun'><source pool='p' volume='v'/><target dev='sda' bus='scsi'/></disk>
        """)).disks()).containsExactly(
        new DiskUse("file", "/srv/a.img", "", "", "raw", "disk", true, false),
        new DiskUse("network", "iqn.x/1", "iscsi", "san:3260", "raw", "disk", true, true),
        new DiskUse("block", "/dev/drbd/by-res/r0/0", "drbd", "", "raw", "disk", true, false),
        new DiskUse("block", "/dev/nbdstore/x", "", "", "raw", "disk", true, false),
        new DiskUse("volume", "p/v", "", "", "raw", "lun", true, false));
  }

  @Test
  void aScriptOfXenNamesTheProtocol() {
    assertThat(read(hvm("", """
        <disk type='block' device='disk'><source dev='iqn.2001-05.com:x'><script path='/etc/xen/scripts/block-iscsi'/></source>
          <target dev='xvda' bus='xen'/></disk>
        """)).disks()).extracting(DiskUse::protocol).containsExactly("iscsi");
  }

  @Test
  void interfacesAreReadWithWhatTheyBecome() {
    assertThat(read(hvm("", """
        <interface type='bridge'><mac address='00-16-3E-00-00-01'/><source bridge='ovs0.42'/><script path='vif-openvswitch'/></interface>
        <interface type='bridge'/>
        <interface type='direct'><source dev='eth0' mode='bridge'/><model type='e1000'/></interface>
        """)).nics()).containsExactly(
        new NicUse("bridge", "ovs0", "00:16:3e:00:00:01", "", "bridge", "ovs0"), new NicUse("bridge", "", "", "", "bridge", "br0"),
        new NicUse("direct", "eth0", "", "e1000", "direct", "eth0"));
  }

  @Test
  void devicesHaveOneSpelling() {
    assertThat(read(hvm("", """
        <hostdev mode='subsystem' type='pci'><source><address domain='0' bus='0x1A' slot='26' function='7'/></source></hostdev>
        <hostdev mode='subsystem' type='usb'><source><vendor id='0x12'/><product id='0xabcd'/></source></hostdev>
        <hostdev mode='subsystem' type='usb'><source><address bus='0x12' device='3'/></source></hostdev>
        <interface type='hostdev'><source><address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0xz'/></source></interface>
        """)).devices()).containsExactly(
        new DeviceUse("pci", "0000:1a:1a.7"), new DeviceUse("usb", "0012:abcd"), new DeviceUse("usb", "18.3"),
        new DeviceUse("pci", "0000:00:02.0xz"));
  }

  @Test
  void filesAreNeededWhenTheResultNamesThem() {
    String os = "<type arch='x86_64' machine='xenpv'>linux</type><kernel>/boot/guest</kernel><initrd>/boot/guest.img</initrd>";
    String nic = "<interface type='bridge'><source bridge='b'/><script path='vif-custom'/></interface>";

    assertThat(read(domain(os, "<memory>524288</memory>", nic)).files()).containsExactly(
        new FileUse("kernel", "/boot/guest", true), new FileUse("initrd", "/boot/guest.img", true),
        new FileUse("script", "vif-custom", false));
    assertThat(read(domain(os.replace("x86_64", "ia64"), "<memory>524288</memory>", nic)).files())
        .extracting(FileUse::needed).containsOnly(false);
  }

  @Test
  void onlyFixedPortsCount() {
    assertThat(read(hvm("", """
        <graphics type='vnc' port='5901' autoport='no'/><graphics type='spice' port='-1' tlsPort='5999'/>
        <graphics type='vnc' port='5902' autoport='yes'/><graphics type='sdl'/>
        """)).displays()).containsExactly(new DisplayUse("vnc", 5901), new DisplayUse("spice", 5999));
  }

  @Test
  void wishesForProcessorsAreGathered() {
    assertThat(read(hvm("<vcpu cpuset='1-4'>2</vcpu><cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='1' cpuset='1'/></cputune>"
        + "<cpu><topology sockets='2' cores='1' threads='1'/></cpu>", "")).processors())
        .contains(new ProcessorWish("1 1-4", "2x1x1", false));
    assertThat(read(hvm("<vcpu>2</vcpu>", "")).processors()).isEmpty();
  }

  @Test
  void whatIsNoDomainIsRefusedWithItsReason() {
    for (String text : List.of("<domain", "<network/>", "")) {
      SurveyedDomain domain = read(text);

      assertThat(domain.state()).isEqualTo(State.REFUSED);
      assertThat(domain.kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(domain.count(Severity.ERROR)).isPositive();
      assertThat(domain.traits()).isEqualTo(Optional.empty());
    }
  }
}
