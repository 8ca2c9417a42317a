package org.xen2kvm.guestfix.fix.boot;

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
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Makes the boot loaders' tools find the disks under KVM: device.map, and where distributions say on which disk GRUB is. */
final class DeviceMapNames implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "device-map",
      "Names KVM's disks to GRUB's tools",
      """
      device.map says which disk GRUB's tools mean by (hd0). With /dev/xvda in it, grub-install and a kernel update's scripts \
      fail with "unknown device". SUSE's grub_installdevice and Red Hat's /etc/sysconfig/grub name the same disk and are \
      edited alike. What the menu itself says is edited by the cmdline fixes.
      """,
      "SUSE Virtualization Guide, G5");

  private static final List<GuestPath> FILES = List.of(
      GuestPath.of("/boot/grub/device.map"), GuestPath.of("/boot/grub2/device.map"), GuestPath.of("/boot/grub2-efi/device.map"),
      GuestPath.of("/etc/default/grub_installdevice"));
  private static final GuestPath RED_HAT = GuestPath.of("/etc/sysconfig/grub");
  private static final Pattern DEVICE = Pattern.compile("(?<![^\\s])/dev/[A-Za-z0-9_./:+-]{1,200}(?![^\\s])");
  private static final String REASON = "The disk has another name under KVM";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (GuestPath file : FILES) {
      guest.edit(file, text -> {
        Matcher matcher = DEVICE.matcher(text);
        return matcher.replaceAll(device -> Matcher.quoteReplacement(kvm(device.group(), context)));
      }, REASON);
    }
    guest.edit(RED_HAT, text -> ShellAssignments.parse(text)
        .editWritten(assignment -> assignment.name().equals("boot"), value -> kvm(value, context)).text(), REASON);
  }

  private static String kvm(String device, FixContext context) {
    // These tools want the disk itself, now: no UUID.
    Optional<String> name = XenDeviceName.of(device).filter(known -> !known.startsWith("vd")).flatMap(context::kvmName);
    return name.map(known -> "/dev/" + known).orElse(device);
  }
}
