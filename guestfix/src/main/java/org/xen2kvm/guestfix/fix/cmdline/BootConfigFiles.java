package org.xen2kvm.guestfix.fix.cmdline;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.BootLoader;

/**
 * Finds the files in which a guest configures its boot loaders: those that inspection found and all usual places, because a guest
 * may have several and the one that counts changes with what starts it. Each file once, links followed.
 */
public final class BootConfigFiles {
  private static final int MOST_SYSTEMS_ON_ESP = 32;

  private final GuestEditor guest;
  private final FixContext context;

  public BootConfigFiles(GuestEditor guest, FixContext context) {
    this.guest = guest;
    this.context = context;
  }

  /** Returns GRUB Legacy's menus. */
  public List<GuestPath> grubLegacy() {
    return existing(found(BootLoader.Kind.GRUB_LEGACY), List.of(
        "/boot/grub/menu.lst", "/boot/grub/grub.conf", "/etc/grub.conf", "/boot/boot/grub/menu.lst"));
  }

  /** Returns GRUB 2's generated configurations. */
  public List<GuestPath> grub2() {
    return existing(found(BootLoader.Kind.GRUB2), places("grub.cfg"));
  }

  /** Returns GRUB 2's environment blocks. */
  public List<GuestPath> grubenv() {
    return existing(Set.of(), places("grubenv"));
  }

  private List<String> places(String name) {
    Set<String> places = new LinkedHashSet<>(List.of(
        "/boot/grub/" + name, "/boot/grub2/" + name, "/boot/grub2-efi/" + name));
    for (String esp : List.of("/boot/efi/EFI", "/efi/EFI")) {
      guest.list(GuestPath.of(esp)).stream().limit(MOST_SYSTEMS_ON_ESP)
          .forEach(system -> places.add(esp + "/" + system + "/" + name));
    }
    return List.copyOf(places);
  }

  /** Returns what people add to GRUB 2's menu by hand, and the scripts that put it there. */
  List<GuestPath> grub2Custom() {
    Set<String> places = new LinkedHashSet<>(List.of("/boot/grub/custom.cfg", "/boot/grub2/custom.cfg"));
    guest.list(GuestPath.of("/etc/grub.d")).forEach(name -> places.add("/etc/grub.d/" + name));
    return existing(Set.of(), List.copyOf(places));
  }

  /** Returns the files of entries of the Boot Loader Specification, GRUB's and systemd-boot's. */
  public List<GuestPath> loaderEntries() {
    Set<String> places = new LinkedHashSet<>();
    for (String directory : List.of("/boot/loader/entries", "/boot/efi/loader/entries", "/efi/loader/entries")) {
      guest.list(GuestPath.of(directory)).stream().filter(name -> name.endsWith(".conf"))
          .forEach(name -> places.add(directory + "/" + name));
    }
    return existing(Set.of(), List.copyOf(places));
  }

  /** Returns the configurations of extlinux and syslinux. */
  public List<GuestPath> extlinux() {
    return existing(found(BootLoader.Kind.EXTLINUX), List.of(
        "/boot/extlinux/extlinux.conf", "/boot/extlinux.conf", "/extlinux.conf", "/boot/syslinux/syslinux.cfg",
        "/boot/syslinux/extlinux.conf", "/boot/syslinux.cfg"));
  }

  /** Returns the files that GRUB 2's generator reads, in its order. */
  public List<GuestPath> grub2Defaults() {
    Set<String> places = new LinkedHashSet<>(List.of("/etc/default/grub"));
    guest.list(GuestPath.of("/etc/default/grub.d")).stream().filter(name -> name.endsWith(".cfg"))
        .forEach(name -> places.add("/etc/default/grub.d/" + name));
    return existing(Set.of(), List.copyOf(places));
  }

  private Set<GuestPath> found(BootLoader.Kind kind) {
    Set<GuestPath> configs = new LinkedHashSet<>();
    context.inspection().bootLoaders().stream()
        .filter(loader -> loader.kind() == kind).forEach(loader -> configs.add(loader.config()));
    return configs;
  }

  private List<GuestPath> existing(Set<GuestPath> found, List<String> usual) {
    Set<GuestPath> candidates = new LinkedHashSet<>(found);
    usual.forEach(path -> candidates.add(GuestPath.of(path)));
    Set<GuestPath> files = new LinkedHashSet<>();
    candidates.stream().filter(path -> guest.exists(path.value()) && guest.text(path).isPresent())
        .forEach(path -> files.add(guest.realPath(path)));
    return List.copyOf(files);
  }
}
