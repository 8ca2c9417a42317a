package org.xen2kvm.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which files are known again. Stateless. */
public final class Sha256 {
  private Sha256() {}

  /** Returns a digest that is fed piece by piece. For one thread. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Returns the digest of bytes, in hexadecimal. */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(begin().digest(content));
  }
}
