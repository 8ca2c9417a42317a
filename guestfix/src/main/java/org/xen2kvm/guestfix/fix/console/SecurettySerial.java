package org.xen2kvm.guestfix.fix.console;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;

/** Lets root log in on the serial console where it could on the Xen console. */
final class SecurettySerial implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("securetty-serial",
      "Lets root log in on the serial console as on the Xen console",
      """
      Where /etc/securetty lists hvc0 or xvc0, or the guest offered a login there, and ttyS0 is not listed, root could no \
      longer log in on the console. The first Xen console's line becomes ttyS0 and other lines of Xen consoles go; without \
      one, ttyS0 is added at the end. A file that lists ttyS0 is left alone, as Debian's does beside every terminal there is, \
      and so is one without any terminal: there root shall log in nowhere. A missing file allows every terminal.
      """,
      "SUSE Virtualization Guide, migration from Xen to KVM (G8)", "securetty(5)");

  private static final GuestPath SECURETTY = GuestPath.of("/etc/securetty");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    Optional<String> serial = context.hardware().console();
    boolean login = context.inspection().gettys().stream().anyMatch(XenTerminal::is);
    serial.ifPresent(terminal -> guest.edit(
        SECURETTY, text -> listed(text, terminal, login), "Root may log in on the serial console as on the Xen console"));
  }

  private static String listed(String text, String terminal, boolean login) {
    List<String> lines = TextLines.of(text).stream().map(TextLines.Line::whole).toList();
    List<String> terminals = lines.stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    boolean xen = terminals.stream().anyMatch(XenTerminal::is);
    if (terminals.isEmpty() || terminals.contains(terminal) || (!xen && !login)) {
      return text;
    }
    if (!xen) {
      String end = text.contains("\r\n") ? "\r\n" : "\n";
      return text + (text.endsWith("\n") ? "" : end) + terminal + end;
    }
    StringBuilder replaced = new StringBuilder();
    boolean done = false;
    for (String line : lines) {
      if (!XenTerminal.is(line.strip())) {
        replaced.append(line);
      } else if (!done) {
        replaced.append(line.replace(line.strip(), terminal));
        done = true;
      }
    }
    return replaced.toString();
  }
}
