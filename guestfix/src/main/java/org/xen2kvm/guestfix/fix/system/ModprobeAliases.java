package org.xen2kvm.guestfix.fix.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.device.XenModules;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;
import org.xen2kvm.guestfix.text.TextLines;
import org.xen2kvm.guestfix.text.TextLines.Line;

/** Lets modprobe load virtio where the guest's configuration says Xen's drivers, and forbids it no longer. */
final class ModprobeAliases implements Fix {
  private static final GuestPath DIRECTORY = GuestPath.of("/etc/modprobe.d");
  private static final int MOST_FILES = 256;
  private static final int MOST_FINDINGS = 20;

  private static final Pattern ALIAS =
      Pattern.compile("(\\s*alias\\s+(?:eth[0-9]+|scsi_hostadapter[0-9]*)\\s+)([A-Za-z0-9_-]+)(\\s*(?:#.*)?)");
  private static final Pattern BLACKLIST = Pattern.compile("\\s*blacklist\\s+([A-Za-z0-9_-]+)\\s*(?:#.*)?");
  private static final Pattern INSTALL = Pattern.compile("\\s*install\\s+([A-Za-z0-9_-]+)\\s.*");

  /** Without these there are no disks and no network; whoever forbids another one, the balloon, may mean it. */
  private static final Set<String> NEEDED = Set.of(
      "virtio", "virtio_ring", "virtio_pci", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_blk", "virtio_net",
      "virtio_scsi");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("modprobe-aliases", "Loads virtio where modprobe was told Xen's drivers",
        """
        On old systems mkinitrd builds the initramfs from alias scsi_hostadapter, and the network comes up by alias eth0: with \
        xenblk and xennet there, mkinitrd fails or eth0 does not exist. The aliases become virtio_blk and virtio_net with \
        their numbers; where KVM gives the device in another way, the alias goes, and udev finds the driver. A blacklist line \
        against a virtio driver goes. An install line for one is a command of the administrator's, so it is told and stays.""",
        "SUSE guide G2", "Red Hat Enterprise Linux 5: /etc/modprobe.conf", "modprobe.conf(5)");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (GuestPath file : files(guest)) {
      int[] findings = {0};
      boolean[] continued = {false};
      guest.edit(file, text -> TextLines.map(text, line -> {
        boolean begins = !continued[0];
        continued[0] = line.text().endsWith("\\");
        if (begins && findings[0] < MOST_FINDINGS && isCommandForVirtio(line)) {
          findings[0]++;
          context.warn(line.in(file), "modprobe runs a command instead of loading " + word(line, 1),
              "Remove the line unless that command loads the driver: disks or network are not found without it.");
        }
        return begins && !continued[0] ? edited(line.text(), context) : Optional.of(line.text());
      }), "Xen's drivers find no device under KVM, and those of virtio are needed");
    }
  }

  private static List<GuestPath> files(GuestEditor guest) {
    List<GuestPath> files = new ArrayList<>();
    for (String name : List.of("modprobe.conf", "modprobe.conf.local", "modules.conf", "conf.modules")) {
      files.add(GuestPath.of("/etc").resolve(name));
    }
    // Old modprobe reads names without .conf, too, but nobody reads what packages and editors leave behind.
    guest.list(DIRECTORY).stream().filter(name -> name.endsWith(".conf") || (name.indexOf('.') < 0 && !name.endsWith("~")))
        .limit(MOST_FILES).map(DIRECTORY::resolve).forEach(files::add);
    return files;
  }

  private static Optional<String> edited(String line, FixContext context) {
    Matcher blacklist = BLACKLIST.matcher(line);
    if (blacklist.matches() && NEEDED.contains(ModuleName.canonical(blacklist.group(1)))) {
      return Optional.empty();
    }
    Matcher alias = ALIAS.matcher(line);
    if (!alias.matches()) {
      return Optional.of(line);
    }
    if (XenModules.isNetwork(alias.group(2))) {
      return hasVirtioNic(context) ? Optional.of(alias.group(1) + "virtio_net" + alias.group(3)) : Optional.empty();
    }
    if (XenModules.isDisk(alias.group(2))) {
      return hasVirtioDisk(context) ? Optional.of(alias.group(1) + "virtio_blk" + alias.group(3)) : Optional.empty();
    }
    return Optional.of(line);
  }

  private static boolean hasVirtioNic(FixContext context) {
    List<Nic> nics = context.hardware().nics();
    return nics.isEmpty() || nics.stream().anyMatch(Nic::virtio);
  }

  private static boolean hasVirtioDisk(FixContext context) {
    return context.hardware().disks().disks().stream().anyMatch(disk -> disk.kvmName().startsWith("vd"));
  }

  private static boolean isCommandForVirtio(Line line) {
    Matcher install = INSTALL.matcher(line.text());
    return install.matches() && NEEDED.contains(ModuleName.canonical(install.group(1)));
  }

  private static String word(Line line, int index) {
    return line.text().strip().split("\\s+")[index];
  }
}
