package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.initramfs.ModuleWords.XenKind;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.ShellAssignments;
import org.xen2kvm.guestfix.text.ShellAssignments.Assignment;
import org.xen2kvm.guestfix.text.ShellAssignments.Quoting;

/** Makes the initramfs that dracut makes for the guest's next kernels hold virtio. */
final class DracutDriverLists implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "initramfs-config-dracut",
      "Lets dracut put virtio into the initramfs of the guest's next kernels",
      """
      In /etc/dracut.conf and dracut.conf.d, Xen's drivers in drivers, add_drivers and force_drivers become virtio's, and \
      words of omit_drivers that leave virtio out go. A file of a package (/usr/lib/dracut/dracut.conf.d) gets an edited copy \
      of its name in /etc/dracut.conf.d, which dracut reads instead. Where drivers= names all that may go in and virtio is not \
      among it, 50-xen2kvm-virtio.conf adds it. It is not written otherwise: without such a list dracut takes every driver, \
      or, hostonly, those of the machine on which it runs, which is KVM at the guest's next kernel update. filesystems= \
      restricts no disk driver.

      The initramfs that are there already are the business of initramfs-virtio.
      """,
      "dracut.conf(5)", "SUSE Virtualization Guide, G2", "seen without it: dracut-initqueue timeout");

  private static final GuestPath MAIN = GuestPath.of("/etc/dracut.conf");
  private static final GuestPath FOLDER = GuestPath.of("/etc/dracut.conf.d");
  private static final GuestPath VENDOR = GuestPath.of("/usr/lib/dracut/dracut.conf.d");
  private static final GuestPath OWN = FOLDER.resolve("50-xen2kvm-virtio.conf");
  private static final List<String> INCLUDED = List.of("drivers", "add_drivers", "force_drivers");
  private static final String OMITTED = "omit_drivers";
  private static final String REASON = "The initramfs of the guest's next kernel must hold KVM's drivers instead of Xen's";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    if (!VirtioDrivers.concern(context) || !GeneratorCommand.hasDracut(guest)) {
      return;
    }
    List<String> disk = VirtioDrivers.on(context.hardware(), false).needed();
    List<ShellAssignments> all = new ArrayList<>();
    for (Map.Entry<GuestPath, GuestPath> file : files(guest).entrySet()) {
      String text = guest.text(file.getKey()).orElse("");
      ShellAssignments edited = edited(text, disk);
      if (!edited.text().equals(text)) {
        guest.write(file.getValue(), edited.text(), REASON);
      }
      warnOfPieces(context, file.getKey(), edited);
      all.add(edited);
    }
    addWhereRestricted(guest, context, all);
  }

  /** Every file that dracut reads, in its order, and where its edited text goes. */
  private static Map<GuestPath, GuestPath> files(GuestEditor guest) {
    TreeMap<String, GuestPath> byName = new TreeMap<>();
    for (GuestPath folder : List.of(VENDOR, FOLDER)) {
      guest.list(folder).stream().filter(name -> name.endsWith(".conf")).forEach(name -> byName.put(name, folder.resolve(name)));
    }
    Map<GuestPath, GuestPath> files = new LinkedHashMap<>();
    files.put(MAIN, MAIN);
    byName.forEach((name, file) -> files.put(file, FOLDER.resolve(name)));
    return files;
  }

  private static ShellAssignments edited(String text, List<String> disk) {
    return ShellAssignments.parse(text)
        .editWritten(assignment -> INCLUDED.contains(assignment.name()),
            value -> new ModuleWords(value).withoutXens(kind -> replacement(kind, disk)).text())
        .editWritten(assignment -> assignment.name().equals(OMITTED),
            value -> new ModuleWords(value).without(OmittedDrivers::hits).text());
  }

  private static List<String> replacement(XenKind kind, List<String> disk) {
    return switch (kind) {
      case DISK -> disk;
      case NETWORK -> List.of("virtio_net");
      case OTHER, NONE -> List.of();
    };
  }

  private static void warnOfPieces(FixContext context, GuestPath file, ShellAssignments edited) {
    for (Assignment assignment : edited.all()) {
      boolean left = assignment.quoting() == Quoting.MIXED && assignment.name().equals(OMITTED)
          && new ModuleWords(assignment.value()).words().stream().anyMatch(OmittedDrivers::hits);
      if (left) {
        context.warn(file + ":" + assignment.line(),
            "omit_drivers leaves virtio out, is put together of several pieces and was left alone",
            "Take virtio's drivers from it before the guest's next kernel update.");
      }
    }
  }

  private static void addWhereRestricted(GuestEditor guest, FixContext context, List<ShellAssignments> all) {
    List<String> needed = VirtioDrivers.on(context.hardware(), false).needed();
    boolean restricted = all.stream().anyMatch(file -> !words(file, "drivers").isEmpty());
    List<String> named = all.stream().flatMap(file -> INCLUDED.stream().flatMap(name -> words(file, name).stream())).toList();
    ModuleWords known = new ModuleWords(String.join(" ", named));
    if (restricted && !needed.stream().allMatch(known::has) && guest.text(OWN).isEmpty()) {
      guest.write(OWN, """
          # Written by xen2kvm: another file names all drivers that may be in an initramfs, and KVM's are not among them.
          add_drivers+=" %s "
          """.formatted(String.join(" ", needed)), REASON);
    }
  }

  private static List<String> words(ShellAssignments file, String name) {
    return file.value(name).map(ModuleWords::new).map(ModuleWords::words).orElse(List.of());
  }
}
