package org.xen2kvm.file;

import java.nio.file.Path;

/**
 * The names of files that are there only while a plan is applied. What a killed apply leaves behind is known by them, and
 * nothing else is ever removed. Stateless.
 */
public final class WorkFile {
  private static final String UNFINISHED = ".xen2kvm.part";
  private static final String LOCK = ".xen2kvm.lock.part";

  private WorkFile() {}

  /** Returns where a file is made before it is put in its place. */
  public static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  /** Returns the lock of whoever makes a file. */
  public static Path lock(Path file) {
    return file.resolveSibling(file.getFileName() + LOCK);
  }

  /** Returns whether a file has such a name. */
  public static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(UNFINISHED) || name.endsWith(LOCK);
  }
}
