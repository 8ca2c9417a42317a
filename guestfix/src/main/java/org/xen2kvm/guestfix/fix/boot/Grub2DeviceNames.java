package org.xen2kvm.guestfix.fix.boot;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.bootloader.Grub2Config;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.cmdline.BootConfigFiles;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Makes GRUB 2 look for its files on a disk of the BIOS, where a configuration names one of pv-grub's. */
final class Grub2DeviceNames implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "grub2-device-names",
      "Lets GRUB 2 find its files on the BIOS's disks",
      """
      A configuration generated for GRUB 2 under Xen (pv-grub) names disks xen/xvda; GRUB on a PC calls them hd0 and on. Lines \
      that search by UUID find their filesystem either way; the others would stop with "no such disk".
      """,
      "GNU GRUB manual, Naming convention");

  private static final Pattern XEN_DISK = Pattern.compile("\\bxen/(xvd[a-z]{1,3})([0-9]{0,3})(?![A-Za-z0-9])");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (GuestPath file : new BootConfigFiles(guest, context).grub2()) {
      guest.edit(file, text -> Grub2Config.parse(text).editDeviceLines(line -> edited(line, context)).text(),
          "GRUB on a PC names the disks by the BIOS's numbers");
    }
  }

  private static String edited(String line, FixContext context) {
    return XEN_DISK.matcher(line).replaceAll(match -> {
      String name = match.group(1) + match.group(2);
      Optional<DeviceMap.Target> target = context.hardware().disks().find(name);
      // A partition has its own part behind a comma, unless the image was given as a partition.
      return Matcher.quoteReplacement(target.filter(found -> found.partition() == 0)
          .map(found -> "hd" + biosNumber(found.disk(), context)).orElse(match.group()));
    });
  }

  /** The BIOS counts the disk that it boots from first. */
  private static int biosNumber(DiskNames disk, FixContext context) {
    if (disk.boot()) {
      return 0;
    }
    List<DiskNames> others = context.hardware().disks().disks().stream().filter(other -> !other.boot()).toList();
    return others.indexOf(disk) + (others.size() < context.hardware().disks().disks().size() ? 1 : 0);
  }
}
