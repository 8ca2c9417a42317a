package org.xen2kvm.guestfix.fix.cmdline;

import java.util.Set;
import org.xen2kvm.guestfix.bootloader.ExtlinuxConfig;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Makes extlinux and syslinux start their kernels with KVM's disks and console, and the next generated configuration as well. */
final class ExtlinuxAppendLines implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-extlinux",
      "Starts extlinux's kernels with KVM's disks and console",
      """
      The append lines of extlinux.conf name Xen's disks and its console. Debian's /etc/default/extlinux and Alpine's \
      /etc/update-extlinux.conf, from which the file is generated, are edited alike.
      """,
      "Debian: extlinux-update(8)", "Alpine Linux: update-extlinux");

  private static final GuestPath DEBIAN = GuestPath.of("/etc/default/extlinux");
  private static final GuestPath ALPINE = GuestPath.of("/etc/update-extlinux.conf");
  private static final Set<String> PARTS = Set.of("EXTLINUX_ROOT");
  private static final Set<String> WHOLE = Set.of("EXTLINUX_PARAMETERS", "default_kernel_opts");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    for (GuestPath config : new BootConfigFiles(guest, context).extlinux()) {
      guest.edit(config, text -> ExtlinuxConfig.parse(text).editCommandLines(kvm::whole).text(), KvmKernelParameters.REASON);
      kvm.tell(config);
    }
    for (GuestPath defaults : new GuestPath[] {DEBIAN, ALPINE}) {
      guest.edit(defaults, text -> edited(text, kvm), KvmKernelParameters.REASON);
      kvm.tell(defaults);
    }
  }

  private static String edited(String text, KvmKernelParameters kvm) {
    return ShellAssignments.parse(text)
        .editWritten(assignment -> PARTS.contains(assignment.name()), value -> kvm.part(value, true))
        .editWritten(assignment -> WHOLE.contains(assignment.name()), value -> kvm.whole(value, true))
        .editWritten(assignment -> assignment.name().equals("root"),
            value -> kvm.part("root=" + value, true).substring("root=".length()))
        .text();
  }
}
