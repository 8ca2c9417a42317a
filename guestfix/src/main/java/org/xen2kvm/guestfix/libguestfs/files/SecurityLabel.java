package org.xen2kvm.guestfix.libguestfs.files;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;

/**
 * Gives new files the SELinux label that most of their neighbours of the same kind have. The policy in the guest could be asked,
 * but that needs programs that not every appliance has, and for what the fixes write the neighbours are right.
 */
final class SecurityLabel {
  private static final String ATTRIBUTE = "security.selinux";

  /** So many neighbours are asked: /etc has hundreds, and one more call for each. */
  private static final int NEIGHBOURS = 48;

  private final LibguestfsReader files;
  private final GuestfsHandle handle;

  SecurityLabel(LibguestfsReader files) {
    this.files = files;
    this.handle = files.handle();
  }

  /**
   * Labels a file that was just made.
   *
   * @param real its path without links before its last name
   */
  void give(GuestPath real, GuestFileStat.Type type) {
    GuestPath directory = real.parent().orElse(GuestPath.ROOT);
    Optional<byte[]> fromDirectory = of(directory);
    if (fromDirectory.isEmpty()) {
      return; // no labels here
    }
    byte[] label = usual(directory, real.fileName(), type).orElse(fromDirectory.get());
    LibguestfsReader.attempt(real, "cannot label", () -> handle.number(
        g -> handle.library().guestfs_lsetxattr(g, ATTRIBUTE, label, label.length, real.value())));
  }

  private Optional<byte[]> usual(GuestPath directory, String except, GuestFileStat.Type type) {
    Map<ByteBuffer, Integer> counts = new HashMap<>();
    List<String> names = files.list(directory);
    for (String name : names.subList(0, Math.min(NEIGHBOURS, names.size()))) {
      GuestPath neighbour = directory.resolve(name);
      if (!name.equals(except) && files.itselfIfThere(neighbour).filter(file -> file.type() == type).isPresent()) {
        of(neighbour).ifPresent(label -> counts.merge(ByteBuffer.wrap(label), 1, Integer::sum));
      }
    }
    return counts.entrySet().stream()
        .max(Comparator.<Map.Entry<ByteBuffer, Integer>>comparingInt(Map.Entry::getValue).thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getKey().array());
  }

  private Optional<byte[]> of(GuestPath path) {
    try {
      return Optional.of(
          handle.bytes((g, size) -> handle.library().guestfs_lgetxattr(g, path.value(), ATTRIBUTE, size)));
    } catch (GuestfsFailure failure) {
      if (failure.errno() == GuestfsFailure.ENODATA || failure.errno() == GuestfsFailure.ENOTSUP) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
