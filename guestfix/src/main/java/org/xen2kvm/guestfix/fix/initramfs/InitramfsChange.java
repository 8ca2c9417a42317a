package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.device.XenModules;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixOptions.InitramfsChoice;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.network.NicLinkFiles;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsEntry;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.ExtraFile;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.KernelModules;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/**
 * Plans what one initramfs after the other needs: an archive behind it, or to be made anew. For one guest and one thread, because
 * each takes some of the space that is left.
 */
final class InitramfsChange {
  private static final String REASON = "Its kernel could not find its root on KVM without them";
  private static final String COPIES = "It has copies of the guest's files that are changed";
  private static final String NAMES = "udev in it would give the network card another name";

  /** What generators need below /var/tmp while they work. */
  private static final int INODES_FOR_WORK = 5000;

  private final GuestEditor guest;
  private final FixContext context;
  private final InitramfsChoice choice;
  private final FreeSpace space;

  InitramfsChange(GuestEditor guest, FixContext context) {
    this.guest = guest;
    this.context = context;
    this.choice = context.options().initramfs();
    this.space = new FreeSpace(context.inspection());
  }

  // ---- listed ones

  /** Plans what a kernel's initramfs needs, or nothing. */
  void plan(GuestKernel kernel, GuestInitramfs initramfs, InitramfsContents contents) {
    boolean network = contents.modules().stream().anyMatch(XenModules::isNetwork);
    VirtioDrivers drivers = VirtioDrivers.on(context.hardware(), network);
    if (kernel.modules().isEmpty()) {
      return;
    }
    KernelModules modules;
    try {
      modules = GuestModules.read(guest, kernel.modules().get());
    } catch (GuestModules.UnusableException e) {
      damaged(kernel, initramfs, e.sentence());
      return;
    }
    List<String> lacking = lacking(modules, drivers.needed(), contents);
    boolean serves = contents.appending().serves() && choice != InitramfsChoice.REBUILD;
    List<String> wanted = lacking.isEmpty() ? List.of() : drivers.all(modules.dependencies()::hasFile);
    List<ExtraFile> names = serves ? names(kernel, modules.version(), wanted, contents) : List.of();
    List<ExtraFile> copies = EditedCopies.of(guest, contents);
    if (lacking.isEmpty() && names.isEmpty() && copies.isEmpty()) {
      return;
    }
    if (serves) {
      List<ExtraFile> extras = new ArrayList<>(names);
      extras.addAll(copies);
      String reason = !lacking.isEmpty() ? REASON : copies.isEmpty() ? NAMES : COPIES;
      append(kernel, initramfs, VirtioArchivePlan.of(modules, wanted, contents, extras), reason);
    } else if (choice == InitramfsChoice.APPEND) {
      context.refuse(initramfs.path().value(),
          "Drivers that are appended would not be loaded (" + contents.appending().text() + ")",
          "Let xen2kvm choose (--initramfs auto): it rebuilds this one.");
    } else {
      rebuild(kernel, initramfs, modules, drivers, unpacked(contents));
    }
  }

  /** The modules, with what they need, that the kernel has as files and the initramfs has not. */
  private static List<String> lacking(KernelModules modules, List<String> needed, InitramfsContents contents) {
    // Old generators put modules where no path tells the kernel's release.
    boolean versioned = !contents.kernelVersions().isEmpty();
    return modules.dependencies().closure(needed).files().stream()
        .flatMap(file -> ModuleName.ofFile(file.substring(file.lastIndexOf('/') + 1)).stream())
        .filter(module -> versioned ? !contents.has(modules.version(), module) : !contents.has(module)).toList();
  }

  /** The files that keep the cards' names, where the initramfs would name a virtio card and has them not. */
  private List<ExtraFile> names(GuestKernel kernel, String version, List<String> wanted, InitramfsContents contents) {
    boolean cards = kernel.virtioNet() == DriverSupport.BUILT_IN || wanted.contains("virtio_net")
        || contents.has(version, "virtio_net");
    boolean namesThem = contents.listing().has("lib/udev/rules.d/80-net-setup-link.rules")
        || contents.listing().has("usr/lib/udev/rules.d/80-net-setup-link.rules");
    if (!cards || !namesThem) {
      return List.of();
    }
    List<ExtraFile> files = new ArrayList<>();
    for (Map.Entry<GuestPath, String> file : NicLinkFiles.forUdev(context.inspection(), context.hardware()).entrySet()) {
      String target = file.getKey().value().substring(1);
      if (!contents.listing().has(target)) {
        files.add(new ExtraFile(target, 0644, file.getValue()));
      }
    }
    return files;
  }

  private void append(GuestKernel kernel, GuestInitramfs initramfs, VirtioArchivePlan archive, String reason) {
    try {
      Optional<String> shortage = space.take(initramfs.path(), GuestModules.size(guest, archive), 0);
      if (shortage.isPresent()) {
        full(initramfs, shortage.get());
      } else {
        guest.append(initramfs.path(), initramfs.size(), archive, reason);
      }
    } catch (GuestModules.UnusableException e) {
      damaged(kernel, initramfs, e.sentence());
    }
  }

  /** The size of what an initramfs holds: as much is laid out below /var/tmp when it is made anew. */
  private static long unpacked(InitramfsContents contents) {
    return contents.listing().entries().stream().mapToLong(InitramfsEntry::size).sum();
  }

  // ---- ones that cannot be listed

  /** Plans to make an initramfs anew of which nothing is known. */
  void planUnread(GuestKernel kernel, GuestInitramfs initramfs) {
    if (choice == InitramfsChoice.APPEND) {
      context.refuse(initramfs.path().value(), "Nothing can be appended to what cannot be read (" + initramfs.problem() + ")",
          "Let xen2kvm choose (--initramfs auto): it rebuilds this one.");
      return;
    }
    if (kernel.modules().isEmpty()) {
      damaged(kernel, initramfs, "Its directory below /lib/modules is not there");
      return;
    }
    try {
      KernelModules modules = GuestModules.read(guest, kernel.modules().get());
      rebuild(kernel, initramfs, modules, VirtioDrivers.on(context.hardware(), true), initramfs.size() * 4);
    } catch (GuestModules.UnusableException e) {
      damaged(kernel, initramfs, e.sentence());
    }
  }

  // ---- anew

  private void rebuild(GuestKernel kernel, GuestInitramfs initramfs, KernelModules modules, VirtioDrivers drivers, long work) {
    List<String> wanted = drivers.all(modules.dependencies()::hasFile);
    Optional<GeneratorCommand> command = GeneratorCommand.of(guest, kernel, initramfs, modules.version(), wanted);
    if (command.isEmpty()) {
      context.refuse(initramfs.path().value(), "It lacks virtio, and no generator that could make it anew was found in the guest",
          choice == InitramfsChoice.REBUILD
              ? "Let xen2kvm choose (--initramfs auto): it appends the drivers where that serves."
              : "Make an initramfs with virtio_pci and virtio_blk for this kernel while the guest runs under Xen.");
      return;
    }
    String program = command.get().argv().get(0);
    boolean looks = program.endsWith("initramfs") && ToolsModuleList.policy(guest).filter(Set.of("dep")::contains).isPresent();
    if (looks) {
      // It stops where it cannot tell the root's device, which is the appliance's.
      context.refuse("/etc/initramfs-tools", "With MODULES=dep an initramfs can be made on the machine alone that it is for",
          "Set MODULES=most in the guest, or let xen2kvm append the drivers (--initramfs auto).");
      return;
    }
    Optional<String> shortage = space.take(initramfs.path(), initramfs.size() * 2, 2)
        .or(() -> space.take(GuestPath.of("/var/tmp"), work, INODES_FOR_WORK));
    if (shortage.isPresent()) {
      full(initramfs, shortage.get());
      return;
    }
    List<String> needed = drivers.needed().stream().filter(modules.dependencies()::hasFile).map(ModuleName::canonical).toList();
    guest.rebuild(command.get().argv(), initramfs.path(), modules.version(), needed, command.get().writes(), REASON);
  }

  // ---- what a person should know

  private void damaged(GuestKernel kernel, GuestInitramfs initramfs, String why) {
    context.refuse(initramfs.path().value(), "Kernel " + kernel.version() + " cannot be given virtio: " + why,
        "Reinstall that kernel's package while the guest runs under Xen, or remove it.");
  }

  private void full(GuestInitramfs initramfs, String shortage) {
    List<String> removable = context.inspection().kernels().stream().skip(1).map(GuestKernel::version).limit(10).toList();
    context.refuse(initramfs.path().value(), shortage, removable.isEmpty()
        ? "Make room there while the guest runs under Xen."
        : "Remove kernels that are no longer needed while the guest runs under Xen: " + String.join(", ", removable) + ".");
  }
}
