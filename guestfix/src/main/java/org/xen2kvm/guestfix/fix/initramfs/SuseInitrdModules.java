package org.xen2kvm.guestfix.fix.initramfs;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.initramfs.ModuleWords.XenKind;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.ShellAssignments;
import org.xen2kvm.guestfix.text.ShellAssignments.Assignment;

/** Makes the initrd of SUSE's next kernels hold virtio. */
final class SuseInitrdModules implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "initramfs-config-suse",
      "Lists virtio for SUSE's mkinitrd",
      """
      mkinitrd of SLES 10 and 11 loads the modules of INITRD_MODULES in /etc/sysconfig/kernel: xenblk and xennet become \
      virtio_blk, virtio_pci, virtio_net and virtio_balloon, and where none was named they are added. DOMU_INITRD_MODULES is \
      for Xen's own guests and stays. SLES 12 and later have dracut (initramfs-config-dracut); there Xen's drivers are \
      replaced and nothing is added.
      """,
      "SUSE Virtualization Guide, G2", "A peer never cleaned the variable, because it asked for it under a wrong path");

  private static final GuestPath FILE = GuestPath.of("/etc/sysconfig/kernel");
  private static final String VARIABLE = "INITRD_MODULES";

  /** The guide's list, in its order. */
  private static final List<String> VIRTIO = List.of("virtio_blk", "virtio_pci", "virtio_net", "virtio_balloon");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    if (VirtioDrivers.concern(context)) {
      boolean adds = GeneratorCommand.hasSuseMkinitrd(guest);
      guest.edit(FILE, text -> edited(text, adds),
          "The initrd of the guest's next kernel must hold KVM's drivers instead of Xen's");
    }
  }

  private static String edited(String text, boolean adds) {
    ShellAssignments edited = ShellAssignments.parse(text).editWritten(
        assignment -> assignment.name().equals(VARIABLE),
        value -> new ModuleWords(value).withoutXens(kind -> kind == XenKind.OTHER ? List.of() : VIRTIO).text());
    boolean lacks = edited.value(VARIABLE).map(ModuleWords::new)
        .filter(modules -> !modules.has("virtio_blk") || !modules.has("virtio_pci")).isPresent();
    if (!adds || !lacks) {
      return edited.text();
    }
    int last = edited.all().stream().filter(assignment -> assignment.name().equals(VARIABLE))
        .mapToInt(Assignment::start).max().orElse(-1);
    return edited.editWritten(
        assignment -> assignment.start() == last, value -> new ModuleWords(value).with(VIRTIO).text()).text();
  }

  /** Returns whether the variable is there at all: Red Hat has a file of that name for other things. */
  static boolean isThere(GuestEditor guest) {
    return guest.text(FILE).flatMap(text -> ShellAssignments.parse(text).value(VARIABLE)).isPresent();
  }

  /** Returns the modules that mkinitrd would load, as the guest will have them configured. */
  static List<String> modules(GuestEditor guest) {
    return guest.text(FILE).flatMap(text -> ShellAssignments.parse(text).value(VARIABLE)).map(ModuleWords::new)
        .map(ModuleWords::words).orElse(List.of());
  }
}
