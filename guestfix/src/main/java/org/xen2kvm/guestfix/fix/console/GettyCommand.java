package org.xen2kvm.guestfix.fix.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.GuestEditor;

/** Rewrites the command of a login on a Xen console into one for a serial line. */
final class GettyCommand {
  private static final Pattern WORD = Pattern.compile("[^ \t]++");
  private static final Pattern PROGRAM = Pattern.compile("(?:.*/)?(mingetty|fgetty|agetty|getty)");
  private static final Pattern LOCAL_LINE = Pattern.compile("[ \t]-[A-KM-Za-z0-9]*+L|[ \t]--local-line");
  private static final List<String> SERIAL_GETTYS = List.of("/sbin/agetty", "/usr/sbin/agetty", "/sbin/getty");

  private GettyCommand() {}

  /** Returns whether a command offers a login on a Xen console. */
  static boolean isOnXen(String command) {
    boolean login = command.contains("getty") || command.contains("login");
    return login && XenTerminal.in(command).isPresent();
  }

  /**
   * Returns the command for a serial line: without waiting for a carrier, which an emulated line may not give; speeds and
   * terminal types stay. mingetty serves virtual consoles only, so agetty takes its place, as in SUSE's own inittab.
   */
  static String onSerial(String command, String serial, GuestEditor guest) {
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      Matcher program = PROGRAM.matcher(word.group());
      if (program.matches()) {
        boolean virtualOnly = program.group(1).equals("mingetty") || program.group(1).equals("fgetty");
        return virtualOnly
            ? command.substring(0, word.start()) + serialGetty(guest) + " -L 9600 " + serial + " vt102"
            : XenTerminal.replaced(local(command, word.end()), serial);
      }
    }
    return XenTerminal.replaced(command, serial);
  }

  private static String local(String command, int programEnd) {
    return LOCAL_LINE.matcher(command).find()
        ? command : command.substring(0, programEnd) + " -L" + command.substring(programEnd);
  }

  /** Returns a program that serves serial lines. */
  static String serialGetty(GuestEditor guest) {
    return SERIAL_GETTYS.stream().filter(guest::exists).findFirst().orElse(SERIAL_GETTYS.get(0));
  }
}
