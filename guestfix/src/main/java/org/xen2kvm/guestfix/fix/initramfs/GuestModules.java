package org.xen2kvm.guestfix.fix.initramfs;

import java.util.Set;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.KernelModules;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.SourceFile;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleDependencies;
import org.xen2kvm.guestfix.plan.GuestText;

/** The modules of a guest's kernel, from its indexes: one listing and three files, whatever it has. */
final class GuestModules {
  /** That of a distribution with everything has 0.7 MiB. */
  private static final int LARGEST_INDEX = 8 << 20;

  private GuestModules() {}

  /** The modules of a kernel cannot be used; the message says why, a sentence without a full stop. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads what a kernel's modules need of each other.
   *
   * @param directory where they are; its name is the kernel's release, which that of a rescue kernel's file is not
   */
  static KernelModules read(GuestEditor guest, GuestPath directory) throws UnusableException {
    try {
      Set<String> names = Set.copyOf(guest.asItIs().list(directory));
      if (!names.contains("modules.dep")) {
        throw new UnusableException(directory + " has no modules.dep");
      }
      ModuleDependencies dependencies = ModuleDependencies.of(
          index(guest, directory, names, "modules.dep"), index(guest, directory, names, "modules.builtin"),
          index(guest, directory, names, "modules.softdep"));
      return new KernelModules(directory.fileName(), directory, names, dependencies);
    } catch (GuestFilesystemException e) {
      throw unusable(e);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(directory + " is no usable directory of modules: " + e.getMessage());
    }
  }

  private static String index(GuestEditor guest, GuestPath directory, Set<String> names, String name) {
    return names.contains(name) ? GuestText.decode(guest.asItIs().read(directory.resolve(name), LARGEST_INDEX)).text() : "";
  }

  /** Returns how many bytes an initramfs grows by; asks for each file, so that one that is missing is known before. */
  static long size(GuestEditor guest, VirtioArchivePlan archive) throws UnusableException {
    long size = 4096;
    for (SourceFile file : archive.files()) {
      // Header, name and padding of an entry.
      size += 256 + file.target().length() + bytes(guest, file.source());
    }
    return size + archive.extras().size() * 1024L;
  }

  private static long bytes(GuestEditor guest, GuestPath file) throws UnusableException {
    try {
      GuestFileStat stat = guest.asItIs().stat(file);
      // Red Hat's weak-updates are links to another kernel's modules.
      GuestFileStat real = stat.type() == GuestFileStat.Type.SYMLINK ? guest.asItIs().stat(guest.realPath(file)) : stat;
      if (real.type() != GuestFileStat.Type.REGULAR) {
        throw new UnusableException(file + " is no regular file");
      }
      return real.size();
    } catch (GuestFilesystemException e) {
      throw unusable(e);
    }
  }

  /** A guest may have any damage; a filesystem or an appliance that fails is another matter. */
  private static UnusableException unusable(GuestFilesystemException failure) {
    if (failure.reason() == Reason.FAILED) {
      throw failure;
    }
    return new UnusableException(String.valueOf(failure.getMessage()));
  }
}
