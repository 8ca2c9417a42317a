package org.xen2kvm.guestfix.fix.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Lets upstart start the serial console's login instead of a Xen console's. */
final class GettyUpstart implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("getty-upstart",
      "Moves upstart's login from the Xen console to the serial console",
      """
      The jobs hvc0 and xvc0 of Ubuntu (/etc/init, before 9.10 /etc/event.d) start a getty that ends at once under KVM. Such a \
      job becomes the job ttyS0; where there is one already, or the domain has no serial console, it is removed. A job of \
      another name that runs its getty on a Xen console is edited in place. A job that is switched off by an override stays as \
      it is.

      Red Hat 6 lists its terminals in ACTIVE_CONSOLES of /etc/sysconfig/init: the Xen console is taken out, because the job \
      serial starts a login by itself on the console that the kernel is told, console=ttyS0. Where that job is missing, a job \
      ttyS0 is added.
      """,
      "init(5) of upstart", "Red Hat Enterprise Linux 6, /etc/init/serial.conf");

  private static final GuestPath INIT = GuestPath.of("/etc/init");
  private static final GuestPath EVENT_D = GuestPath.of("/etc/event.d");
  private static final GuestPath SYSCONFIG_INIT = GuestPath.of("/etc/sysconfig/init");
  private static final Pattern COMMAND = Pattern.compile("(?m)^([ \t]*+(?:exec|respawn)[ \t]++)([^#\r\n]*getty[^\r\n]*+)");
  private static final Pattern ACTIVE_XEN = Pattern.compile("(?<![ \t])[ \t]*+(?:/dev/)?(?:hvc|xvc)[0-9](?![A-Za-z0-9])");
  private static final String MOVED = "The login of the Xen console is offered on the serial console";
  private static final String GONE = "KVM has no Xen console";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    Optional<String> serial = context.hardware().console();
    jobs(guest, INIT, ".conf", serial);
    jobs(guest, EVENT_D, "", serial);
    activeConsoles(guest, serial);
  }

  private static void jobs(GuestEditor guest, GuestPath directory, String ending, Optional<String> serial) {
    for (String name : guest.list(directory)) {
      GuestPath job = directory.resolve(name);
      if (!name.endsWith(ending) || isOff(guest, directory, name, ending)) {
        continue;
      }
      String title = name.substring(0, name.length() - ending.length());
      guest.text(job).filter(GettyUpstart::isOnXen).ifPresent(text -> {
        if (XenTerminal.is(title)) {
          guest.remove(job, GONE);
          serial.ifPresent(terminal -> {
            GuestPath moved = directory.resolve(terminal + ending);
            if (!guest.exists(moved.value())) {
              guest.write(moved, onSerial(text, terminal, guest), MOVED);
            }
          });
        } else if (serial.isPresent()) {
          guest.edit(job, before -> onSerial(before, serial.get(), guest), MOVED);
        } else {
          guest.remove(job, GONE);
        }
      });
    }
  }

  private static boolean isOff(GuestEditor guest, GuestPath directory, String name, String ending) {
    GuestPath override = directory.resolve(name.substring(0, name.length() - ending.length()) + ".override");
    return guest.text(override).filter(text -> text.lines().anyMatch(line -> line.strip().equals("manual"))).isPresent();
  }

  private static boolean isOnXen(String job) {
    return COMMAND.matcher(job).results().anyMatch(found -> GettyCommand.isOnXen(found.group(2)));
  }

  private static String onSerial(String job, String terminal, GuestEditor guest) {
    String commands = COMMAND.matcher(job).replaceAll(found -> Matcher.quoteReplacement(
        found.group(1) + (GettyCommand.isOnXen(found.group(2))
            ? GettyCommand.onSerial(found.group(2), terminal, guest) : found.group(2))));
    return XenTerminal.replaced(commands, terminal);
  }

  private static void activeConsoles(GuestEditor guest, Optional<String> serial) {
    Optional<String> text = guest.text(SYSCONFIG_INIT);
    if (text.isEmpty()) {
      return;
    }
    String after = ShellAssignments.parse(text.get())
        .editWritten(assignment -> assignment.name().equals("ACTIVE_CONSOLES"),
            value -> ACTIVE_XEN.matcher(value).replaceAll("").stripLeading())
        .text();
    if (after.equals(text.get())) {
      return;
    }
    guest.edit(SYSCONFIG_INIT, before -> after, GONE);
    serial.ifPresent(terminal -> {
      GuestPath job = INIT.resolve(terminal + ".conf");
      if (!guest.exists(INIT.resolve("serial.conf").value()) && !guest.exists(job.value())) {
        guest.write(job, """
            # A login on the serial console.
            start on stopped rc RUNLEVEL=[2345]
            stop on runlevel [S016]
            respawn
            exec %s -L 9600 %s vt100
            """.formatted(GettyCommand.serialGetty(guest), terminal), MOVED);
      }
    });
  }
}
