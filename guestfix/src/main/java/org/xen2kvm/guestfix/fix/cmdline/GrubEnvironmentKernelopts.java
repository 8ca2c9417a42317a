package org.xen2kvm.guestfix.fix.cmdline;

import java.util.Optional;
import org.xen2kvm.guestfix.bootloader.GrubEnvironment;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Makes {@code kernelopts} in GRUB's environment fit KVM; the block keeps its size, because GRUB writes into it in place. */
final class GrubEnvironmentKernelopts implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-grubenv",
      "Starts RHEL 8's kernels with KVM's disks and console",
      """
      RHEL 8 and its like keep the command line of all entries as kernelopts in grubenv. The block stays exactly as large as \
      it is, filled up with #; GRUB ignores it otherwise.
      """,
      "RHEL 8: grub2-editenv, kernelopts");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    for (GuestPath file : new BootConfigFiles(guest, context).grubenv()) {
      Optional<GrubEnvironment> environment = guest.text(file).flatMap(GrubEnvironment::parse);
      Optional<String> options = environment.flatMap(block -> block.value("kernelopts"));
      if (environment.isEmpty() || options.isEmpty()) {
        continue;
      }
      String mapped = kvm.whole(options.get(), true);
      if (mapped.equals(options.get())) {
        continue;
      }
      Optional<GrubEnvironment> edited = environment.get().with("kernelopts", mapped);
      if (edited.isPresent()) {
        guest.edit(file, text -> edited.get().text(), KvmKernelParameters.REASON);
      } else {
        context.warn(file.value(), "GRUB's environment block is too small for the new kernelopts",
            "Shorten it with grub2-editenv to: " + mapped);
      }
      kvm.tell(file);
    }
  }
}
