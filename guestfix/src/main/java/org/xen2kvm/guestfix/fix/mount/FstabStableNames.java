package org.xen2kvm.guestfix.fix.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.device.XenDeviceName;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines.Line;
import org.xen2kvm.guestfix.text.TextLines;

/** Names filesystems and swap space in fstab by UUID, so that they are found under Xen's and KVM's names alike. */
final class FstabStableNames implements Fix {
  private static final GuestPath FSTAB = GuestPath.of("/etc/fstab");

  /** More drives than any machine has are somebody's joke. */
  private static final int MOST_DRIVES = 8;

  /** Options whose value is a device. */
  private static final Set<String> DEVICE_OPTIONS =
      Set.of("logdev", "rtdev", "device", "jdev", "journal_path", "x-systemd.requires");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("fstab-stable-names", "Mounts filesystems and swap space by UUID",
        """
        A name of Xen's, /dev/xvda2, does not exist under KVM: the mount fails, and systemd stops in emergency mode. Names of \
        the guest's disks become UUID= of the filesystem or swap space that is there, found by the disk's target and not by \
        its place in the definition; where there is no UUID, or a copy has the same, the name under KVM. Labels, logical \
        volumes, arrays and network filesystems stay. Mount units are mount-unit-stable-names', root= is the boot loader's.""",
        "SUSE guide G3", "fstab(5)", "systemd.mount(5): nofail, noauto");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    Table table = new Table(context);
    guest.edit(FSTAB, text -> TextLines.map(text, line -> Optional.of(table.edited(line))),
        "Xen's names of disks do not exist under KVM; a UUID finds the same filesystem under both");
  }

  /** One reading of the table. */
  private static final class Table {
    private final FewFindings findings;
    private final KvmDevices devices;
    private final List<String> drives = new ArrayList<>();

    Table(FixContext context) {
      this.findings = new FewFindings(context);
      this.devices = new KvmDevices(context);
    }

    String edited(Line line) {
      TableLine fields = TableLine.of(line.text());
      if (line.isBlankOrComment() || fields.fields().size() < 3) {
        return line.text();
      }
      String device = fields.get(0);
      String replacement = isOpticalDrive(fields) ? drive(line, fields) : replacement(line, fields);
      TableLine named = replacement.equals(device) ? fields : fields.with(0, replacement);
      String options = options(named.get(3));
      return options.equals(named.get(3)) ? named.text() : named.with(3, options).text();
    }

    private String replacement(Line line, TableLine fields) {
      String device = fields.get(0);
      Optional<String> name = XenDeviceName.of(device);
      Optional<String> stable = devices.tag(device);
      if (name.isPresent() && stable.isEmpty()) {
        sayUnknown(line, fields, name.get());
      }
      return stable.orElse(device);
    }

    private void sayUnknown(Line line, TableLine fields, String name) {
      String message = fields.get(0) + " is none of the guest's disks";
      List<String> options = List.of(fields.get(3).split(","));
      boolean overTheNetwork = options.contains("_netdev") && !name.startsWith("xvd");
      if (overTheNetwork) {
        return;
      }
      if (options.contains("noauto") || options.contains("nofail")) {
        findings.note(line.in(FSTAB), message);
      } else {
        findings.warn(line.in(FSTAB), message,
            "Give the guest that disk too, or remove the line or add the option nofail: a system with systemd stops in emergency "
                + "mode when a mount fails.");
      }
    }

    // ---- optical drives

    private boolean isOpticalDrive(TableLine fields) {
      String device = fields.get(0);
      List<String> types = List.of(fields.get(2).split(","));
      String at = fields.get(1);
      boolean optical = types.contains("iso9660") || types.contains("udf")
          || (types.contains("auto") && (at.contains("cdrom") || at.contains("dvd")));
      // An ISO image can be given to a guest as a disk.
      return optical && XenDeviceName.of(device).isPresent()
          && devices.volume(device).map(Volume::type).filter(type -> type.equals("iso9660") || type.equals("udf")).isEmpty();
    }

    private String drive(Line line, TableLine fields) {
      String device = fields.get(0);
      if (!device.startsWith("/dev/xvd")) {
        findings.note(line.in(FSTAB), device + " is a CD drive, which most kernels name /dev/sr0 under KVM");
        return device;
      }
      if (!drives.contains(device) && drives.size() < MOST_DRIVES) {
        drives.add(device);
      }
      int number = drives.indexOf(device);
      return number < 0 ? device : "/dev/sr" + number;
    }

    // ---- options

    private String options(String options) {
      if (!options.contains("=/dev/")) {
        return options;
      }
      String[] parts = options.split(",", -1);
      for (int i = 0; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0 && DEVICE_OPTIONS.contains(parts[i].substring(0, equals))) {
          // An external log has no UUID, and the members of a btrfs share one: the kernel's name is the only one.
          String key = parts[i].substring(0, equals + 1);
          parts[i] = devices.kernelName(parts[i].substring(equals + 1)).map(key::concat).orElse(parts[i]);
        }
      }
      return String.join(",", parts);
    }
  }
}
