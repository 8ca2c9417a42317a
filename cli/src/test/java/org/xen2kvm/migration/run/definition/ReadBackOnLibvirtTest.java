package org.xen2kvm.migration.run.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/** What a real libvirt makes of definitions: nothing of what the converter makes is left out. */
final class ReadBackOnLibvirtTest {
  private static final Path DOMAINS = Path.of(System.getProperty("xen2kvm.root", ".."), "testdata", "domains");

  private final EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();

  /** Returns what is dropped; empty when libvirt refuses the definition. */
  private Optional<List<String>> dropped(String xml) {
    String name = DomainText.of(xml).name();
    try {
      libvirt.runner().define(xml, DefineOption.VALIDATE);
    } catch (RunnerException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReadBack.dropped(xml, libvirt.runner().definedXml(name)));
    } finally {
      libvirt.remove(name);
    }
  }

  /**
   * Only a host with KVM takes domains of type kvm, so they are of type qemu here. A single step of SUSE's guide makes no
   * definition that libvirt takes, and not every host has TPMs.
   */
  @TestFactory
  Stream<DynamicTest> nothingOfAGoldenResultIsDropped() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> cases = Files.list(DOMAINS)) {
      for (Path result : cases.map(each -> each.resolve("expected.xml")).filter(Files::exists).sorted().toList()) {
        String name = String.valueOf(result.getParent().getFileName());
        tests.add(DynamicTest.dynamicTest(name, () -> {
          Optional<List<String>> dropped = dropped(read(result).replaceFirst("<domain type='kvm'", "<domain type='qemu'"));
          if (name.startsWith("guide-") || name.equals("tpm")) {
            dropped.ifPresent(places -> assertThat(places).isEmpty());
          } else {
            assertThat(dropped).contains(List.of());
          }
        }));
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests.stream();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measured on libvirt 9.0: names of its own making, filters where nothing filters, vhost on an emulated card. */
  @Test
  void whatLibvirtReallyDropsIsTold() {
    assertThat(dropped("""
        <domain type='qemu'>
          <name>read-back</name>
          <memory unit='MiB'>64</memory>
          <os><type arch='x86_64' machine='pc'>hvm</type></os>
          <devices>
            <interface type='bridge'><source bridge='br0'/><target dev='vnet3'/><model type='virtio'/></interface>
            <interface type='user'><model type='e1000'/><filterref filter='foo'/></interface>
            <interface type='bridge'><source bridge='br0'/><model type='rtl8139'/><driver name='vhost' queues='5'/></interface>
            <interface type='bridge'><source bridge='br0'/><target dev='web1'/><model type='virtio'/></interface>
          </devices>
        </domain>
        """)).contains(List.of("/domain/devices/interface/target", "/domain/devices/interface[2]/filterref",
            "/domain/devices/interface[3]/driver"));
  }

  /** Much is left to libvirt here: indexes, buses, addresses, ports. */
  @Test
  void whatLibvirtFillsInIsNotTold() {
    assertThat(dropped("""
        <domain type='qemu' id='3'>
          <name>read-back</name>
          <metadata><x:y xmlns:x='urn:x' a='1'><x:z>text</x:z></x:y></metadata>
          <memory unit='MiB'>64</memory>
          <vcpu>2</vcpu>
          <os>
            <type arch='x86_64'>hvm</type>
            <bootmenu enable='no'/>
            <boot dev='cdrom'/>
            <boot dev='hd'/>
          </os>
          <features><pae/><apic/><acpi/><hyperv><relaxed state='on'/></hyperv></features>
          <cpu mode='custom' match='exact'><model>qemu64</model><feature name='svm' policy='disable'/></cpu>
          <clock offset='utc'><timer name='rtc' tickpolicy='catchup'/><timer name='hpet' present='no'/></clock>
          <devices>
            <disk type='file' device='cdrom'><target dev='hdc'/><readonly/></disk>
            <disk type='file'><driver name='qemu' type='raw'/><source file='/srv/b.img'/><target dev='vdb'/></disk>
            <disk type='file'><driver name='qemu' type='raw'/><source file='/srv/a.img'/><target dev='vda'/></disk>
            <controller type='scsi' model='virtio-scsi'/>
            <controller type='usb' model='qemu-xhci'/>
            <controller type='virtio-serial'/>
            <interface type='user'><model type='e1000'/></interface>
            <interface type='user'><mac address='52:54:00:AB:00:01'/><model type='virtio'/><link state='down'/></interface>
            <serial type='pty'/>
            <console type='pty'/>
            <console type='file'><source path='/srv/hvc0.log'/><target type='virtio'/></console>
            <channel type='unix'><source mode='bind'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
            <input type='mouse'/>
            <input type='tablet'/>
            <graphics type='vnc' port='-1' passwd='x' keymap='de'/>
            <graphics type='spice' port='-1' tlsPort='-1' defaultMode='any'><channel name='main' mode='any'/></graphics>
            <video><model type='vga'/></video>
            <watchdog model='i6300esb'/>
            <memballoon model='virtio'/>
            <panic/>
          </devices>
          <seclabel type='none'/>
        </domain>
        """)).contains(List.of());
  }
}
