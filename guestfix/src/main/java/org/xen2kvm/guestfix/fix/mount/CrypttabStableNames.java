package org.xen2kvm.guestfix.fix.mount;

import java.util.Optional;
import org.xen2kvm.guestfix.device.XenDeviceName;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.text.TextLines.Line;
import org.xen2kvm.guestfix.text.TextLines;

/** Names encrypted volumes in crypttab by the UUID of their LUKS header, and others by their name under KVM. */
final class CrypttabStableNames implements Fix {
  private static final GuestPath CRYPTTAB = GuestPath.of("/etc/crypttab");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("crypttab-stable-names", "Opens encrypted volumes by UUID",
        """
        An encrypted volume that crypttab knows by a name of Xen's is not found under KVM, and what is mounted from it \
        neither. A LUKS volume gets the UUID of its header. A volume without a header, such as swap space with a new random \
        key at each boot, gets its name under KVM, because the next boot overwrites whatever UUID it shows. A device that \
        holds the key follows. rd.luks on the kernel's command line is the boot loader's.""",
        "crypttab(5)", "Debian cryptsetup: passdev");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    KvmDevices devices = new KvmDevices(context);
    FewFindings findings = new FewFindings(context);
    guest.edit(CRYPTTAB, text -> TextLines.map(text, line -> {
      TableLine fields = TableLine.of(line.text());
      if (line.isBlankOrComment() || fields.fields().size() < 2) {
        return Optional.of(line.text());
      }
      String device = fields.get(1);
      Optional<String> named = device(device, devices, context);
      if (named.isEmpty() && XenDeviceName.of(device).isPresent()) {
        sayUnknown(line, device, findings);
      }
      TableLine edited = named.isPresent() && !named.get().equals(device) ? fields.with(1, named.get()) : fields;
      String key = key(edited.get(2), devices);
      return Optional.of(key.equals(edited.get(2)) ? edited.text() : edited.with(2, key).text());
    }), "Xen's names of disks do not exist under KVM; the UUID of the LUKS header finds the same volume under both");
  }

  private static Optional<String> device(String device, KvmDevices devices, FixContext context) {
    if (devices.volume(device).filter(Volume::isLuks).isEmpty()) {
      return devices.kernelName(device);
    }
    // Old start scripts know no UUID= here, but every system with udev knows the path.
    GuestSystem system = context.inspection().system();
    boolean tags = system.init() == GuestSystem.InitSystem.SYSTEMD || system.isDebian();
    return tags ? devices.tag(device) : devices.path(device);
  }

  private static void sayUnknown(Line line, String device, FewFindings findings) {
    findings.warn(line.in(CRYPTTAB), device + " is none of the guest's disks",
        "Give the guest that disk too, or remove the line here and its mount in /etc/fstab.");
  }

  /** A key's device may stand alone, before {@code :/file} (Debian) or behind {@code /file:} (systemd). */
  private static String key(String key, KvmDevices devices) {
    if (!key.contains("/dev/") || XenDeviceName.of(key).isPresent()) {
      return devices.path(key).orElse(key);
    }
    String[] parts = key.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = devices.path(parts[i]).orElse(parts[i]);
    }
    return String.join(":", parts);
  }
}
