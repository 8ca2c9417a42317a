package org.xen2kvm.guestfix.inspect;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.GuestText;

/** Small texts of a guest, bounded: what is missing, no regular file or larger than any configuration is not there. */
record ConfigFiles(GuestFilesystemReader guest) {
  private static final int LARGEST = 512 << 10;
  private static final int MOST_NAMES = 500;

  /** Returns the text of a file. */
  Optional<String> text(GuestPath file) {
    try {
      return guest.exists(file) ? Optional.of(GuestText.decode(guest.read(file, LARGEST)).text()) : Optional.empty();
    } catch (GuestFilesystemException e) {
      rethrowUnlessGuests(e);
      return Optional.empty();
    }
  }

  /** Returns the names in a directory, sorted; the first few hundred of a directory that nobody made by hand. */
  List<String> names(GuestPath directory) {
    try {
      List<String> names = guest.exists(directory) ? guest.list(directory) : List.of();
      return names.subList(0, Math.min(names.size(), MOST_NAMES));
    } catch (GuestFilesystemException e) {
      rethrowUnlessGuests(e);
      return List.of();
    }
  }

  /** A guest may hold anything under any name; a filesystem or an appliance that fails is another matter. */
  private static void rethrowUnlessGuests(GuestFilesystemException failure) {
    if (failure.reason() == Reason.FAILED || failure.reason() == Reason.NO_SPACE) {
      throw failure;
    }
  }
}
