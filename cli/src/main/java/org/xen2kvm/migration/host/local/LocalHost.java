package org.xen2kvm.migration.host.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** This machine, as checks look at it. Nothing is changed. Safe for use by several threads. */
public interface LocalHost {

  /** Returns the beginning of a file, a mebibyte of it; empty when there is none that this user may read. */
  Optional<String> read(String file);

  /** Returns whether there is a file, a folder or a device. */
  boolean exists(String file);

  /** Returns whether this user may read and write it. */
  boolean isOpen(String file);

  /** Returns the names in a folder, sorted; none when there is no folder that this user may list. */
  List<String> names(String folder);

  /** Returns what a folder for images is like. */
  ImageFolder folder(Path folder);

  /**
   * Runs a program and waits, in the C locale, with nothing on its standard input. It is ended when it takes too long, or has
   * said what was waited for.
   *
   * @param argv its name, found as a shell finds it and in the administrator's folders, and its arguments
   * @param until what is waited for; empty for its end
   */
  ProgramAnswer run(List<String> argv, Duration limit, String until);

  /** Returns the name of the user who runs this process. */
  String user();

  /** Returns whether that is root. */
  boolean isRoot();

  /**
   * Writes an image for a trial, of which nothing is left after it is closed.
   *
   * @throws java.io.UncheckedIOException when there is no place for it
   */
  TrialImage trialImage(byte[] start, int size);

  /** A file for the time of a trial. */
  interface TrialImage extends AutoCloseable {
    /** Returns where it is. */
    Path file();

    /** Removes it. */
    @Override
    void close();
  }

  /**
   * A folder for images.
   *
   * @param path its absolute path
   * @param exists whether it is a folder
   * @param free bytes that may be written
   * @param closed the first folder on the way to it, it included, into which not everybody may go; empty when all may
   */
  record ImageFolder(Path path, boolean exists, long free, Optional<Path> closed) {}
}
