package org.xen2kvm.converter.rule.boot;

import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.RuleContext;

/** Tells that a guest which Xen started without a boot loader of its own needs one now. */
final class BootLoaderNeeded {
  private BootLoaderNeeded() {}

  /**
   * Warns, unless the guest is known to have a boot loader.
   *
   * @param how how Xen came by the guest's kernel; the beginning of a sentence
   */
  static void warn(Element where, RuleContext context, String how) {
    Optional<Boolean> present = context.guest().bootLoaderInMbr();
    if (present.isPresent() && present.get()) {
      return;
    }
    String known = present.isPresent() ? "and this guest has none" : "and this guest may have none";
    String disk = context.disks().bootDisk().map(context.disks()::guestName).orElse("its boot disk");
    context.warn(
        where,
        how + "; KVM's firmware needs a boot loader on the boot disk, " + known,
        "Install a boot loader (grub-install to " + disk + ") and a kernel that runs without Xen before the first"
            + " start, or name a kernel and initrd of the KVM host in the definition.");
  }
}
