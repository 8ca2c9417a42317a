package org.xen2kvm.guestfix.fix.cmdline;

import java.util.Optional;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Makes GRUB 2's generator name the root by UUID again, where an image for Xen turned that off. */
final class Grub2StableRootNames implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "grub2-uuid-names",
      "Generates GRUB 2's entries with the root's UUID",
      """
      GRUB_DISABLE_LINUX_UUID=true makes grub-mkconfig write the device's name of the moment: images for Xen set it so that \
      pygrub's guests get root=/dev/xvda1. The entries name the UUID now (cmdline-grub2-config), and so does the next \
      generated configuration. Left alone where no kernel has an initramfs, which alone understands UUIDs.
      """,
      "GNU GRUB manual, Simple configuration handling");

  private static final String SWITCH = "GRUB_DISABLE_LINUX_UUID";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    boolean initramfs = context.inspection().kernels().isEmpty()
        || context.inspection().kernels().stream().map(GuestKernel::initramfs).anyMatch(Optional::isPresent);
    if (!KvmKernelParameters.concern(context) || !initramfs) {
      return;
    }
    for (GuestPath file : new BootConfigFiles(guest, context).grub2Defaults()) {
      guest.edit(file, Grub2StableRootNames::edited,
          "The name of the root's device is another one under KVM; its UUID stays");
    }
  }

  private static String edited(String text) {
    ShellAssignments assignments = ShellAssignments.parse(text);
    boolean off = assignments.value(SWITCH).filter("true"::equals).isPresent();
    // A line that does something else as well cannot be taken out, only changed.
    return off ? assignments.without(SWITCH).editWritten(left -> left.name().equals(SWITCH), value -> "false").text() : text;
  }
}
