package org.xen2kvm.guestfix.fix.system;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.DeviceMap.Target;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;

/** Names the guest's physical volumes in LVM's devices file as KVM does, so that LVM looks at them. */
final class LvmDevicesFile implements Fix {
  private static final GuestPath DIRECTORY = GuestPath.of("/etc/lvm/devices");
  private static final int MOST_FILES = 64;
  private static final Pattern ENTRY = Pattern.compile(
      "IDTYPE=(devname|sys_serial|sys_wwid) IDNAME=(\\S+) DEVNAME=(/dev/\\S+) (PVID=\\S+)( PART=[0-9]+)?(\\s*)");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("lvm-devices-file", "Lists physical volumes as KVM names them",
        """
        Red Hat Enterprise Linux 9 and its kin let LVM look only at the devices of /etc/lvm/devices/system.devices. Entries by \
        name get the name under KVM. Entries by the serial number of the disk that Xen's QEMU made up (QM00001) become entries \
        by name where the disk is virtio, because a virtio disk without a serial number in its definition has none to be found \
        by. The PVID stays, and LVM checks the rest against it. Entries for multipath, LUKS and arrays stay. The filter is \
        lvm-filter's.""",
        "lvmdevices(8)");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    guest.list(DIRECTORY).stream().filter(name -> name.endsWith(".devices")).limit(MOST_FILES)
        .forEach(name -> guest.edit(DIRECTORY.resolve(name),
            text -> TextLines.map(text, line -> Optional.of(edited(line.text(), context))),
            "LVM looks only at devices that this file lists, and Xen's names of disks do not exist under KVM"));
  }

  private static String edited(String line, FixContext context) {
    Matcher entry = ENTRY.matcher(line);
    Optional<Target> target = entry.matches() ? context.hardware().disks().find(entry.group(3)) : Optional.empty();
    if (target.isEmpty()) {
      return line;
    }
    String device = "/dev/" + target.get().kvmName();
    boolean byName = entry.group(1).equals("devname");
    if (!byName && (!target.get().disk().kvmName().startsWith("vd") || device.equals(entry.group(3)))) {
      return line;
    }
    // What Xen gave as a partition is a whole disk now.
    String part = target.get().partition() == 0 || entry.group(5) == null ? "" : entry.group(5);
    return "IDTYPE=devname IDNAME=" + device + " DEVNAME=" + device + " " + entry.group(4) + part + entry.group(6);
  }
}
