package org.xen2kvm.guestfix.fix.cmdline;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.guestfix.bootloader.Grub2Config;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * Makes GRUB 2's entries start their kernels with KVM's disks and console, in the configuration itself: running its generator in
 * the appliance would write the appliance's names of the disks.
 */
final class Grub2ConfigKernelLines implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-grub2-config",
      "Starts GRUB 2's kernels with KVM's disks and console",
      """
      The linux lines of grub.cfg name Xen's disks and its console. They are edited where they stand, in every entry and in what \
      people added (custom.cfg, /etc/grub.d); grub-mkconfig is not run, because in the appliance it writes the appliance's names \
      (root=/dev/sda1). What it reads is edited alike by cmdline-grub2-defaults, so that the guest's own next run gives the same.
      """,
      "SUSE Virtualization Guide, G4 and G6", "Measured: grub-mkconfig in the appliance wrote root=/dev/sda1 and sdb1");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    BootConfigFiles files = new BootConfigFiles(guest, context);
    List<GuestPath> configs = new ArrayList<>(files.grub2());
    configs.addAll(files.grub2Custom());
    for (GuestPath config : configs) {
      guest.edit(config, text -> Grub2Config.parse(text).editCommandLines(kvm::whole).text(), KvmKernelParameters.REASON);
      kvm.tell(config);
    }
  }
}
