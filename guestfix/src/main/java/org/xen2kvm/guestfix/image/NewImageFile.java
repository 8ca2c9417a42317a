package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/**
 * The file of a new image, made before qemu-img fills it: never over one that is there, never readable by others for a moment, and
 * gone again when the filling fails.
 */
final class NewImageFile {
  private NewImageFile() {}

  /** Makes the file, fills it, and gives it to the owner of the image that it is made like, when this process may. */
  static void fill(DiskImage made, DiskImage like, Runnable filling) {
    Path file = made.file();
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException there) {
      throw new GuestDisksException(Reason.FAILED, file + " is there already and is not overwritten", there);
    } catch (IOException failure) {
      throw new GuestDisksException(Reason.FAILED, "cannot make " + file + ": " + failure, failure);
    }
    boolean filled = false;
    try {
      filling.run();
      giveTo(file, like.file());
      filled = true;
    } catch (IOException failure) {
      throw new GuestDisksException(Reason.FAILED, "cannot give " + file + " an owner: " + failure, failure);
    } finally {
      if (!filled) {
        delete(file);
      }
    }
  }

  private static void giveTo(Path file, Path like) throws IOException {
    if (!Files.isRegularFile(like)) {
      return; // a device belongs to the host
    }
    PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.readAttributes().owner().equals(wanted.owner()) && isRoot()) {
      view.setOwner(wanted.owner());
      view.setGroup(wanted.group());
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new GuestDisksException(Reason.FAILED, "cannot remove the unfinished " + file, failure);
    }
  }
}
