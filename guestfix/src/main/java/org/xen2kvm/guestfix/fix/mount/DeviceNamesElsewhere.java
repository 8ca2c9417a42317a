package org.xen2kvm.guestfix.fix.mount;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;
import org.xen2kvm.guestfix.text.TextLines.Line;

/** Tells where else the guest's files name disks as Xen does, because a person knows what such a line is for. */
final class DeviceNamesElsewhere implements Fix {
  private static final List<String> FILES = List.of(
      "/etc/smartd.conf", "/etc/smartmontools/smartd.conf", "/etc/default/smartmontools", "/etc/hdparm.conf",
      "/etc/multipath.conf", "/etc/drbd.conf", "/etc/sysconfig/rawdevices", "/etc/raw", "/etc/sysconfig/oracleasm",
      "/etc/rc.local", "/etc/rc.d/rc.local",
      "/etc/init.d/boot.local", "/etc/init.d/after.local", "/etc/tgt/targets.conf", "/etc/cloud/cloud.cfg", "/etc/hddtemp.db",
      "/etc/default/hddtemp", "/etc/sysstat/sysstat.ioconf");

  /** Directories of small files, and how the names in them end. */
  private static final List<Place> DIRECTORIES = List.of(
      new Place("/etc/udev/rules.d", List.of(".rules")),
      new Place("/etc/drbd.d", List.of(".res", ".conf")),
      new Place("/etc/cloud/cloud.cfg.d", List.of(".cfg")),
      new Place("/etc/systemd/system", List.of(".service", ".target", ".timer")));

  private static final int MOST_FILES = 256;
  private static final int MOST_LINES = 5;
  private static final Pattern NAME = Pattern.compile("(?<![A-Za-z0-9])xvd(?:[a-z]{1,2}[0-9]{0,2}|(?=[*?\\[]))");

  private record Place(String directory, List<String> ends) {}

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("device-names-elsewhere", "Tells where else disks are named as under Xen",
        """
        udev rules that give disks to a database, DRBD, raw devices, smartd, start scripts: they name disks for a purpose that \
        only a person knows, so nothing is changed. Each file of a fixed list that still names /dev/xvd outside of comments is \
        a warning, with the names under KVM. What mounts, boots or finds volumes is changed by the fixes before.""",
        "linux: drivers/block/xen-blkfront.c (xvd), drivers/block/virtio_blk.c (vd)");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    FILES.forEach(file -> look(guest, GuestPath.of(file), context));
    for (Place place : DIRECTORIES) {
      GuestPath directory = GuestPath.of(place.directory());
      guest.list(directory).stream().filter(name -> place.ends().stream().anyMatch(name::endsWith)).limit(MOST_FILES)
          .forEach(name -> look(guest, directory.resolve(name), context));
    }
  }

  private static void look(GuestEditor guest, GuestPath file, FixContext context) {
    // Links to units and rules of packages are theirs.
    if (guest.link(file).isPresent()) {
      return;
    }
    List<Integer> lines = new ArrayList<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (Line line : TextLines.of(guest.text(file).orElse(""))) {
      Matcher name = NAME.matcher(line.text());
      if (!line.isBlankOrComment() && name.find()) {
        lines.add(line.number());
        Optional<String> known = names.size() < MOST_LINES ? context.kvmName(name.group()) : Optional.empty();
        known.ifPresent(kvm -> names.put(name.group(), kvm));
      }
    }
    if (!lines.isEmpty()) {
      context.warn(file + ":" + lines.get(0), "The file names disks as Xen does, in " + inLines(lines),
          "Change it to what these disks are called under KVM" + mapping(names) + ".");
    }
  }

  private static String inLines(List<Integer> lines) {
    String first = String.join(", ", lines.stream().limit(MOST_LINES).map(String::valueOf).toList());
    return (lines.size() == 1 ? "line " : "lines ") + first + (lines.size() > MOST_LINES ? " and more" : "");
  }

  private static String mapping(Map<String, String> names) {
    List<String> pairs = names.entrySet().stream().map(pair -> pair.getKey() + " is " + pair.getValue()).toList();
    return pairs.isEmpty() ? "" : ": " + String.join(", ", pairs);
  }
}
