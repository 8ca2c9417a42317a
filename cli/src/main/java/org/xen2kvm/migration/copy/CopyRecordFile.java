package org.xen2kvm.migration.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.xen2kvm.file.AtomicFile;

/** The file in which the record of a copy stands: beside it, hidden, so that libvirt takes it for no volume. For one thread. */
final class CopyRecordFile {
  /** A chain of 64 images with long names stays below. */
  private static final int LONGEST = 1 << 20;

  private final Path file;

  private CopyRecordFile(Path file) {
    this.file = file;
  }

  static CopyRecordFile of(Path target) {
    return new CopyRecordFile(place(target));
  }

  /** Returns where the record of a copy stands. */
  static Path place(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".xen2kvm-copy.json");
  }

  /** Returns what stands there; empty when nothing does, or nothing that this tool wrote: then nothing is known of a copy. */
  Optional<CopyRecord> read() throws IOException {
    // Asked before it is opened: a pipe would block for ever, and a link leads somewhere else.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(LONGEST + 1);
    }
    if (bytes.length > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(CopyRecordText.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void write(CopyRecord record) throws IOException {
    AtomicFile.writeThrough(file, CopyRecordText.write(record).getBytes(StandardCharsets.UTF_8));
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
