package org.xen2kvm.guestfix.fix.cmdline;

import java.util.regex.Pattern;
import org.xen2kvm.guestfix.bootloader.BlsEntry;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Makes the entries of the Boot Loader Specification start their kernels with KVM's disks and console; their variables stay. */
final class LoaderEntryOptions implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-loader-entries",
      "Starts the kernels of loader entries with KVM's disks and console",
      """
      Red Hat's systems since RHEL 8 and systemd-boot keep each entry in loader/entries/*.conf; grub.cfg says nothing about \
      them. $kernelopts and $tuned_params stay: the former is mended in grubenv by cmdline-grubenv.
      """,
      "The Boot Loader Specification", "RHEL 8: /usr/lib/kernel/install.d/20-grub.install");

  /** The rest of the line then comes from grubenv. */
  private static final Pattern KERNELOPTS = Pattern.compile("\\$\\{?kernelopts\\b");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    for (GuestPath file : new BootConfigFiles(guest, context).loaderEntries()) {
      guest.edit(file, text -> edited(text, kvm), KvmKernelParameters.REASON);
      kvm.tell(file);
    }
  }

  private static String edited(String text, KvmKernelParameters kvm) {
    BlsEntry entry = BlsEntry.parse("", text);
    String options = entry.entry().cmdline();
    boolean initramfs = !entry.entry().initrds().isEmpty();
    boolean whole = !KERNELOPTS.matcher(options).find() && entry.optionLines() == 1;
    return entry.editOptions(line -> whole ? kvm.whole(line, initramfs) : kvm.part(line, initramfs)).text();
  }
}
