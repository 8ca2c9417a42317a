package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xen2kvm.file.StorageRoom;
import org.xen2kvm.guestfix.image.ImageInfo;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.PlannedDisk;

/** Says beforehand that the host's file systems are too full, where an apply would otherwise fail in the middle. Stateless. */
final class FreeSpace {
  /** What rewritten files, metadata of a file system and of qcow2 take in an overlay: 150 MB have been seen. */
  private static final long OVERLAY = 256L << 20;

  private FreeSpace() {}

  /**
   * Expects space for the overlays of a guest, and for its new images when it gets some.
   *
   * @throws MigrationException (FAILED) when there is too little
   */
  static void expect(List<PlannedDisk> disks, KeepChoice keep, QemuImg qemuImg, StorageRoom room) throws IOException {
    Map<FileStore, Long> needed = new LinkedHashMap<>();
    Map<FileStore, Path> places = new LinkedHashMap<>();
    for (PlannedDisk disk : disks) {
      Path folder = disk.overlay().toAbsolutePath().getParent();
      FileStore store = Files.getFileStore(folder);
      places.putIfAbsent(store, folder);
      // One guest writes its overlay's worth, on however many disks.
      needed.putIfAbsent(store, OVERLAY);
      if (disk.changed() && keep == KeepChoice.FLATTEN) {
        needed.merge(store, content(disk, qemuImg), Long::sum);
      }
    }
    for (Map.Entry<FileStore, Long> each : needed.entrySet()) {
      long free = room.usable(each.getKey());
      if (free < each.getValue()) {
        throw new MigrationException(
            Reason.FAILED,
            "There is only " + StorageRoom.free(free) + " free in " + places.get(each.getKey()) + ", and "
                + StorageRoom.needed(each.getValue()) + " may be needed",
            "Make space, or plan with another folder: --work-dir.", null);
      }
    }
  }

  /** A device takes all of its size on the host, and qemu-img says nothing of it. */
  private static long content(PlannedDisk disk, QemuImg qemuImg) {
    long sum = 0;
    for (ImageInfo info : qemuImg.chain(disk.source().image())) {
      sum += Files.isRegularFile(info.image().file()) ? info.actualSize() : info.virtualSize();
    }
    return sum;
  }
}
