package org.xen2kvm.guestfix.fix.boot;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.bootloader.GrubLegacyMenu;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.Mount;

/**
 * How the guest's own GRUB is put on its boot disk.
 *
 * @param argv what is run in the guest
 * @param directory where GRUB keeps its files
 * @param disk the appliance's name for the disk
 * @param legacy whether it is GRUB Legacy, with menu.lst, rather than GRUB 2, with grub.cfg
 */
record GrubInstallation(List<String> argv, GuestPath directory, GuestPath disk, boolean legacy) {

  /** Where the tools are, or why none can be used. */
  record Found(Optional<GrubInstallation> installation, String problem) {
    private static Found none(String problem) {
      return new Found(Optional.empty(), problem);
    }
  }

  static Found find(GuestEditor guest, FixContext context) {
    Optional<DiskNames> boot = context.hardware().disks().disks().stream().filter(DiskNames::boot).findFirst();
    Optional<PartitionTable> table = boot.flatMap(disk -> context.inspection().disks().stream()
        .filter(known -> known.index() == disk.index()).findFirst()).map(known -> known.table());
    if (boot.isEmpty() || table.isEmpty()) {
      return Found.none("which disk it boots from is not known");
    }
    if (table.get() != PartitionTable.MBR) {
      return Found.none(table.get() == PartitionTable.NONE
          ? "its boot disk has no partition table" : "its boot disk has no MBR partition table");
    }
    Optional<GuestPath> disk = applianceName(boot.get(), context);
    if (disk.isEmpty()) {
      return Found.none("its boot disk has no partitions");
    }
    Optional<GrubInstallation> legacy = grubLegacy(guest, context, boot.get(), disk.get());
    Optional<GrubInstallation> chosen = legacy.isPresent() ? legacy : grub2(guest, disk.get());
    return chosen.isPresent() ? new Found(chosen, "") : Found.none("it has no GRUB for PCs to install");
  }

  /** Partitions of a disk have its name and a number behind it. */
  private static Optional<GuestPath> applianceName(DiskNames disk, FixContext context) {
    return context.inspection().volumes().stream()
        .filter(volume -> volume.disk() == disk.index() && volume.kind() == Volume.Kind.PARTITION)
        .map(Volume::device).filter(device -> device.matches("/dev/[a-z]{3,6}[0-9]{1,3}"))
        .map(device -> GuestPath.of(device.replaceAll("[0-9]+$", ""))).findFirst();
  }

  private static Optional<String> first(GuestEditor guest, String... paths) {
    return List.of(paths).stream().filter(guest::exists).findFirst();
  }

  private static Optional<GrubInstallation> grub2(GuestEditor guest, GuestPath disk) {
    Optional<String> modules = first(guest,
        "/usr/lib/grub/i386-pc/normal.mod", "/usr/share/grub2/i386-pc/normal.mod", "/usr/lib/grub2/i386-pc/normal.mod");
    Optional<String> tool = first(guest, "/usr/sbin/grub2-install", "/usr/sbin/grub-install", "/sbin/grub-install");
    if (modules.isEmpty() || tool.isEmpty()) {
      return Optional.empty();
    }
    GuestPath directory = GuestPath.of(tool.get().endsWith("grub2-install") ? "/boot/grub2" : "/boot/grub");
    // GRUB 1.98 and 1.99 know one target only, and not the option.
    boolean severalTargets = guest.exists(modules.get().replace("normal.mod", "modinfo.sh"));
    List<String> argv = severalTargets
        ? List.of(tool.get(), "--target=i386-pc", disk.value()) : List.of(tool.get(), disk.value());
    return Optional.of(new GrubInstallation(argv, directory, disk, false));
  }

  /** Only where the menu is GRUB Legacy's alone: GRUB 2 installs itself more surely, and has the newer menu. */
  private static Optional<GrubInstallation> grubLegacy(GuestEditor guest, FixContext context, DiskNames boot, GuestPath disk) {
    GuestPath directory = GuestPath.of("/boot/grub");
    boolean menu = guest.text(directory.resolve("menu.lst")).or(() -> guest.text(directory.resolve("grub.conf")))
        .filter(text -> !GrubLegacyMenu.parse(text).entries().isEmpty()).isPresent();
    boolean stages = guest.exists("/boot/grub/stage1") && guest.exists("/boot/grub/stage2");
    Optional<String> shell = first(guest, "/usr/sbin/grub", "/sbin/grub");
    Optional<Volume> volume = context.inspection().mountOf(directory).map(Mount::volume)
        .filter(candidate -> candidate.disk() == boot.index() && candidate.partition() > 0);
    if (!menu || !stages || shell.isEmpty() || volume.isEmpty() || guest.exists("/boot/grub/grub.cfg")) {
      return Optional.empty();
    }
    // The shell of GRUB Legacy takes its commands from its input and ends with 0 whatever happened, so its words are read.
    String script = "out=$(printf 'device (hd0) %s\\nroot (hd0,%d)\\nsetup (hd0)\\nquit\\n' | %s --batch --no-floppy 2>&1); "
        .formatted(disk, volume.get().partition() - 1, shell.get())
        + "echo \"$out\"; case $out in *Done.*) sync;; *) exit 1;; esac";
    return Optional.of(new GrubInstallation(List.of("/bin/sh", "-c", script), directory, disk, true));
  }
}
