package org.xen2kvm.converter.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes plausible Xen definitions at random, each determined by its seed: the parts that real exports have, in combinations
 * that nobody thought of. Stateless but for its random source; for one thread.
 */
public final class DomainGenerator {
  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private DomainGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the definition of a seed. */
  public static String domain(long seed) {
    return new DomainGenerator(seed).make(seed);
  }

  private String make(long seed) {
    boolean hvm = random.nextBoolean();
    line(0, chance(30) ? "<domain type='xen' id='" + (1 + random.nextInt(98)) + "'>" : "<domain type='xen'>");
    line(1, "<name>gen" + seed + "</name>");
    line(1, "<uuid>00000000-0000-4000-8000-" + String.format("%012x", seed + 1) + "</uuid>");
    maybe(20, 1, "<description>it&apos;s a &lt;guest&gt;</description>");
    maybe(20, 1, "<!-- kept -->");
    maybe(20, 1, "<metadata><my:note xmlns:my='urn:my' my:x='1'>kept <my:b/></my:note></metadata>");
    line(1, "<memory unit='KiB'>" + (1 + random.nextInt(8)) * 262144 + "</memory>");
    maybe(50, 1, "<currentMemory unit='KiB'>262144</currentMemory>");
    maybe(10, 1, "<memoryBacking><nosharepages/></memoryBacking>");
    line(1, "<vcpu" + pick("", " placement='static'", " placement='auto'", " cpuset='0-1'") + ">"
        + (1 + random.nextInt(4)) + "</vcpu>");
    maybe(10, 1, "<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>");
    if (hvm) {
      hvmBoot();
    } else {
      pvBoot();
    }
    maybe(60, 1, "<clock offset='" + pick("utc", "localtime") + "'/>",
        "<clock offset='variable' adjustment='0' basis='utc'/>", "<clock offset='utc' adjustment='reset'/>");
    maybe(70, 1, "<on_poweroff>" + pick("destroy", "preserve") + "</on_poweroff>");
    maybe(70, 1, "<on_reboot>" + pick("restart", "rename-restart") + "</on_reboot>");
    line(1, "<devices>");
    devices(hvm);
    line(1, "</devices>");
    maybe(10, 1, "<seclabel type='dynamic' model='flask' relabel='yes'/>");
    maybe(10, 1, "<my:tail xmlns:my='urn:my'/>");
    line(0, "</domain>");
    return out.toString();
  }

  private void pvBoot() {
    switch (random.nextInt(4)) {
      case 0 -> line(1, "<bootloader>/usr/bin/pygrub</bootloader>");
      case 1 -> {
        line(1, "<bootloader>/usr/bin/pygrub</bootloader>");
        line(1, "<os><type>linux</type></os>");
      }
      case 2 -> {
        line(1, "<os>");
        line(2, "<type" + pick("", " machine='xenpv'", " arch='x86_64' machine='xenpv'") + ">" + pick("linux", "xen") + "</type>");
        line(2, "<kernel>/boot/vmlinuz-5.10</kernel>");
        maybe(70, 2, "<initrd>/boot/initrd-5.10</initrd>");
        maybe(80, 2, "<cmdline>root=/dev/xvda" + pick("", "1", "2") + " ro console=hvc0 " + pick("quiet", "xencons=tty") + "</cmdline>");
        line(1, "</os>");
      }
      default -> line(1, "<os><type arch='x86_64' machine='xenpvh'>xenpvh</type></os>");
    }
  }

  private void hvmBoot() {
    line(1, "<os>");
    line(2, "<type" + pick("", " arch='i686'", " arch='x86_64' machine='xenfv'") + ">hvm</type>");
    maybe(80, 2, "<loader>/usr/lib/xen/boot/hvmloader</loader>", "<loader type='rom'>hvmloader</loader>",
        "<loader type='pflash' readonly='yes'>/usr/lib/xen/boot/ovmf.bin</loader>");
    maybe(60, 2, "<boot dev='hd'/>", "<boot dev='cdrom'/>", "<boot dev='network'/>");
    line(1, "</os>");
    maybe(80, 1, "<features><acpi/><apic/><pae/>" + pick("", "<hap state='off'/>", "<viridian/>") + "</features>");
    maybe(10, 1, "<cpu mode='host-passthrough'><feature policy='disable' name='vmx'/></cpu>");
  }

  private void devices(boolean hvm) {
    maybe(60, 2, "<emulator>/usr/lib/xen/bin/qemu-dm</emulator>");
    List<String> names = new ArrayList<>(hvm
        ? List.of("hda", "hdb", "hdd", "xvda", "xvdc", "sda", "sdb", "ioemu:hda")
        : List.of("xvda", "xvdb", "xvdd", "xvdaa", "hda", "sda1", "sda2", "xvde1"));
    for (int i = random.nextInt(4); i > 0; i--) {
      disk(names.remove(random.nextInt(names.size())), hvm);
    }
    if (chance(30)) {
      line(2, "<disk type='file' device='cdrom'><driver name='file'/>" + pick("", "<source file='/srv/iso/a.iso'/>")
          + "<target dev='" + (hvm ? "hdc' bus='ide'" : "xvdz' bus='xen'") + "/><readonly/></disk>");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      nic();
    }
    maybe(50, 2, "<console type='pty' tty='/dev/pts/4'><source path='/dev/pts/4'/><target type='xen' port='0'/></console>",
        "<console type='pty'><target type='serial' port='0'/></console>");
    maybe(30, 2, "<serial type='pty'><target port='0'/></serial>");
    maybe(50, 2, "<input type='" + pick("mouse", "tablet", "keyboard") + "' bus='" + pick("xen", "ps2", "usb") + "'/>");
    maybe(50, 2, "<graphics type='vnc' port='5901' autoport='" + pick("yes", "no") + "'/>", "<graphics type='sdl'/>");
    maybe(30, 2, "<video><model type='" + pick("xen", "cirrus", "vga") + "' vram='4096' heads='1'/></video>");
    maybe(20, 2, "<controller type='xenbus' index='0'/>");
    maybe(40, 2, "<memballoon model='xen'/>");
    maybe(10, 2, "<unknown-device level='9'><inner/></unknown-device>");
    maybe(10, 2, "<hostdev mode='subsystem' type='pci' managed='yes'><driver name='xen'/><source>"
        + "<address domain='0x0000' bus='0x03' slot='0x00' function='0x0'/></source></hostdev>");
  }

  private void disk(String dev, boolean hvm) {
    boolean block = random.nextBoolean();
    line(2, "<disk type='" + (block ? "block" : "file") + "' device='disk'>");
    maybe(80, 3, "<driver name='" + pick("phy", "file", "tap", "tap2", "qemu") + "'"
        + pick("", " type='raw'", " type='aio'", " type='qcow2'", " cache='default'") + "/>");
    line(3, block ? "<source dev='" + pick("/dev/vg/", "vg/") + dev.replace(":", "") + "'/>"
        : "<source file='" + pick("/srv/xen/", "/dev/mapper/") + dev.replace(":", "") + ".img'/>");
    maybe(15, 3, "<backingStore/>");
    String bus = dev.startsWith("xvd") || !hvm ? " bus='xen'" : "";
    line(3, "<target dev='" + dev + "'" + (chance(70) ? bus : "") + "/>");
    maybe(15, 3, "<readonly/>");
    maybe(15, 3, "<serial>KEPT-" + random.nextInt(999) + "</serial>");
    maybe(15, 3, "<address type='drive' controller='0' bus='0' target='0' unit='0'/>");
    line(2, "</disk>");
  }

  private void nic() {
    line(2, "<interface type='" + pick("bridge", "bridge", "ethernet") + "'>");
    line(3, "<mac address='00:16:3e:" + String.format("%02x:%02x:%02x", random.nextInt(256), random.nextInt(256), random.nextInt(256)) + "'/>");
    maybe(70, 3, "<source bridge='" + pick("xenbr0", "br1", "ovsbr0.42") + "'/>");
    maybe(60, 3, "<script path='" + pick("vif-bridge", "/etc/xen/scripts/vif-openvswitch", "vif-route") + "'/>");
    maybe(30, 3, "<target dev='" + pick("vif3.0", "net0") + "'/>");
    maybe(40, 3, "<model type='" + pick("e1000", "rtl8139", "netfront", "virtio", "odd") + "'/>");
    maybe(15, 3, "<ip address='192.0.2.9' family='ipv4'/>");
    maybe(15, 3, "<vlan><tag id='7'/></vlan>");
    line(2, "</interface>");
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void maybe(int percent, int depth, String... choices) {
    if (chance(percent)) {
      line(depth, pick(choices));
    }
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
