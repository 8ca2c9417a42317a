package org.xen2kvm.guestfix.fix.boot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xen2kvm.guestfix.bootloader.BootEntry;
import org.xen2kvm.guestfix.bootloader.ExtlinuxConfig;
import org.xen2kvm.guestfix.bootloader.Grub2Config;
import org.xen2kvm.guestfix.bootloader.GrubEnvironment;
import org.xen2kvm.guestfix.bootloader.GrubLegacyMenu;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.cmdline.BootConfigFiles;
import org.xen2kvm.guestfix.fix.cmdline.KvmKernelParameters;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.text.ShellAssignments;

/**
 * Makes each menu start a kernel that runs without Xen and finds a virtio disk; refuses a guest that has none. A default that
 * does so already stays, whichever it is.
 */
final class DefaultKernel implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "default-kernel",
      "Starts a kernel that runs without Xen",
      """
      Older systems have a kernel of their own for Xen (kernel-xen), and menus start it, or Xen's hypervisor, by default: on \
      KVM neither gets anywhere. The newest kernel with virtio drivers becomes the default; where the menu does not offer it, \
      an entry like the default's is added. A guest with no such kernel is refused, with the name of the package to install. \
      The kernels are found by their files, not by the package database. Parameters are mended by the cmdline fixes.
      """,
      "SUSE Virtualization Guide, G1 and G4");

  private static final String REASON = "The default must be a kernel that runs without Xen and has virtio drivers";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    if (context.inspection().system().family() != GuestSystem.Family.LINUX) {
      return;
    }
    KvmKernels kernels = new KvmKernels(guest, context);
    if (kernels.running().isEmpty()) {
      refuse(context);
      return;
    }
    GuestKernel newest = kernels.running().get(0);
    if (newest.virtioBlk() == DriverSupport.UNKNOWN || newest.virtioPci() == DriverSupport.UNKNOWN) {
      context.warn(newest.image().value(), "Whether this kernel has virtio drivers cannot be told",
          "If the guest does not find its disk, attach it to a SATA controller instead.");
    }
    for (BootMenu menu : BootMenu.of(guest, context)) {
      dropFallback(guest, kernels, menu);
      // An entry without a kernel starts another boot loader: what that does is not known.
      boolean fine = menu.chosen().filter(entry -> entry.kernel().isEmpty() || kernels.runs(entry)).isPresent();
      if (!fine) {
        Optional<BootEntry> best = kernels.best(menu.entries());
        if (best.isPresent()) {
          choose(guest, context, menu, best.get());
        } else {
          add(guest, context, menu, newest);
        }
      }
    }
  }

  // ---- refusing

  private static void refuse(FixContext context) {
    List<GuestKernel> all = context.inspection().kernels();
    String versions = all.stream().map(GuestKernel::version).limit(5).collect(Collectors.joining(", "));
    String message = all.isEmpty() ? "The guest has no kernel of its own"
        : all.stream().allMatch(GuestKernel::xenOnly) ? "The guest has only kernels that run under Xen: " + versions
        : "No kernel of the guest has drivers for virtio disks: " + versions;
    context.refuse("/boot", message, "Install " + kernelPackage(context.inspection().system())
        + " in the guest while it runs under Xen, then convert it again.");
  }

  private static String kernelPackage(GuestSystem system) {
    if (system.isSuse()) {
      return "kernel-default";
    }
    if (system.isLike("ubuntu")) {
      return "linux-image-generic";
    }
    if (system.isDebian()) {
      return system.architecture().matches("i[3-6]86") ? "linux-image-686-pae" : "linux-image-amd64";
    }
    if (system.isRedHat()) {
      return "kernel";
    }
    return system.isLike("alpine") ? "linux-virt" : "a kernel with virtio drivers";
  }

  // ---- choosing

  private static void dropFallback(GuestEditor guest, KvmKernels kernels, BootMenu menu) {
    if (menu.kind() == BootMenu.Kind.GRUB_LEGACY) {
      guest.edit(menu.file(), text -> {
        GrubLegacyMenu legacy = GrubLegacyMenu.parse(text);
        boolean bad = legacy.fallbacks().stream().anyMatch(number -> number >= menu.entries().size()
            || (!menu.entries().get(number).kernel().isEmpty() && !kernels.runs(menu.entries().get(number))));
        return bad ? legacy.withoutFallback().text() : text;
      }, "An entry for Xen is no fallback");
    }
  }

  private static void choose(GuestEditor guest, FixContext context, BootMenu menu, BootEntry entry) {
    switch (menu.kind()) {
      case GRUB_LEGACY -> guest.edit(menu.file(),
          text -> GrubLegacyMenu.parse(text).withDefault(Integer.parseInt(entry.id())).text(), REASON);
      case EXTLINUX -> guest.edit(menu.file(), text -> ExtlinuxConfig.parse(text).withDefault(entry.id()).text(), REASON);
      case BLS -> save(guest, context, menu, entry.id());
      case GRUB2 -> {
        nameInGrub2(guest, context, menu, entry.id());
        nameInDefaults(guest, context, entry.id());
      }
    }
  }

  private static void nameInGrub2(GuestEditor guest, FixContext context, BootMenu menu, String id) {
    Grub2Config config = Grub2Config.parse(guest.text(menu.file()).orElse(""));
    if (config.startsSaved()) {
      save(guest, context, menu, id);
    }
    if (config.defaultEntry().isPresent()) {
      guest.edit(menu.file(), text -> Grub2Config.parse(text).withDefault(id).text(), REASON);
    } else if (!config.startsSaved()) {
      guest.edit(menu.file(), text -> "set default=0\n" + text, REASON);
      guest.edit(menu.file(), text -> Grub2Config.parse(text).withDefault(id).text(), REASON);
    }
  }

  private static void save(GuestEditor guest, FixContext context, BootMenu menu, String id) {
    GrubEnvironment before = guest.text(menu.environment()).flatMap(GrubEnvironment::parse).orElseGet(GrubEnvironment::empty);
    Optional<GrubEnvironment> after = before.with("saved_entry", id);
    if (after.isPresent()) {
      guest.write(menu.environment(), after.get().text(), REASON);
    } else {
      context.warn(menu.environment().value(), "GRUB's environment block is too small for the new default",
          "Choose '" + id + "' in GRUB's menu, and run grub2-set-default in the guest.");
    }
  }

  /** The generator's own default must say the same, unless it says that the saved one counts. */
  private static void nameInDefaults(GuestEditor guest, FixContext context, String id) {
    for (GuestPath file : new BootConfigFiles(guest, context).grub2Defaults()) {
      guest.edit(file, text -> {
        ShellAssignments assignments = ShellAssignments.parse(text);
        boolean named = assignments.value("GRUB_DEFAULT").filter(value -> !value.equals("saved")).isPresent();
        return named ? assignments.with("GRUB_DEFAULT", id).text() : text;
      }, REASON);
    }
  }

  // ---- adding

  private static void add(GuestEditor guest, FixContext context, BootMenu menu, GuestKernel kernel) {
    BootEntry like = menu.chosen().filter(entry -> !entry.kernel().isEmpty()).orElse(menu.entries().get(0));
    boolean possible = !like.kernel().isEmpty() && kernel.image().fileName().matches("[A-Za-z0-9._+~-]+")
        && (menu.kind() == BootMenu.Kind.GRUB_LEGACY || menu.kind() == BootMenu.Kind.GRUB2);
    if (!possible) {
      tellToAdd(context, menu, kernel);
      return;
    }
    String directory = like.kernel().substring(0, like.kernel().lastIndexOf('/') + 1);
    Optional<String> initrd = kernel.initramfs().map(GuestInitramfs::path).map(path -> directory + path.fileName());
    String cmdline = KvmKernelParameters.of(guest, context).whole(menu.commandLine(guest, like), initrd.isPresent());
    String title = context.inspection().system().name().replaceAll("[^A-Za-z0-9 ._()/+-]", "") + ", kernel " + kernel.version();
    String image = directory + kernel.image().fileName();
    String reason = "No entry starts a kernel that runs without Xen, though " + kernel.image() + " is there";
    if (menu.kind() == BootMenu.Kind.GRUB_LEGACY) {
      guest.edit(menu.file(), text -> GrubLegacyMenu.parse(text)
          .withEntry(Integer.parseInt(like.id()), title, image, initrd, cmdline)
          .withDefault(menu.entries().size()).text(), reason);
      return;
    }
    Grub2Config edited = Grub2Config.parse(guest.text(menu.file()).orElse("")).withEntry(like, new BootEntry(
        title, title, image, initrd.map(List::of).orElse(List.of()), cmdline, false));
    // A brace that is never closed would put the entry into a submenu, or nowhere.
    if (edited.entries().stream().noneMatch(entry -> entry.id().equals(title))) {
      tellToAdd(context, menu, kernel);
      return;
    }
    guest.edit(menu.file(), text -> edited.text(), reason);
    nameInGrub2(guest, context, menu, title);
  }

  private static void tellToAdd(FixContext context, BootMenu menu, GuestKernel kernel) {
    context.warn(menu.file().value(), "The menu offers no kernel that runs without Xen",
        "Add an entry for " + kernel.image() + " and make it the default.");
  }
}
