package org.xen2kvm.guestfix.fix.cmdline;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Makes GRUB 2's own terminal one that a PC has. */
final class Grub2Terminal implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "grub2-terminal",
      "Shows GRUB 2's menu on a terminal that a PC has",
      """
      GRUB_TERMINAL=hvc0 and the like are accepted by nothing that runs on a PC: the generated configuration would stop with an \
      unknown terminal. The console takes its place. What the kernel writes to is not decided here but by cmdline-grub2-defaults.
      """,
      "GNU GRUB manual, terminal_output");

  private static final Set<String> TERMINALS = Set.of("GRUB_TERMINAL", "GRUB_TERMINAL_INPUT", "GRUB_TERMINAL_OUTPUT");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    if (!KvmKernelParameters.concern(context)) {
      return;
    }
    for (GuestPath file : new BootConfigFiles(guest, context).grub2Defaults()) {
      guest.edit(file, text -> ShellAssignments.parse(text)
          .editWritten(assignment -> TERMINALS.contains(assignment.name()), Grub2Terminal::pcs).text(),
          "GRUB on a PC has no terminal of Xen's");
    }
  }

  private static String pcs(String terminals) {
    if (!terminals.matches("(?s).*\\b[hx]vc[0-9]*\\b.*")) {
      return terminals;
    }
    return Arrays.stream(terminals.strip().split("\\s+"))
        .map(word -> word.matches("[hx]vc[0-9]*") ? "console" : word).distinct().collect(Collectors.joining(" "));
  }
}
