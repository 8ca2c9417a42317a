package org.xen2kvm.guestfix.fix.console;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * Lets systemd start the serial console's login instead of a Xen console's: the links in {@code *.wants}, own units and drop-ins.
 */
final class GettySystemd implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("getty-systemd",
      "Moves systemd's login from the Xen console to the serial console",
      """
      Units that an administrator enabled for hvc0 or xvc0 (serial-getty@hvc0.service, getty@xvc0.service) wait for a device \
      that KVM does not have. They are disabled, and serial-getty@ttyS0.service is enabled in their place, from the same \
      template. systemd starts that unit by itself for console=ttyS0 on the kernel's command line; the link keeps the login \
      where that parameter is missing. Drop-ins for the Xen console, such as those for an automatic login, and units of the \
      guest's own that are named after it become the serial console's. A unit that is masked stays masked. Where the domain \
      has no serial console, the Xen console's units are only disabled.

      The kernel's command line is the boot loader fixes' business, inittab and upstart have fixes of their own.
      """,
      "SUSE Virtualization Guide, migration from Xen to KVM (G7)",
      "systemd-getty-generator(8)");

  private static final GuestPath SYSTEM = GuestPath.of("/etc/systemd/system");
  private static final Pattern XEN_GETTY = Pattern.compile("[a-z-]*getty@(?:hvc|xvc)[0-9]\\.service");
  private static final Pattern XEN_DROP_INS = Pattern.compile("[a-z-]*getty@(?:hvc|xvc)[0-9]\\.service\\.d");
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9@_.-]+\\.service");
  private static final List<String> TEMPLATES = List.of("/usr/lib/systemd/system", "/lib/systemd/system");
  private static final String GONE = "KVM has no Xen console";
  private static final String MOVED = "The login of the Xen console is offered on the serial console";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    Optional<String> serial = context.hardware().console();
    for (String name : guest.list(SYSTEM)) {
      if (name.endsWith(".wants") || name.endsWith(".requires")) {
        wants(guest, context, SYSTEM.resolve(name), serial);
      } else if (XEN_DROP_INS.matcher(name).matches()) {
        serial.ifPresent(terminal -> dropIns(guest, SYSTEM.resolve(name), terminal));
      } else if (SERVICE.matcher(name).matches() && guest.link(SYSTEM.resolve(name)).isEmpty()) {
        ownUnit(guest, name, serial);
      }
    }
  }

  private static void wants(GuestEditor guest, FixContext context, GuestPath directory, Optional<String> serial) {
    for (String name : guest.list(directory)) {
      GuestPath link = directory.resolve(name);
      if (XEN_GETTY.matcher(name).matches()) {
        String target = guest.link(link).orElse("");
        guest.remove(link, GONE);
        serial.ifPresent(terminal -> enable(guest, context, terminal, target));
      } else if (SERVICE.matcher(name).matches() && XenTerminal.in(name).isPresent()) {
        ownLink(guest, directory, name, serial);
      }
    }
  }

  private static void enable(GuestEditor guest, FixContext context, String terminal, String xenTarget) {
    String unit = "serial-getty@" + terminal + ".service";
    GuestPath own = SYSTEM.resolve(unit);
    if (guest.link(own).filter("/dev/null"::equals).isPresent()) {
      context.warn(own.value(), "The login on " + terminal + " is masked, so nobody can log in on the serial console",
          "Run 'systemctl unmask " + unit + "' in the guest if a login is wanted there.");
      return;
    }
    GuestPath link = SYSTEM.resolve("getty.target.wants/" + unit);
    boolean enabled = guest.list(SYSTEM.resolve("getty.target.wants")).stream()
        .anyMatch(name -> name.endsWith("getty@" + terminal + ".service"));
    if (!enabled) {
      guest.link(link, template(guest, xenTarget), MOVED);
    }
  }

  /** The directory that the old link led to is the one that this guest keeps its units in. */
  private static String template(GuestEditor guest, String xenTarget) {
    String serial = "/serial-getty@.service";
    int slash = xenTarget.lastIndexOf('/');
    String beside = slash <= 0 ? "" : xenTarget.substring(0, slash);
    if (TEMPLATES.contains(beside) && guest.exists(beside + serial)) {
      return beside + serial;
    }
    return TEMPLATES.stream().filter(directory -> guest.exists(directory + serial)).findFirst()
        .orElse(TEMPLATES.contains(beside) ? beside : TEMPLATES.get(1)) + serial;
  }

  // ---- what the guest's administrator wrote

  private static void dropIns(GuestEditor guest, GuestPath directory, String terminal) {
    GuestPath moved = SYSTEM.resolve("serial-getty@" + terminal + ".service.d");
    for (String name : guest.list(directory)) {
      GuestPath file = directory.resolve(name);
      Optional<String> text = name.endsWith(".conf") ? guest.text(file) : Optional.empty();
      if (text.isPresent() && !guest.exists(moved.resolve(name).value())) {
        guest.write(moved.resolve(name), XenTerminal.replaced(text.get(), terminal), MOVED);
        guest.remove(file, GONE);
      }
    }
  }

  private static void ownUnit(GuestEditor guest, String name, Optional<String> serial) {
    GuestPath unit = SYSTEM.resolve(name);
    Optional<String> text = XenTerminal.in(name).isPresent() ? guest.text(unit) : Optional.empty();
    if (text.filter(content -> content.contains("getty")).isEmpty()) {
      return;
    }
    guest.remove(unit, GONE);
    serial.ifPresent(terminal -> {
      GuestPath moved = SYSTEM.resolve(XenTerminal.replaced(name, terminal));
      if (!guest.exists(moved.value()) && guest.link(moved).isEmpty()) {
        guest.write(moved, XenTerminal.replaced(text.get(), terminal), MOVED);
      }
    });
  }

  /** A link to a unit of the guest's own that is named after the console; the unit itself is moved by {@link #ownUnit}. */
  private static void ownLink(GuestEditor guest, GuestPath directory, String name, Optional<String> serial) {
    GuestPath link = directory.resolve(name);
    Optional<String> target = guest.link(link);
    boolean own = target.filter(to -> to.startsWith(SYSTEM + "/") || to.startsWith("../")).isPresent();
    boolean login = guest.text(link).or(() -> serial.flatMap(terminal ->
        guest.text(SYSTEM.resolve(XenTerminal.replaced(name, terminal))))).filter(text -> text.contains("getty")).isPresent();
    if (!own || !login) {
      return;
    }
    guest.remove(link, GONE);
    serial.ifPresent(terminal -> {
      GuestPath moved = directory.resolve(XenTerminal.replaced(name, terminal));
      if (guest.link(moved).isEmpty()) {
        guest.link(moved, XenTerminal.replaced(target.get(), terminal), MOVED);
      }
    });
  }
}
