package org.xen2kvm.migration.survey;

import java.util.Optional;
import java.util.Set;
import org.xen2kvm.migration.survey.domain.DiskUse;

/**
 * Where images of a host lie together, as far as their paths tell. Immutable.
 *
 * @param type {@code folder}, {@code volume-group}, {@code zfs-pool}, {@code devices} or {@code pool}
 * @param name its path or name
 */
record StoragePlace(String type, String name) {
  /** Folders below /dev that are no volume group: what udev and the drivers of the kernel make there. */
  private static final Set<String> NO_GROUPS = Set.of(
      "disk", "mapper", "md", "drbd", "rbd", "nbd", "block", "loop", "cciss", "ida", "etherd", "vx", "xvd", "bcache", "fd", "shm");

  /** Returns the place of an image; empty for one that is reached over the network. */
  static Optional<StoragePlace> of(DiskUse disk) {
    String place = disk.place();
    if (!disk.protocol().isEmpty()) {
      return Optional.empty();
    }
    if (disk.type().equals("volume")) {
      return Optional.of(new StoragePlace("pool", place.substring(0, place.indexOf('/'))));
    }
    String folder = place.substring(0, Math.max(0, place.lastIndexOf('/')));
    if (!place.startsWith("/dev/")) {
      return Optional.of(new StoragePlace("folder", folder.isEmpty() ? "/" : folder));
    }
    String[] steps = place.split("/", -1);
    if (steps.length > 4 && steps[2].equals("zvol")) {
      return Optional.of(new StoragePlace("zfs-pool", steps[3]));
    }
    boolean group = steps.length == 4 && !NO_GROUPS.contains(steps[2]);
    return Optional.of(group ? new StoragePlace("volume-group", steps[2]) : new StoragePlace("devices", folder));
  }
}
