package org.xen2kvm.guestfix.fix.cmdline;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.text.ShellAssignments;
import org.xen2kvm.guestfix.text.ShellAssignments.Assignment;
import org.xen2kvm.guestfix.text.ShellAssignments.Quoting;

/**
 * Makes every command line variable of GRUB 2's generator fit KVM, so that the guest's next grub-mkconfig gives what the
 * configuration says now.
 */
final class Grub2DefaultParameters implements CommandLineFix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "cmdline-grub2-defaults",
      "Generates GRUB 2's entries with KVM's disks and console",
      """
      grub-mkconfig makes each entry of GRUB_CMDLINE_LINUX, _DEFAULT, _RECOVERY and their like in /etc/default/grub and \
      /etc/default/grub.d: all are edited, root=, resume= and disk= as well as the console. GRUB_CMDLINE_XEN is for Xen's \
      hypervisor and stays. The configuration that is there is edited by cmdline-grub2-config.
      """,
      "SUSE Virtualization Guide, G4", "GNU GRUB manual, Simple configuration handling",
      "Peers search only the first of the variables for a console and leave root= alone");

  private static final String EVERY_ENTRY = "GRUB_CMDLINE_LINUX";
  private static final String USUAL_ENTRY = "GRUB_CMDLINE_LINUX_DEFAULT";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm) {
    List<GuestPath> files = new BootConfigFiles(guest, context).grub2Defaults();
    boolean initramfs = context.inspection().kernels().isEmpty()
        || context.inspection().kernels().stream().map(GuestKernel::initramfs).anyMatch(Optional::isPresent);
    for (GuestPath file : files) {
      guest.edit(file, text -> ShellAssignments.parse(text)
          .editWritten(Grub2DefaultParameters::isForLinux, value -> kvm.part(value, initramfs)).text(),
          KvmKernelParameters.REASON);
      kvm.tell(file);
      tellWhatCannotBeEdited(guest, context, kvm, file, initramfs);
    }
    addConsoles(guest, kvm, files);
  }

  private static boolean isForLinux(Assignment assignment) {
    return assignment.name().startsWith("GRUB_CMDLINE_") && !assignment.name().startsWith("GRUB_CMDLINE_XEN");
  }

  private static void tellWhatCannotBeEdited(
      GuestEditor guest, FixContext context, KvmKernelParameters kvm, GuestPath file, boolean initramfs) {
    for (Assignment assignment : ShellAssignments.parse(guest.text(file).orElse("")).all()) {
      boolean left = isForLinux(assignment) && assignment.quoting() == Quoting.MIXED
          && !kvm.part(assignment.value(), initramfs).equals(assignment.value());
      if (left) {
        context.warn(file + ":" + assignment.line(), assignment.name() + " is put together of several pieces and was left alone",
            "Write it as one piece in quotes: " + kvm.part(assignment.value(), initramfs));
      }
    }
  }

  /** Xen's kernels find their console unasked, so that it may be named nowhere. */
  private static void addConsoles(GuestEditor guest, KvmKernelParameters kvm, List<GuestPath> files) {
    String consoles = kvm.consoles();
    GuestPath place = null;
    for (GuestPath file : files) {
      ShellAssignments assignments = ShellAssignments.parse(guest.text(file).orElse(""));
      for (Assignment assignment : assignments.all()) {
        boolean counts = assignment.name().equals(EVERY_ENTRY) || assignment.name().equals(USUAL_ENTRY);
        if (counts && KernelCommandLine.parse(assignment.written()).has("console")) {
          return;
        }
        boolean editable = assignment.name().equals(EVERY_ENTRY) && !assignment.appends();
        place = place == null || editable ? file : place;
      }
    }
    if (place == null || consoles.isEmpty()) {
      return;
    }
    guest.edit(place, text -> {
      ShellAssignments assignments = ShellAssignments.parse(text);
      boolean[] done = {false};
      String edited = assignments.editWritten(
          assignment -> assignment.name().equals(EVERY_ENTRY) && !assignment.appends(),
          value -> {
            done[0] = true;
            return KernelCommandLine.parse(value).plus(consoles).toString();
          }).text();
      return done[0] || assignments.value(EVERY_ENTRY).isPresent() ? edited : assignments.with(EVERY_ENTRY, consoles).text();
    }, "A kernel finds Xen's console unasked, and the serial console only when it is named");
  }
}
