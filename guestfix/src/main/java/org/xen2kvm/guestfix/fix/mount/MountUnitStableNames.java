package org.xen2kvm.guestfix.fix.mount;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.XenDeviceName;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines.Line;
import org.xen2kvm.guestfix.text.TextLines;

/** Lets the administrator's own mount and swap units of systemd name filesystems by UUID. */
final class MountUnitStableNames implements Fix {
  private static final GuestPath UNITS = GuestPath.of("/etc/systemd/system");
  private static final int MOST_UNITS = 512;
  private static final Pattern WHAT = Pattern.compile("(\\s*What\\s*=\\s*)(\\S+)(\\s*)");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("mount-unit-stable-names", "Mounts what systemd's units name by UUID",
        """
        What=/dev/xvda3 in a unit of /etc/systemd/system waits for a device that never comes under KVM. It becomes the path \
        that udev gives the UUID, because older versions of systemd wait for no UUID= there; without a UUID, the name under \
        KVM. A swap unit is called after its device, so it gets a new name, and those who want it with it. Lines of fstab are \
        fstab-stable-names'.""",
        "systemd.mount(5)", "systemd.swap(5): units must be named after the devices");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    KvmDevices devices = new KvmDevices(context);
    FewFindings findings = new FewFindings(context);
    for (String name : guest.list(UNITS).stream().limit(MOST_UNITS).toList()) {
      GuestPath unit = UNITS.resolve(name);
      if (name.endsWith(".mount")) {
        edit(guest, unit, devices, findings);
      } else if (name.endsWith(".mount.d")) {
        guest.list(unit).stream().filter(part -> part.endsWith(".conf")).limit(MOST_UNITS)
            .forEach(part -> edit(guest, unit.resolve(part), devices, findings));
      } else if (name.endsWith(".swap") && guest.link(unit).isEmpty()) {
        rename(guest, name, devices, findings);
      }
    }
  }

  private static void edit(GuestEditor guest, GuestPath file, KvmDevices devices, FewFindings findings) {
    guest.edit(file, text -> edited(text, file, devices, findings),
        "Xen's names of disks do not exist under KVM; a UUID finds the same filesystem under both");
  }

  private static String edited(String text, GuestPath file, KvmDevices devices, FewFindings findings) {
    return TextLines.map(text, line -> {
      Matcher what = WHAT.matcher(line.text());
      if (!what.matches()) {
        return Optional.of(line.text());
      }
      Optional<String> path = devices.path(what.group(2));
      if (path.isEmpty() && XenDeviceName.of(what.group(2)).isPresent()) {
        sayUnknown(line, file, what.group(2), findings);
      }
      return Optional.of(path.map(device -> what.group(1) + device + what.group(3)).orElse(line.text()));
    });
  }

  private static void sayUnknown(Line line, GuestPath file, String device, FewFindings findings) {
    findings.warn(line.in(file), device + " is none of the guest's disks",
        "Give the guest that disk too, or disable the unit: what needs it fails at each boot.");
  }

  // ---- swap units

  private static void rename(GuestEditor guest, String name, KvmDevices devices, FewFindings findings) {
    GuestPath unit = UNITS.resolve(name);
    String before = guest.text(unit).orElse("");
    String after = edited(before, unit, devices, findings);
    Optional<String> device = device(after);
    if (after.equals(before) || device.isEmpty()) {
      return;
    }
    String renamed = SystemdUnitName.ofPath(device.get()) + ".swap";
    if (renamed.equals(name) || guest.exists(UNITS.resolve(renamed).value())) {
      return;
    }
    String reason = "A swap unit is called after its device, and Xen's name of it does not exist under KVM";
    guest.write(UNITS.resolve(renamed), after, reason);
    guest.remove(unit, reason);
    for (String directory : guest.list(UNITS).stream().limit(MOST_UNITS).toList()) {
      GuestPath link = UNITS.resolve(directory).resolve(name);
      boolean wants = directory.endsWith(".wants") || directory.endsWith(".requires");
      Optional<String> target = wants ? guest.link(link) : Optional.empty();
      if (target.isPresent()) {
        guest.remove(link, reason);
        guest.link(UNITS.resolve(directory).resolve(renamed), UNITS.resolve(renamed).value(), reason);
      }
    }
  }

  private static Optional<String> device(String unit) {
    List<String> named = TextLines.of(unit).stream().map(line -> WHAT.matcher(line.text())).filter(Matcher::matches)
        .map(what -> what.group(2)).toList();
    return named.size() == 1 && named.get(0).startsWith("/dev/") ? Optional.of(named.get(0)) : Optional.empty();
  }
}
