package org.xen2kvm.guestfix.fix.cmdline;

import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Makes the command line that kernel-install gives to the guest's next kernels fit KVM. */
final class KernelInstallCommandLine implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-kernel-install",
      "Gives the guest's next kernels KVM's disks and console",
      """
      kernel-install writes the entry of a new kernel with /etc/kernel/cmdline. Where that has Xen's names, the guest would stop \
      booting at its first kernel update. /usr/lib/kernel/cmdline belongs to a package and is only reported.
      """,
      "systemd: kernel-install(8)");

  private static final GuestPath LOCAL = GuestPath.of("/etc/kernel/cmdline");
  private static final GuestPath VENDOR = GuestPath.of("/usr/lib/kernel/cmdline");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    guest.edit(LOCAL, text -> kvm.whole(text, true), KvmKernelParameters.REASON);
    kvm.tell(LOCAL);
    boolean vendorsCounts = guest.text(LOCAL).isEmpty();
    if (vendorsCounts && guest.text(VENDOR).filter(text -> !kvm.part(text, true).equals(text)).isPresent()) {
      context.warn(VENDOR.value(), "A package gives new kernels parameters for Xen",
          "Write the command line for KVM to /etc/kernel/cmdline, which is read instead.");
    }
  }
}
