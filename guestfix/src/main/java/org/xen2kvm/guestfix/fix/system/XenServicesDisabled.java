package org.xen2kvm.guestfix.fix.system;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.system.XenTools;
import org.xen2kvm.guestfix.text.TextLines;

/** Keeps the services of Xen's guest tools from starting, which find no xenstore under KVM and fail or wait. */
final class XenServicesDisabled implements Fix {
  private static final GuestPath UNITS = GuestPath.of("/etc/systemd/system");
  private static final List<String> VENDOR_UNITS = List.of("/usr/lib/systemd/system", "/lib/systemd/system");
  private static final List<String> RUN_LEVELS = List.of("1", "2", "3", "4", "5", "S");
  private static final List<String> RUN_LEVEL_PARENTS = List.of("/etc", "/etc/rc.d", "/etc/init.d");
  private static final String DEV_NULL = "/dev/null";
  private static final int MOST_DIRECTORIES = 512;

  private static final Pattern START_LINK = Pattern.compile("S[0-9]{2}(.+)");
  private static final String REASON = "The service talks to Xen's xenstore, which KVM does not have";

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("xen-tools-services", "Stops starting Xen's guest tools",
        """
        xe-daemon, xe-linux-distribution, xen-guest-agent, xendomains and their like fail without Xen, or hold up the boot. \
        They are disabled as the administrator would: the links that start a unit or a script of sysvinit are removed, those \
        that stop it stay; a unit that its package itself starts is masked; a job of upstart gets an override. The packages \
        stay, and so do their udev rules, which do nothing without Xen's devices. The gettys that XenServer's tools commented \
        out in inittab are the console's fixes'.""",
        "xe-guest-utilities: mk/xe-linux-distribution.service", "systemctl(1): disable, mask", "init(5) of upstart: manual");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    disableUnits(guest);
    VENDOR_UNITS.forEach(directory -> maskUnits(guest, GuestPath.of(directory), context));
    disableScripts(guest);
    disableJobs(guest);
  }

  private static List<GuestPath> dependencyDirectories(GuestEditor guest, GuestPath units) {
    return guest.list(units).stream().filter(name -> name.endsWith(".wants") || name.endsWith(".requires"))
        .limit(MOST_DIRECTORIES).map(units::resolve).toList();
  }

  private static void disableUnits(GuestEditor guest) {
    for (GuestPath wants : dependencyDirectories(guest, UNITS)) {
      guest.list(wants).stream().filter(XenTools::isUnit).forEach(unit -> guest.remove(wants.resolve(unit), REASON));
    }
  }

  private static void maskUnits(GuestEditor guest, GuestPath vendor, FixContext context) {
    for (GuestPath wants : dependencyDirectories(guest, vendor)) {
      guest.list(wants).stream().filter(XenTools::isUnit).forEach(unit -> mask(guest, UNITS.resolve(unit), context));
    }
  }

  private static void mask(GuestEditor guest, GuestPath place, FixContext context) {
    if (guest.link(place).isPresent() || !guest.exists(place.value())) {
      guest.link(place, DEV_NULL, REASON);
    } else {
      context.warn(place.value(), "The unit is started by its package and changed by the administrator, so it was not disabled",
          "Remove the package of Xen's tools, or the unit.");
    }
  }

  private static void disableScripts(GuestEditor guest) {
    for (String parent : RUN_LEVEL_PARENTS) {
      for (String level : RUN_LEVELS) {
        GuestPath directory = GuestPath.of(parent).resolve("rc" + level + ".d");
        for (String name : guest.list(directory)) {
          Matcher start = START_LINK.matcher(name);
          boolean xens = start.matches() && XenTools.services().contains(start.group(1));
          if (xens && guest.link(directory.resolve(name)).isPresent()) {
            guest.remove(directory.resolve(name), REASON);
          }
        }
      }
    }
  }

  private static void disableJobs(GuestEditor guest) {
    for (String service : XenTools.services()) {
      GuestPath jobs = GuestPath.of("/etc/init");
      GuestPath override = jobs.resolve(service + ".override");
      String before = guest.text(override).orElse("");
      boolean manual = TextLines.of(before).stream().anyMatch(line -> line.text().strip().equals("manual"));
      if (guest.exists(jobs.resolve(service + ".conf").value()) && !manual) {
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        guest.write(override, before + gap + "manual\n", REASON);
      }
    }
  }
}
