package org.xen2kvm.runner.disk;

import java.nio.file.Path;

/**
 * Something about a disk on this host that a person should know.
 *
 * @param kind what it is
 * @param where the image that is meant: the disk's, or one behind it
 * @param message what was found, a sentence without a full stop
 * @param advice what to do about it; empty when there is nothing to do
 */
public record DiskProblem(Kind kind, Path where, String message, String advice) {

  /** How much it matters to whoever wants to open the disk. */
  public enum Weight {
    NOTE,
    WARNING,
    ERROR
  }

  /** What it is. */
  public enum Kind {
    MISSING(Weight.ERROR, false),
    NOT_A_DISK(Weight.ERROR, false),
    UNREADABLE(Weight.ERROR, false),
    IN_USE(Weight.ERROR, false),
    BAD_IMAGE(Weight.ERROR, false),
    /** A VHD that needs another one, of which QEMU knows nothing. */
    DIFFERENCING(Weight.ERROR, true),
    ENCRYPTED(Weight.ERROR, true),
    DIRTY(Weight.ERROR, true),
    SNAPSHOTS(Weight.WARNING, true),
    /** Its bytes look like another format than the declared one. */
    SUSPECT_FORMAT(Weight.WARNING, true),
    /** QEMU shows less of it than there is. */
    CUT_OFF(Weight.WARNING, true),
    /** A file that is declared a device, or a device that is declared a file. */
    OTHER_KIND(Weight.WARNING, true),
    READ_ONLY(Weight.WARNING, true),
    /** QEMU shows more of it than there is. */
    ROUNDED_UP(Weight.NOTE, true),
    /** It lies on another image. */
    BACKED(Weight.NOTE, true);

    private final Weight weight;
    private final boolean readable;

    Kind(Weight weight, boolean readable) {
      this.weight = weight;
      this.readable = readable;
    }

    /** Returns how much it matters to whoever wants to open the disk. */
    public Weight weight() {
      return weight;
    }

    /** Returns whether the disk can be opened all the same, sensible or not. */
    public boolean readable() {
      return readable;
    }
  }
}
