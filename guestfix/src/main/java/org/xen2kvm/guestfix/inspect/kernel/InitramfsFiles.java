package org.xen2kvm.guestfix.inspect.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.LenientReader;

/** Finds the initramfs that belongs to a kernel, and lists a few of them. For one guest. */
final class InitramfsFiles {
  private static final int LARGEST = 256 << 20;

  /** Each takes a good second to read and unpack; menus offer the newest two or three kernels. */
  private static final int MOST_LOOKED_INTO = 4;

  private final LenientReader guest;
  private final Map<GuestPath, GuestInitramfs> known = new HashMap<>();

  InitramfsFiles(LenientReader guest) {
    this.guest = guest;
  }

  /** Returns the file beside a kernel, not looked into yet. */
  Optional<GuestInitramfs> of(KernelFile kernel) {
    List<String> there = guest.list(kernel.directory());
    Stream<String> names = kernel.suffix().isEmpty()
        ? there.stream().filter(name -> name.startsWith("initrd") || name.startsWith("initramfs")).sorted()
        : names(kernel.suffix()).filter(there::contains);
    Optional<GuestPath> beside = names.findFirst().map(kernel.directory()::resolve)
        // A kernel kept with its modules has its initramfs in /boot.
        .or(() -> names(kernel.release()).filter(guest.list("/boot")::contains).findFirst().map(GuestPath.of("/boot")::resolve))
        .or(() -> besideModules(kernel));
    return beside.flatMap(guest::realPath).flatMap(path -> guest.statFollowing(path)
        .filter(stat -> stat.type() == GuestFileStat.Type.REGULAR)
        .map(stat -> new GuestInitramfs(path, stat.size(), Optional.empty(), "")));
  }

  /** Debian, Red Hat with dracut, SUSE, Red Hat before, Gentoo, and what people name by hand. */
  private static Stream<String> names(String suffix) {
    return Stream.of("initrd.img-" + suffix, "initramfs-" + suffix + ".img", "initrd-" + suffix, "initrd-" + suffix + ".img",
        "initramfs-" + suffix, "initrd.img-" + suffix + ".img", "initramfs-genkernel-" + suffix, "initrd." + suffix);
  }

  private Optional<GuestPath> besideModules(KernelFile kernel) {
    GuestPath modules = GuestPath.of("/lib/modules");
    boolean there = guest.list(modules).contains(kernel.release());
    GuestPath directory = there ? modules.resolve(kernel.release()) : modules;
    return Stream.of("initrd", "initramfs.img").filter(name -> there && guest.list(directory).contains(name)).findFirst()
        .map(directory::resolve);
  }

  /** Returns the same with what it holds, or why that is not known. */
  GuestInitramfs lookInto(GuestInitramfs initramfs) {
    GuestInitramfs before = known.get(initramfs.path());
    if (before != null) {
      return before;
    }
    if (known.size() >= MOST_LOOKED_INTO) {
      return notLookedInto(initramfs, "not looked into: older than the " + MOST_LOOKED_INTO + " that are");
    }
    GuestInitramfs seen = guest.content(initramfs.path(), LARGEST).map(image -> listed(initramfs, image))
        .orElse(notLookedInto(initramfs, "not looked into: larger than " + (LARGEST >> 20) + " MiB"));
    known.put(initramfs.path(), seen);
    return seen;
  }

  private static GuestInitramfs listed(GuestInitramfs initramfs, byte[] image) {
    try {
      return new GuestInitramfs(initramfs.path(), initramfs.size(), Optional.of(InitramfsContents.of(image)), "");
    } catch (InitramfsException e) {
      return notLookedInto(initramfs, String.valueOf(e.getMessage()));
    }
  }

  static GuestInitramfs notLookedInto(GuestInitramfs initramfs, String reason) {
    return new GuestInitramfs(initramfs.path(), initramfs.size(), Optional.empty(), reason);
  }
}
