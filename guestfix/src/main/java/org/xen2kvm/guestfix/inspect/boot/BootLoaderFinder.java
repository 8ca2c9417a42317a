package org.xen2kvm.guestfix.inspect.boot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.BootLoader;
import org.xen2kvm.guestfix.inspect.BootLoader.Kind;
import org.xen2kvm.guestfix.inspect.LenientReader;

/** Finds the configurations of boot loaders in a guest, each file once whatever names lead to it. For one guest. */
public final class BootLoaderFinder {
  private static final List<String> GRUB2 = List.of("/boot/grub2/grub.cfg", "/boot/grub/grub.cfg");

  /** Red Hat calls it grub.conf and has menu.lst lead to it; pygrub reads any of them. */
  private static final List<String> GRUB_LEGACY = List.of("/boot/grub/menu.lst", "/boot/grub/grub.conf", "/etc/grub.conf");

  private static final List<String> EXTLINUX = List.of(
      "/boot/extlinux/extlinux.conf", "/boot/extlinux.conf", "/extlinux.conf", "/boot/syslinux/syslinux.cfg",
      "/boot/syslinux/extlinux.conf", "/boot/syslinux.cfg");

  private static final List<String> ESPS = List.of("/boot/efi", "/efi", "/boot");
  private static final int MOST_ENTRIES = 100;

  private final LenientReader guest;
  private final List<BootLoader> loaders = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Set<GuestPath> known = new HashSet<>();

  private BootLoaderFinder(LenientReader guest) {
    this.guest = guest;
  }

  /** Returns the configurations in a guest whose filesystems are mounted. */
  public static BootMenus find(LenientReader guest) {
    BootLoaderFinder finder = new BootLoaderFinder(guest);
    GRUB2.forEach(path -> finder.file(Kind.GRUB2, GuestPath.of(path)));
    finder.grub2OnEsp();
    finder.bls();
    finder.systemdBoot();
    GRUB_LEGACY.forEach(path -> finder.file(Kind.GRUB_LEGACY, GuestPath.of(path)));
    EXTLINUX.forEach(path -> finder.file(Kind.EXTLINUX, GuestPath.of(path)));
    return new BootMenus(finder.loaders, finder.texts);
  }

  private void file(Kind kind, GuestPath path) {
    Optional<GuestPath> real = guest.realPath(path).filter(file -> !known.contains(file));
    Optional<String> text = real.flatMap(guest::text);
    if (real.isPresent() && text.isPresent()) {
      known.add(real.get());
      loaders.add(new BootLoader(kind, real.get()));
      texts.add(text.get());
    }
  }

  /** On an ESP lies a whole grub.cfg (Red Hat up to 8) or a few lines that lead to the one under /boot: nothing to edit. */
  private void grub2OnEsp() {
    for (String esp : ESPS) {
      for (GuestPath vendor : children(directory(GuestPath.of(esp), "EFI"))) {
        GuestPath config = vendor.resolve("grub.cfg");
        if (guest.text(config).filter(text -> text.contains("menuentry") || text.contains("blscfg")).isPresent()) {
          file(Kind.GRUB2, config);
        }
      }
    }
  }

  /** Entries are there on systems, too, whose grub.cfg does not look at them. */
  private void bls() {
    boolean enabled = texts.stream().anyMatch(text -> text.contains("blscfg"));
    if (enabled) {
      entries(Kind.BLS, GuestPath.of("/boot/loader/entries"));
    }
  }

  private void systemdBoot() {
    for (String esp : ESPS) {
      if (directory(GuestPath.of(esp), "EFI").flatMap(efi -> directory(efi, "systemd")).isPresent()) {
        entries(Kind.SYSTEMD_BOOT, GuestPath.of(esp).resolve("loader/entries"));
        // Entries on an extended boot partition.
        entries(Kind.SYSTEMD_BOOT, GuestPath.of("/boot/loader/entries"));
      }
    }
  }

  private void entries(Kind kind, GuestPath directory) {
    List<GuestPath> entries = guest.list(directory).stream().filter(name -> name.endsWith(".conf"))
        .limit(MOST_ENTRIES).map(directory::resolve).toList();
    Optional<GuestPath> real = guest.realPath(directory);
    if (!entries.isEmpty() && real.isPresent() && known.add(real.get())) {
      loaders.add(new BootLoader(kind, real.get()));
      entries.forEach(entry -> guest.text(entry).ifPresent(texts::add));
    }
  }

  /** FAT does not care for case. */
  private Optional<GuestPath> directory(GuestPath parent, String name) {
    return guest.list(parent).stream().filter(name::equalsIgnoreCase).findFirst().map(parent::resolve);
  }

  private List<GuestPath> children(Optional<GuestPath> directory) {
    return directory.map(path -> guest.list(path).stream().limit(MOST_ENTRIES).map(path::resolve).toList()).orElse(List.of());
  }
}
