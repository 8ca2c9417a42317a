package org.xen2kvm.migration.copy;

import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.XenDefinition;

/** The main class of a process that ends without notice in the middle of a copy. */
final class KilledCopy {
  static final int STATUS = 77;
  static final long PART = 2L << 20;

  private KilledCopy() {}

  public static void main(String[] args) throws Exception {
    CopyOptions options =
        new CopyOptions(Path.of(args[1]), Optional.of(DiskFormat.valueOf(args[2])), false, false);
    new DiskCopies(new QemuImg(), options, new CopyListener() {
      @Override
      public void at(Path target, Work work, double percent) {
        if (percent >= Double.parseDouble(args[3]) && work == Work.valueOf(args[4])) {
          Runtime.getRuntime().halt(STATUS);
        }
      }

      @Override
      public void tell(Path target, String message) {}
    }, FileStore::getUsableSpace, PART).copy(XenDefinition.convert(Files.readString(Path.of(args[0]))));
  }
}
