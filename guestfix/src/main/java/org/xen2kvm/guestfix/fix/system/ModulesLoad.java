package org.xen2kvm.guestfix.fix.system;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.device.XenModules;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;
import org.xen2kvm.guestfix.text.TextLines.Line;

/** Stops loading modules at boot that work under Xen only, which would leave a failed unit behind. */
final class ModulesLoad implements Fix {
  private static final GuestPath DIRECTORY = GuestPath.of("/etc/modules-load.d");
  private static final List<String> VENDOR_DIRECTORIES = List.of("/usr/lib/modules-load.d", "/lib/modules-load.d");
  private static final int MOST_FILES = 256;
  private static final String REASON =
      "The module refuses to load without Xen, which leaves systemd-modules-load.service failed at each boot";

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("modules-load", "Loads no modules of Xen's at boot",
        """
        /etc/modules and /etc/modules-load.d name modules to load at boot. Under KVM xen-blkfront, xen-netfront, xen-evtchn \
        and their like are there and refuse to load; systemd forgives a module that is missing, but not one that refuses, and \
        its service fails. Their lines go. virtio needs no line: udev loads it by the device, and in the initramfs it is \
        another fix's. A file of a package with nothing else in it is hidden by a link in /etc.""",
        "systemd: modules-load.c ignores ENOENT only", "modules-load.d(5)");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    withoutXen(guest, GuestPath.of("/etc/modules"));
    guest.list(DIRECTORY).stream().filter(name -> name.endsWith(".conf")).limit(MOST_FILES)
        .forEach(name -> withoutXen(guest, DIRECTORY.resolve(name)));
    for (String directory : VENDOR_DIRECTORIES) {
      GuestPath vendor = GuestPath.of(directory);
      guest.list(vendor).stream().filter(name -> name.endsWith(".conf")).limit(MOST_FILES)
          .filter(name -> isXensAlone(guest.text(vendor.resolve(name)).orElse("")))
          .forEach(name -> hide(guest, DIRECTORY.resolve(name)));
    }
  }

  private static void withoutXen(GuestEditor guest, GuestPath file) {
    guest.edit(file, text -> TextLines.map(text, line -> isXens(line) ? Optional.empty() : Optional.of(line.text())), REASON);
  }

  private static boolean isXens(Line line) {
    // /etc/modules may have parameters behind the name.
    return !line.isBlankOrComment() && XenModules.isXens(line.text().strip().split("\\s+", 2)[0]);
  }

  private static boolean isXensAlone(String text) {
    List<Line> modules = TextLines.of(text).stream().filter(line -> !line.isBlankOrComment()).toList();
    return !modules.isEmpty() && modules.stream().allMatch(ModulesLoad::isXens);
  }

  private static void hide(GuestEditor guest, GuestPath place) {
    // A file or link of that name in /etc hides the package's already.
    if (guest.link(place).isEmpty() && !guest.exists(place.value())) {
      guest.link(place, "/dev/null", REASON);
    }
  }
}
