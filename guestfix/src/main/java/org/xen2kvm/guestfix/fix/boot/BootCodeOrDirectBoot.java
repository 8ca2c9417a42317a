package org.xen2kvm.guestfix.fix.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.bootloader.BootEntry;
import org.xen2kvm.guestfix.bootloader.Grub2Config;
import org.xen2kvm.guestfix.bootloader.Grub2MenuText;
import org.xen2kvm.guestfix.device.KvmHardware.Firmware;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.FixOptions.BootCodeChoice;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.BootCode;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.Mount;

/**
 * Makes a guest start that Xen started by reading its kernel: its own boot loader is installed, or the host starts its kernel. A
 * guest whose boot code is in order is left alone.
 */
final class BootCodeOrDirectBoot implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "boot-code",
      "Starts a guest that has no boot loader of its own",
      """
      pygrub and pv-grub read a guest's menu and kernel from its disk, so that its boot sector was never used: it is empty or \
      stale, and a PC stops at "Booting from Hard Disk…" or "GRUB". Where the guest has its own GRUB for PCs and an MBR \
      partition table, that is installed by its own tool, which names the filesystem by UUID; a menu of its own is written for \
      GRUB 2 where only menu.lst is there, because GRUB 2 does not start that by itself. Otherwise, or when asked to, the host \
      starts the kernel of the guest: kernel and initramfs are copied to the host, and the domain names them. Guests of UEFI \
      are served by uefi-fallback-loader.
      """,
      "Measured: virt-v2v's results of pygrub guests stop at \"Booting from Hard Disk…\"",
      "Measured: GRUB reading menu.lst by itself never started, a written grub.cfg did");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    boolean linux = context.inspection().system().family() == GuestSystem.Family.LINUX;
    BootCode code = context.inspection().bootCode();
    if (!linux || context.hardware().firmware() == Firmware.UEFI || code.state() == BootCode.State.USABLE) {
      return;
    }
    if (context.options().bootCode() == BootCodeChoice.DIRECT) {
      bootDirectly(guest, context, code.detail());
      return;
    }
    GrubInstallation.Found found = GrubInstallation.find(guest, context);
    if (found.installation().isPresent() && prepare(guest, context, found.installation().get())) {
      GrubInstallation grub = found.installation().get();
      guest.run(grub.argv(), List.of(grub.directory(), grub.disk()),
          "The guest's boot loader was never used under Xen: " + code.detail());
      return;
    }
    String problem = found.problem().isEmpty() ? "it has no kernel for GRUB's menu" : found.problem();
    if (context.options().bootCode() == BootCodeChoice.INSTALL) {
      context.refuse("", "The guest's boot loader cannot be installed: " + problem,
          "Let the host start the guest's kernel instead, or install a boot loader in the guest.");
    } else {
      bootDirectly(guest, context, code.detail() + ", and " + problem);
    }
  }

  // ---- its own boot loader

  /** Plans a menu for GRUB 2 where it has none; tells whether there is one. */
  private static boolean prepare(GuestEditor guest, FixContext context, GrubInstallation grub) {
    if (grub.legacy()) {
      return true;
    }
    GuestPath config = grub.directory().resolve("grub.cfg");
    Grub2Config present = Grub2Config.parse(guest.text(config).orElse(""));
    if (!present.entries().isEmpty() || present.readsLoaderEntries()) {
      return true;
    }
    List<BootSource> sources = BootSource.all(guest, context);
    Optional<Mount> mount = sources.stream().findFirst().flatMap(source -> context.inspection().mountOf(source.kernel().image()));
    List<BootEntry> entries = new ArrayList<>();
    for (BootSource source : sources) {
      boolean sameFilesystem = context.inspection().mountOf(source.kernel().image()).equals(mount);
      if (mount.isPresent() && sameFilesystem) {
        entries.add(new BootEntry("", source.title(), within(mount.get(), source.kernel().image()),
            source.kernel().initramfs().map(GuestInitramfs::path).map(path -> List.of(within(mount.get(), path)))
                .orElse(List.of()),
            source.cmdline(), false));
      }
    }
    if (entries.isEmpty()) {
      return false;
    }
    Optional<String> uuid = mount.map(at -> at.volume().uuid()).filter(known -> !known.isEmpty());
    boolean serial = context.hardware().console().filter("ttyS0"::equals).isPresent();
    guest.write(config, "# Written by xen2kvm: GRUB 2 does not start menu.lst by itself. grub-mkconfig may replace it.\n"
        + Grub2MenuText.of(entries, uuid, serial), "GRUB 2 needs a menu of its own");
    return true;
  }

  /** A file's path as GRUB sees it, from the top of its filesystem. */
  private static String within(Mount mount, GuestPath file) {
    String path = mount.at().isRoot() ? file.value() : file.value().substring(mount.at().value().length());
    String subvolume = mount.subvolume().isEmpty() ? ""
        : GuestPath.ROOT.resolve(mount.subvolume().replaceFirst("^/+", "")).value();
    return subvolume + path;
  }

  // ---- the host

  private static void bootDirectly(GuestEditor guest, FixContext context, String why) {
    Optional<BootSource> source = BootSource.chosen(guest, context);
    if (source.isEmpty()) {
      context.refuse("/boot", "The guest has neither a usable boot loader nor a kernel that runs without Xen",
          "Install a kernel that runs without Xen in the guest, then convert it again.");
      return;
    }
    BootSource chosen = source.get();
    guest.bootDirectly(chosen.kernel().image(), chosen.kernel().initramfs().map(GuestInitramfs::path), chosen.cmdline(),
        "The guest cannot start by itself: " + why);
    context.note(chosen.kernel().image().value(),
        "The host starts this kernel, so that a kernel update in the guest has no effect until the copy on the host is renewed");
  }
}
