package org.xen2kvm.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why reading or writing failed, in the words of the system, where Java has it in a class's name only. Stateless. */
public final class IoReason {
  /** What Java makes of the bytes of a name that are no characters of the locale: with it the file cannot be found again. */
  private static final char UNDECODABLE = '\uFFFD';

  private IoReason() {}

  /** Returns the reason, without the file: for whoever has named that. */
  public static String of(IOException cause) {
    if (cause instanceof NoSuchFileException missing) {
      if (String.valueOf(missing.getFile()).indexOf(UNDECODABLE) >= 0) {
        return "The name is not in the encoding of the locale";
      }
      return "No such file or directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "File exists";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "Directory not empty";
    }
    String text = cause instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  /** Returns the file, where the system says which, and the reason. */
  public static String withFile(IOException cause) {
    String reason = of(cause);
    String file = cause instanceof FileSystemException failure ? failure.getFile() : null;
    return file == null || reason.equals(file) ? reason : file + ": " + reason;
  }
}
