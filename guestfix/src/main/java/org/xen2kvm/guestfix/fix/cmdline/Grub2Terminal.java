package org.xen2kvm.guestfix.fix.cmdline;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
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

      A domain without a graphics card, as most paravirtual ones become, has another trap: GRUB 2.06 told to use its graphical \
      terminal, which grub-mkconfig does where nothing else is said, stops for ever at "Welcome to GRUB!". Under Xen nobody saw \
      that, since pygrub or pv-grub read the menu. The serial port takes its place, so that the menu is seen by virsh console.
      """,
      "GNU GRUB manual, terminal_output",
      "measured: GRUB 2.06 under QEMU 7.2 with -vga none and terminal_output gfxterm");

  private static final Set<String> TERMINALS = Set.of("GRUB_TERMINAL", "GRUB_TERMINAL_INPUT", "GRUB_TERMINAL_OUTPUT");

  private static final String REASON = "The domain has no graphics card, and GRUB would wait for one for ever";

  private static final String SERIAL_COMMAND = "serial --unit=0 --speed=115200";

  /** As grub-mkconfig writes it; in a line of its own. */
  private static final Pattern GRAPHICAL = Pattern.compile("(?m)^([ \\t]*)terminal_output[ \\t]+gfxterm[ \\t]*$");

  private static final String SERIAL_LINES =
      "$1" + SERIAL_COMMAND + "\n$1terminal_input serial console\n$1terminal_output serial console";

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
    if (!context.hardware().display()) {
      leaveGraphics(guest, context);
    }
  }

  private static void leaveGraphics(GuestEditor guest, FixContext context) {
    BootConfigFiles files = new BootConfigFiles(guest, context);
    boolean serial = context.hardware().console().filter("ttyS0"::equals).isPresent();
    boolean graphical = false;
    for (GuestPath config : files.grub2()) {
      graphical |= guest.text(config).filter(text -> GRAPHICAL.matcher(text).find()).isPresent();
      guest.edit(config, text -> GRAPHICAL.matcher(text).replaceAll(serial ? SERIAL_LINES : "$1terminal_output console"), REASON);
    }
    GuestPath defaults = GuestPath.of("/etc/default/grub");
    if (graphical && guest.text(defaults).isPresent()) {
      guest.edit(defaults, text -> {
        ShellAssignments all = ShellAssignments.parse(text).without("GRUB_TERMINAL_OUTPUT").without("GRUB_TERMINAL_INPUT")
            .with("GRUB_TERMINAL", serial ? "serial console" : "console");
        return (serial ? all.with("GRUB_SERIAL_COMMAND", SERIAL_COMMAND) : all).text();
      }, REASON);
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
