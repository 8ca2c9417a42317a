package org.xen2kvm.guestfix.fix.cmdline;

import org.xen2kvm.guestfix.bootloader.GrubLegacyMenu;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * Makes GRUB Legacy's entries start their kernels with KVM's disks and console: every entry, because a person may choose any, and
 * Debian's magic comments, from which update-grub writes the entries anew. Entries of Xen's hypervisor stay.
 */
final class GrubLegacyKernelLines implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-grub-legacy",
      "Starts GRUB Legacy's kernels with KVM's disks and console",
      """
      The kernel lines of menu.lst and grub.conf name Xen's disks and its console, which KVM does not have: the kernel finds \
      no root, or says nothing. Each entry is changed, and Debian's "# kopt=" comments. Which entry is started is decided by \
      default-kernel.
      """,
      "SUSE Virtualization Guide, G4", "Debian: update-grub(8) of grub-legacy");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    for (GuestPath menu : new BootConfigFiles(guest, context).grubLegacy()) {
      guest.edit(menu, text -> edited(text, kvm), KvmKernelParameters.REASON);
      kvm.tell(menu);
    }
  }

  private static String edited(String text, KvmKernelParameters kvm) {
    GrubLegacyMenu menu = GrubLegacyMenu.parse(text).editCommandLines(kvm::whole);
    boolean[] console = {false};
    menu.editMagicComments((name, value) -> {
      console[0] |= name.equals("defoptions") && KernelCommandLine.parse(value).has("console");
      return value;
    });
    return menu.editMagicComments((name, value) -> switch (name) {
      case "defoptions", "altoptions", "xenkopt" -> kvm.part(value, true);
      default -> !isKernelOptions(name) ? value : console[0] ? kvm.part(value, true) : kvm.whole(value, true);
    }).text();
  }

  /** Debian has {@code kopt} for all kernels, and {@code kopt_2_6} and so on for some. */
  private static boolean isKernelOptions(String name) {
    return name.equals("kopt") || name.startsWith("kopt_");
  }
}
