package org.xen2kvm.golden;

import java.nio.file.Path;

/** A reviewed file of the project that tests of other packages hold their output against. Stateless. */
public final class GoldenFile {
  private GoldenFile() {}

  /**
   * Returns what the file holds, or writes it when expectations are being updated.
   *
   * @param path below the project's root
   */
  public static String expected(String path, String actual) {
    return GoldenCase.expected(GoldenCase.ROOT.resolve(path), actual);
  }
}
