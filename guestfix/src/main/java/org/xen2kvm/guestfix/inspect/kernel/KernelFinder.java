package org.xen2kvm.guestfix.inspect.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.kernel.KernelConfig;
import org.xen2kvm.guestfix.initramfs.kernel.KernelImage;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.LenientReader;

/**
 * Finds a guest's kernels with what they have of virtio, and looks into the initramfs of those that matter: reading one takes
 * longer than all the rest, so only kernels that can run without Xen count, those of the boot menu first, and the newest few.
 */
public final class KernelFinder {
  /** Their indexes and configurations are a megabyte each. */
  private static final int MOST_LOOKED_AT = 16;

  private final LenientReader guest;
  private final Predicate<GuestPath> isInMenu;
  private final InitramfsFiles initramfs;

  private KernelFinder(LenientReader guest, Predicate<GuestPath> isInMenu) {
    this.guest = guest;
    this.isInMenu = isInMenu;
    this.initramfs = new InitramfsFiles(guest);
  }

  /** Returns the kernels, the newest first; {@code isInMenu} says whether a boot menu mentions a file. */
  public static List<GuestKernel> find(LenientReader guest, Predicate<GuestPath> isInMenu, InspectionFindings findings) {
    return new KernelFinder(guest, isInMenu).find(findings);
  }

  private List<GuestKernel> find(InspectionFindings findings) {
    List<KernelFile> files = KernelFiles.in(guest);
    Set<KernelFile> matter = new HashSet<>(mostImportant(files).subList(0, Math.min(files.size(), MOST_LOOKED_AT)));
    List<GuestKernel> kernels = new ArrayList<>();
    files.forEach(file -> kernels.add(matter.contains(file) ? kernel(file) : unseen(file)));
    if (files.size() > matter.size()) {
      findings.note("/boot", "of " + files.size() + " kernels only " + matter.size()
          + " are looked at, those of the boot menu first");
    }
    return lookInto(kernels, mostImportant(files));
  }

  private List<KernelFile> mostImportant(List<KernelFile> files) {
    return files.stream().sorted(Comparator.comparing(file -> !isInMenu.test(file.image()))).toList();
  }

  // ---- a kernel

  private GuestKernel kernel(KernelFile file) {
    Optional<GuestPath> modules = modules(file);
    Optional<KernelConfig> config = config(file, modules);
    VirtioDrivers drivers = VirtioDrivers.of(guest, modules, config);
    return new GuestKernel(
        file.release(), file.image(), initramfs.of(file), modules, isXenOnly(file, config),
        drivers.of("virtio_pci", "VIRTIO_PCI"), drivers.of("virtio_blk", "VIRTIO_BLK"), drivers.of("virtio_net", "VIRTIO_NET"));
  }

  private GuestKernel unseen(KernelFile file) {
    return new GuestKernel(
        file.release(), file.image(), initramfs.of(file), modules(file), isXenByName(file),
        DriverSupport.UNKNOWN, DriverSupport.UNKNOWN, DriverSupport.UNKNOWN);
  }

  private Optional<GuestPath> modules(KernelFile file) {
    GuestPath all = GuestPath.of("/lib/modules");
    return guest.list(all).contains(file.modulesRelease())
        ? guest.realPath(all.resolve(file.modulesRelease())).filter(guest::isDirectory) : Optional.empty();
  }

  private Optional<KernelConfig> config(KernelFile file, Optional<GuestPath> modules) {
    GuestPath beside = file.directory().resolve("config" + (file.suffix().isEmpty() ? "" : "-" + file.suffix()));
    return guest.text(beside).or(() -> modules.flatMap(directory -> guest.text(directory.resolve("config"))))
        .or(() -> guest.text("/boot/config-" + file.modulesRelease()))
        .map(KernelConfig::of).filter(config -> !config.isEmpty());
  }

  /** The configuration knows; without it, a kernel that calls itself one of Xen's and is no bzImage. */
  private boolean isXenOnly(KernelFile file, Optional<KernelConfig> config) {
    if (config.isPresent()) {
      return config.get().isXenOnly();
    }
    return isXenByName(file) && guest.start(file.image(), KernelImage.ENOUGH).map(KernelImage::of)
        .filter(image -> image.format() == KernelImage.Format.BZIMAGE).isEmpty();
  }

  /** {@code 2.6.18-398.el5xen}, {@code 3.0.76-0.11-xen}, {@code 2.6.26-2-xen-amd64}. */
  private static boolean isXenByName(KernelFile file) {
    return file.release().toLowerCase(Locale.ROOT).contains("xen");
  }

  // ---- their initramfs

  private List<GuestKernel> lookInto(List<GuestKernel> kernels, List<KernelFile> order) {
    List<GuestKernel> all = new ArrayList<>(kernels);
    for (KernelFile file : order) {
      int index = indexOf(all, file);
      GuestKernel kernel = all.get(index);
      Optional<GuestInitramfs> contents = kernel.initramfs().map(found -> needsALook(kernel)
          ? initramfs.lookInto(found) : InitramfsFiles.notLookedInto(found, reasonFor(kernel)));
      all.set(index, kernel.with(contents));
    }
    return all;
  }

  private static int indexOf(List<GuestKernel> kernels, KernelFile file) {
    for (int i = 0; i < kernels.size(); i++) {
      if (kernels.get(i).image().equals(file.image())) {
        return i;
      }
    }
    throw new IllegalArgumentException("not among the kernels: " + file.image());
  }

  /** Built-in drivers are no reason not to look: an initramfs names network cards and has copies of the guest's configuration. */
  private static boolean needsALook(GuestKernel kernel) {
    boolean hopeless = kernel.virtioPci() == DriverSupport.MISSING || kernel.virtioBlk() == DriverSupport.MISSING;
    return !kernel.xenOnly() && !hopeless;
  }

  private static String reasonFor(GuestKernel kernel) {
    return kernel.xenOnly()
        ? "not looked into: its kernel runs under Xen only" : "not looked into: its kernel has no virtio";
  }
}
