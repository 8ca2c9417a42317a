package org.xen2kvm.guestfix.fix.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.device.KvmHardware.Firmware;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.Mount;

/**
 * Gives the firmware a loader under the name that it looks for by itself, because the boot entries in the firmware's memory stay
 * behind on the Xen host.
 */
final class UefiFallbackLoader implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "uefi-fallback-loader",
      "Gives UEFI a loader that it finds without its boot entries",
      """
      The boot entries of a UEFI guest are in its firmware's memory, which is not moved: the guest drops to the UEFI shell \
      unless there is EFI/BOOT/BOOTX64.EFI on its system partition. The distribution's shim, with the GRUB that it starts, or \
      GRUB alone is copied there. shim's fallback program (fbx64.efi) is not: it would write new entries and restart.
      """,
      "UEFI specification, 3.5.1.1: Removable Media Boot Behavior");

  private static final List<String> SHIMS = List.of("shimx64.efi", "shim.efi");
  private static final List<String> LOADERS = List.of("grubx64.efi", "grub.efi", "systemd-bootx64.efi");
  private static final String REASON = "The firmware's boot entries stay on the Xen host; this name it finds without them";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    String architecture = context.inspection().system().architecture();
    boolean pc = architecture.isEmpty() || architecture.equals("x86_64");
    boolean linux = context.inspection().system().family() == GuestSystem.Family.LINUX;
    if (context.hardware().firmware() != Firmware.UEFI || !linux || !pc) {
      return;
    }
    Optional<GuestPath> esp = context.inspection().mounts().stream()
        .filter(mount -> mount.volume().type().equals("vfat") && child(guest, mount.at(), "EFI").isPresent())
        .map(Mount::at).findFirst();
    if (esp.isEmpty()) {
      context.warn("", "No EFI system partition with a boot loader was found, though the domain has UEFI",
          "Start the guest's loader from the UEFI shell, or start the guest with BIOS.");
      return;
    }
    GuestPath efi = child(guest, esp.get(), "EFI").orElseThrow();
    GuestPath boot = child(guest, efi, "BOOT").orElse(efi.resolve("BOOT"));
    if (child(guest, boot, "BOOTX64.EFI").isPresent()) {
      return;
    }
    for (GuestPath directory : vendors(guest, context, efi)) {
      if (copy(guest, directory, boot)) {
        return;
      }
    }
    context.warn(efi.value(), "No boot loader was found on the EFI system partition",
        "Install the distribution's boot loader for UEFI in the guest.");
  }

  /** The directories of boot loaders, the distribution's own first. */
  private static List<GuestPath> vendors(GuestEditor guest, FixContext context, GuestPath efi) {
    List<GuestPath> directories = new ArrayList<>();
    for (String name : guest.list(efi)) {
      boolean other = name.equalsIgnoreCase("BOOT") || name.equalsIgnoreCase("Microsoft");
      boolean own = name.equalsIgnoreCase(context.inspection().system().id());
      if (!other) {
        directories.add(own ? 0 : directories.size(), efi.resolve(name));
      }
    }
    return directories;
  }

  private static boolean copy(GuestEditor guest, GuestPath directory, GuestPath boot) {
    Optional<GuestPath> shim = first(guest, directory, SHIMS);
    Optional<GuestPath> loader = first(guest, directory, LOADERS);
    if (loader.isEmpty()) {
      return false;
    }
    guest.copy(shim.orElse(loader.get()), boot.resolve("BOOTX64.EFI"), REASON);
    if (shim.isPresent()) {
      String name = loader.get().fileName();
      if (child(guest, boot, name).isEmpty()) {
        guest.copy(loader.get(), boot.resolve(name), "shim starts the GRUB that is beside it");
      }
    }
    return true;
  }

  private static Optional<GuestPath> first(GuestEditor guest, GuestPath directory, List<String> names) {
    return names.stream().flatMap(name -> child(guest, directory, name).stream()).findFirst();
  }

  /** A system partition is FAT, which does not tell cases apart. */
  private static Optional<GuestPath> child(GuestEditor guest, GuestPath directory, String name) {
    return guest.list(directory).stream().filter(name::equalsIgnoreCase).findFirst().map(directory::resolve);
  }
}
