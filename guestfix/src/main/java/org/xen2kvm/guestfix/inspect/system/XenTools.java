package org.xen2kvm.guestfix.inspect.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xen2kvm.guestfix.inspect.LenientReader;

/** Finds the services of Xen's guest tools and toolstacks in a guest, by the names of their units and start scripts. */
public final class XenTools {
  /** XenServer's and XCP-ng's agents, those of distributions, Oracle VM's, and what a host's toolstack leaves in a guest. */
  private static final List<String> SERVICES = List.of(
      "xe-linux-distribution", "xe-daemon", "xe-guest-utilities", "xen-guest-agent", "ovmd", "xenstored", "xenstored_ro",
      "xenconsoled", "xen-init-dom0", "xen-qemu-dom0-disk-backend", "xencommons", "xend", "xendomains", "xendriverdomain",
      "xen-watchdog", "xen");

  private static final List<String> UNIT_DIRECTORIES =
      List.of("/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system");
  private static final List<String> SCRIPT_DIRECTORIES = List.of("/etc/init.d", "/etc/rc.d/init.d");

  private XenTools() {}

  /** Returns the names of all services that this knows, without {@code .service}. */
  public static List<String> services() {
    return SERVICES;
  }

  /** Returns whether a unit, {@code xe-daemon.service}, is one of theirs. */
  public static boolean isUnit(String unit) {
    int dot = unit.lastIndexOf('.');
    return dot > 0 && SERVICES.contains(unit.substring(0, dot)) && isServiceType(unit.substring(dot));
  }

  private static boolean isServiceType(String suffix) {
    return suffix.equals(".service") || suffix.equals(".socket") || suffix.equals(".path") || suffix.equals(".timer");
  }

  /** Returns the names of those that the guest has a unit, a job or a start script of, in the order of {@link #services}. */
  public static List<String> find(LenientReader guest) {
    Set<String> there = new HashSet<>();
    for (String directory : UNIT_DIRECTORIES) {
      guest.list(directory).stream().filter(XenTools::isUnit).map(XenTools::withoutSuffix).forEach(there::add);
    }
    guest.list("/etc/init").stream().filter(job -> job.endsWith(".conf")).map(XenTools::withoutSuffix).forEach(there::add);
    SCRIPT_DIRECTORIES.forEach(directory -> there.addAll(guest.list(directory)));
    List<String> found = new ArrayList<>(SERVICES);
    found.retainAll(there);
    return List.copyOf(found);
  }

  private static String withoutSuffix(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
