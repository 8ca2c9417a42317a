package org.xen2kvm.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import org.xen2kvm.file.IoReason;

/** Reads a file that an option names: all of it, and not more than such a file can sensibly be. Stateless. */
public final class OptionFile {
  /** Longest file that is read, in bytes: virsh capabilities of a large host has some hundred KiB. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private OptionFile() {}

  /**
   * Returns the text of the file.
   *
   * @throws UsageException when it cannot be read, is too long, or is not UTF-8
   */
  public static String read(String option, String file, Shell shell) throws UsageException {
    try (InputStream stream = Files.newInputStream(shell.directory().resolve(file))) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UsageException(option + ": " + file + " is longer than " + MAX_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(option + ": " + file + " is not UTF-8");
    } catch (IOException e) {
      throw new UsageException(option + ": " + file + " cannot be read: " + IoReason.of(e));
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": " + file + " is no path: " + e.getReason());
    }
  }
}
