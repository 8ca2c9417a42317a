package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Objects;
import org.jdom2.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy that starts differs from the conversion in what belongs to the host, and in nothing else. */
final class BootableDomainTest {
  @TempDir Path folder = Path.of("");

  @Test
  void hostResourcesAreReplaced() {
    String xml = prepare("""
        <domain type='qemu'>
          <name>web1</name>
          <memory unit='GiB'>64</memory>
          <currentMemory unit='GiB'>32</currentMemory>
          <memoryBacking>
            <hugepages/>
            <nosharepages/>
          </memoryBacking>
          <vcpu placement='static' cpuset='0-63'>4</vcpu>
          <cputune>
            <shares>1024</shares>
          </cputune>
          <cpu>
            <numa>
              <cell id='0' cpus='0-1' memory='32' unit='GiB'/>
              <cell id='1' cpus='2-3' memory='32' unit='GiB'/>
            </numa>
          </cpu>
          <devices>
            <disk type='block' device='cdrom'>
              <driver name='qemu' type='raw'/>
              <source dev='/dev/sr0' startupPolicy='optional'/>
              <target dev='hdc' bus='ide'/>
              <readonly/>
            </disk>
            <interface type='bridge'>
              <mac address='00:16:3e:01:02:03'/>
              <source bridge='br0'/>
              <target dev='net0'/>
              <model type='e1000'/>
            </interface>
            <parallel type='tcp'>
              <source mode='connect' host='192.0.2.1' service='7'/>
              <protocol type='raw'/>
              <target port='0'/>
            </parallel>
            <hostdev mode='subsystem' type='usb'>
              <source>
                <vendor id='0x1234'/>
                <product id='0x5678'/>
              </source>
            </hostdev>
            <serial type='pty'>
              <target port='0'/>
            </serial>
          </devices>
        </domain>
        """);

    Element domain = BootableDomain.parse(xml);
    String uuid = Objects.requireNonNull(domain.getChildText("uuid"));
    assertThat(xml.replace(uuid, "UUID").replace(folder.toString(), "FOLDER").lines().filter(line -> !line.isBlank()))
        .filteredOn(line -> !line.startsWith("<?xml"))
        .containsExactly("""
        <domain type="qemu">
          <name>proof</name><uuid>UUID</uuid>
          <memory unit="MiB">128</memory>
          <currentMemory unit="MiB">128</currentMemory>
          <memoryBacking>
            <nosharepages />
          </memoryBacking>
          <vcpu placement="static">4</vcpu>
          <cpu>
            <numa>
              <cell id="0" cpus="0-1" memory="64" unit="MiB" />
              <cell id="1" cpus="2-3" memory="64" unit="MiB" />
            </numa>
          </cpu>
          <devices>
            <disk type="file" device="cdrom">
              <driver name="qemu" type="raw" />
              <source file="FOLDER/disk-1" />
              <target dev="hdc" bus="ide" />
              <readonly />
            </disk>
            <interface type="user">
              <mac address="00:16:3e:01:02:03" />
              <model type="e1000" />
            </interface>
            <parallel type="null">
              <target port="0" />
            </parallel>
            <serial type="file"><source path="FOLDER/serial.log" />
              <target port="0" />
            </serial>
          </devices>
        </domain>
        """.lines().toArray(String[]::new));
  }

  @Test
  void whatIsBeingProvenStays() {
    String proven = """
        <domain type="qemu">
          <os><type arch="x86_64" machine="pc">hvm</type><boot dev="cdrom" /></os>
          <features><acpi /><xen /></features>
          <devices>
            <emulator>/usr/lib/xen/bin/qemu-dm</emulator>
            <disk type="file" device="disk"><target dev="xvda" bus="xen" /></disk>
            <controller type="xenbus" index="0" />
            <interface type="user"><script path="vif-nat" /><model type="netfront" /></interface>
            <serial type="pty"><target type="xen-console" port="0" /></serial>
            <channel type="pty"><target type="xen" name="a" /></channel>
            <memballoon model="xen" />
          </devices>
        </domain>
        """;

    assertThat(prepare(proven).replaceAll("<(name|uuid)>[^<]*</\\1>", ""))
        .contains(proven
            .replaceAll("<serial type=\"pty\">.*\n",
                "<serial type=\"file\"><source path=\"" + folder + "/serial.log\" />"
                    + "<target type=\"xen-console\" port=\"0\" /></serial>\n")
            .strip());
  }

  @Test
  void markersTellDisksApart() {
    BootableDomain domain = BootableDomain.prepare("""
        <domain type='qemu'>
          <devices>
            <disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>
            <disk type='volume' device='disk'>
              <driver name='qemu' type='qcow2'/>
              <source pool='p' volume='v'/>
              <target dev='vda'/>
            </disk>
            <disk type='network' device='disk'><source protocol='rbd' name='a/b'/><target dev='vdb'/></disk>
          </devices>
        </domain>
        """, "proof", folder);

    assertThat(domain.marker("hdc")).as("without a medium").isEmpty();
    assertThat(domain.marker("vda")).contains("2 vda");
    assertThat(domain.marker("vdb")).contains("3 vdb");
    assertThat(folder.resolve("disk-2")).exists();
    assertThat(domain.xml()).contains("<driver name=\"qemu\" type=\"qcow2\" />\n      "
        + "<source file=\"" + folder + "/disk-2\" />");
  }

  @Test
  void externalEntitiesAreNotRead() {
    String external = "<!DOCTYPE domain [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><domain>&x;</domain>";

    assertThatThrownBy(() -> prepare(external))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOCTYPE");
  }

  private String prepare(String converted) {
    return BootableDomain.prepare(converted, "proof", folder).xml();
  }
}
