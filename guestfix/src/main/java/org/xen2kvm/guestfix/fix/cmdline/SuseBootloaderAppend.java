package org.xen2kvm.guestfix.fix.cmdline;

import java.util.Set;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Makes the parameters fit KVM that SUSE's perl-Bootloader gives to the next kernel's entry. */
final class SuseBootloaderAppend implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-suse-bootloader",
      "Gives the next kernels of SLES 10 and 11 KVM's disks and console",
      """
      SUSE's perl-Bootloader writes the entry of a new kernel with DEFAULT_APPEND and FAILSAFE_APPEND of \
      /etc/sysconfig/bootloader: the first kernel update would bring Xen's names back. XEN_* are for Xen's hypervisor and \
      stay.
      """,
      "SLES 11: /etc/sysconfig/bootloader");

  private static final GuestPath FILE = GuestPath.of("/etc/sysconfig/bootloader");
  private static final Set<String> LINES = Set.of("DEFAULT_APPEND", "FAILSAFE_APPEND");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    guest.edit(FILE, text -> ShellAssignments.parse(text).editWritten(
        assignment -> LINES.contains(assignment.name()) && !assignment.value().isBlank(),
        value -> kvm.whole(value, true)).text(), KvmKernelParameters.REASON);
    kvm.tell(FILE);
  }
}
