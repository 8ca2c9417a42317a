package org.xen2kvm.guestfix.fix.console;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;

/** Lets init's table start the serial console's login, once, instead of a Xen console's. */
final class GettyInittab implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("getty-inittab",
      "Moves inittab's login from the Xen console to the serial console",
      """
      A getty on hvc0 or xvc0 ends at once under KVM, and init says "respawning too fast". Its line becomes one for ttyS0; a \
      second such line is removed, and so is the first where ttyS0 has a login already or the domain has no serial console. \
      getty and agetty keep their speed and terminal type and get -L, because an emulated line may give no carrier; mingetty \
      serves no serial lines, so agetty takes its place as in SUSE's own example. An id that names the Xen console or is that \
      of a virtual console becomes a free one of at most four characters.

      XenServer's guest tools comment the logins on tty1 to tty6 out when they are installed; where those tools were found and \
      no virtual console has a login, these lines are restored.
      """,
      "inittab(5)", "virt-v2v, removal of the Citrix guest utilities");

  private static final GuestPath INITTAB = GuestPath.of("/etc/inittab");
  private static final Pattern ENTRY = Pattern.compile("([^#:\\s]{1,14}):([^:]*):([^:]*):(.*)");
  private static final Pattern DISABLED_TTY = Pattern.compile("#[ \t]*(([1-6]):[0-9S]+:respawn:\\S*getty\\b[^:]*\\btty\\2\\b.*)");
  private static final Pattern VIRTUAL_CONSOLE = Pattern.compile("(?<![A-Za-z0-9])tty[1-9](?![0-9])");
  private static final Pattern FREE_TO_CHANGE = Pattern.compile("[0-9]{1,2}|.*(?:hvc|xvc|hv|xv|h[0-9]|x[0-9]|X[0-9]|H[0-9]).*");
  private static final int LONGEST_LINE = 1000;
  private static final String MOVED = "The login of the Xen console is offered on the serial console";
  private static final String GONE = "KVM has no Xen console, and init would say that its login respawns too fast";
  private static final String RESTORED = "XenServer's guest tools had taken the virtual consoles' logins away";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    Optional<String> text = guest.text(INITTAB);
    if (text.isEmpty()) {
      return;
    }
    Optional<String> serial = context.hardware().console();
    String moved = new Table(text.get()).withoutXen(serial, guest);
    guest.edit(INITTAB, before -> moved, serial.isPresent() ? MOVED : GONE);
    if (serial.isPresent() && text.get().contains("autologin") && !moved.contains("autologin")) {
      context.warn(INITTAB.value(), "The automatic login of mingetty on the Xen console is not kept on the serial console",
          "Add it to the line in the guest, if its agetty knows --autologin.");
    }
    restore(guest, context, moved);
  }

  private static void restore(GuestEditor guest, FixContext context, String moved) {
    boolean xenServer = context.inspection().xenTools().stream().map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.contains("xe-") || name.contains("xenserver") || name.contains("citrix"));
    if (xenServer) {
      guest.edit(INITTAB, before -> new Table(moved).withVirtualConsoles(), RESTORED);
    }
  }

  /** The lines of an inittab, each with its line end. */
  private static final class Table {
    private final List<String> lines;
    private final Set<String> ids = new HashSet<>();

    Table(String text) {
      this.lines = TextLines.of(text).stream().map(TextLines.Line::whole).toList();
      lines.stream().map(Table::entry).filter(Matcher::matches).forEach(entry -> ids.add(entry.group(1)));
    }

    private static Matcher entry(String line) {
      return ENTRY.matcher(line.length() > LONGEST_LINE ? "" : line.stripTrailing());
    }

    private static boolean isLogin(Matcher entry, String terminal) {
      String command = entry.group(4);
      return command.contains("getty") && command.matches(".*(?<![A-Za-z0-9])" + Pattern.quote(terminal) + "(?![A-Za-z0-9]).*");
    }

    String withoutXen(Optional<String> serial, GuestEditor guest) {
      boolean wanted = serial.isPresent() && lines.stream().map(Table::entry)
          .noneMatch(entry -> entry.matches() && isLogin(entry, serial.get()));
      StringBuilder kept = new StringBuilder();
      for (String line : lines) {
        Matcher entry = entry(line);
        if (!entry.matches() || entry.group(3).equals("off") || !GettyCommand.isOnXen(entry.group(4))) {
          kept.append(line);
        } else if (wanted) {
          String command = GettyCommand.onSerial(entry.group(4), serial.get(), guest);
          kept.append(id(entry.group(1))).append(':').append(entry.group(2)).append(':').append(entry.group(3))
              .append(':').append(command).append(line, entry.end(), line.length());
          wanted = false;
        }
      }
      return kept.toString();
    }

    private String id(String before) {
      if (before.length() <= 4 && !FREE_TO_CHANGE.matcher(before).matches()) {
        return before;
      }
      for (int i = 0; i < 100; i++) {
        for (String letter : List.of("S", "T")) {
          if (!ids.contains(letter + i)) {
            return letter + i;
          }
        }
      }
      return before;
    }

    String withVirtualConsoles() {
      StringBuilder text = new StringBuilder();
      boolean none = lines.stream().map(Table::entry).noneMatch(entry ->
          entry.matches() && entry.group(4).contains("getty") && VIRTUAL_CONSOLE.matcher(entry.group(4)).find());
      for (String line : lines) {
        Matcher disabled = DISABLED_TTY.matcher(line.length() > LONGEST_LINE ? "" : line.stripTrailing());
        boolean restored = none && disabled.matches() && ids.add(disabled.group(2));
        text.append(restored ? line.substring(disabled.start(1)) : line);
      }
      return text.toString();
    }
  }
}
