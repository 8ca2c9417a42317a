package org.xen2kvm.migration.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xen2kvm.file.Sha256;

/**
 * A file that a plan was made from, as it was then.
 *
 * @param file the definition, the policy or a description of the host
 * @param sha256 the SHA-256 of its content, in hexadecimal
 */
public record InputDigest(Path file, String sha256) {

  /**
   * Returns that of a file as it is now.
   *
   * @throws IOException when it cannot be read
   */
  public static InputDigest of(Path file) throws IOException {
    return new InputDigest(file.toAbsolutePath().normalize(), Sha256.of(Files.readAllBytes(file)));
  }

  /**
   * Returns whether the file has another content by now. One that is gone says nothing against the plan, which holds all that
   * it needs.
   *
   * @throws IOException when it cannot be read
   */
  public boolean hasChanged() throws IOException {
    return Files.exists(file) && !Sha256.of(Files.readAllBytes(file)).equals(sha256);
  }
}
