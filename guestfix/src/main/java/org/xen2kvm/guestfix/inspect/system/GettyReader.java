package org.xen2kvm.guestfix.inspect.system;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.LenientReader;

/**
 * Reads the terminals on which a guest offers a login: from inittab, the jobs of upstart and the units that systemd wants. What
 * systemd adds by itself for the kernel's console is not among them.
 */
public final class GettyReader {
  private static final Pattern INITTAB_LINE = Pattern.compile("[^#:\\s][^:]{0,3}:[^:]*:(?:respawn|ondemand|once|wait):(.*)");
  private static final Pattern JOB_LINE = Pattern.compile("(?:exec|respawn) +(.*)");
  private static final Pattern TERMINAL =
      Pattern.compile("(?:/dev/)?((?:tty|hvc|xvc|vc/|xencons)[A-Za-z]{0,6}[0-9]{0,3}|console)");
  private static final Pattern UNIT = Pattern.compile(".*getty@([A-Za-z]{1,8}[0-9]{0,3})\\.service");
  private static final Pattern CONSOLES = Pattern.compile("ACTIVE_CONSOLES=[\"']?([^\"'#]*)[\"']?.*");
  private static final Pattern RANGE = Pattern.compile("/dev/([A-Za-z]{1,6})\\[([0-9])-([0-9])\\]");
  private static final int MOST_TERMINALS = 100;

  private final LenientReader guest;
  private final Set<String> terminals = new LinkedHashSet<>();

  private GettyReader(LenientReader guest) {
    this.guest = guest;
  }

  /** Returns the terminals, without /dev/, each once. */
  public static List<String> read(LenientReader guest) {
    GettyReader reader = new GettyReader(guest);
    reader.lines("/etc/inittab", INITTAB_LINE);
    for (String directory : List.of("/etc/init", "/etc/event.d")) {
      for (String name : reader.guest.configNames(GuestPath.of(directory))) {
        if (directory.equals("/etc/event.d") || name.endsWith(".conf")) {
          reader.lines(directory + "/" + name, JOB_LINE);
        }
      }
    }
    reader.activeConsoles();
    reader.units();
    return reader.terminals.stream().limit(MOST_TERMINALS).toList();
  }

  private void lines(String file, Pattern pattern) {
    guest.configText(GuestPath.of(file)).ifPresent(text -> {
      for (String line : text.split("\n")) {
        Matcher matcher = pattern.matcher(line.strip());
        if (line.length() < 1000 && matcher.matches() && matcher.group(1).contains("getty")) {
          terminal(matcher.group(1));
        }
      }
    });
  }

  private void terminal(String command) {
    for (String word : command.split("[ \t]+")) {
      Matcher matcher = TERMINAL.matcher(word);
      if (matcher.matches()) {
        terminals.add(matcher.group(1));
        return;
      }
    }
  }

  /** RHEL 6 starts a getty for each of these. */
  private void activeConsoles() {
    guest.configText(GuestPath.of("/etc/sysconfig/init")).ifPresent(text -> {
      for (String line : text.split("\n")) {
        Matcher matcher = CONSOLES.matcher(line.strip());
        if (line.length() < 1000 && matcher.matches()) {
          for (String word : matcher.group(1).split("[ \t]+")) {
            console(word);
          }
        }
      }
    });
  }

  private void console(String word) {
    Matcher range = RANGE.matcher(word);
    if (range.matches()) {
      for (int i = Integer.parseInt(range.group(2)); i <= Integer.parseInt(range.group(3)); i++) {
        terminals.add(range.group(1) + i);
      }
    } else {
      terminal(word);
    }
  }

  private void units() {
    GuestPath system = GuestPath.of("/etc/systemd/system");
    for (String directory : guest.configNames(system)) {
      if (directory.endsWith(".wants") || directory.endsWith(".requires")) {
        for (String unit : guest.configNames(system.resolve(directory))) {
          Matcher matcher = UNIT.matcher(unit);
          if (matcher.matches()) {
            terminals.add(matcher.group(1));
          } else if (unit.equals("console-getty.service")) {
            terminals.add("console");
          }
        }
      }
    }
  }
}
