package org.xen2kvm.migration.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.journal.JournalEntry.Begun;

/** Reads journals back; a last line that a kill cut off was never done, and does not count. Stateless. */
final class JournalReader {
  /** A migration writes some twenty lines. */
  private static final int LONGEST = 1 << 20;

  private JournalReader() {}

  /**
   * Returns the migration whose journal lies in a folder; empty when it was killed before its first step was on the disk.
   *
   * @throws MigrationException (REFUSED) when the journal is damaged
   */
  static Optional<Migration> read(Path folder) throws IOException {
    Path file = folder.resolve(Journal.FILE);
    // Asked before anything is opened: a pipe would block for ever.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw damaged(file, "it is no file of its own, but a link or something else", null);
    }
    if (Files.size(file) > LONGEST) {
      throw damaged(file, "it is longer than " + LONGEST + " bytes", null);
    }
    String text;
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(wholeLines(channel))).toString();
    } catch (CharacterCodingException e) {
      throw damaged(file, "it is not UTF-8", e);
    }
    List<JournalLine> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        lines.add(JournalText.read(line));
      } catch (IllegalArgumentException e) {
        throw damaged(file, "line " + (lines.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (!(lines.get(0).entry() instanceof Begun begun)) {
      throw damaged(file, "it does not begin with the begin", null);
    }
    return Optional.of(new Migration(folder, begun, lines));
  }

  /** Returns where the last whole line of a journal ends. */
  static long endOfLines(FileChannel journal) throws IOException {
    return wholeLines(journal).length;
  }

  private static byte[] wholeLines(FileChannel journal) throws IOException {
    if (journal.size() > LONGEST) {
      throw new IOException("The journal is longer than " + LONGEST + " bytes");
    }
    ByteBuffer content = ByteBuffer.allocate((int) journal.size());
    while (content.hasRemaining() && journal.read(content, content.position()) >= 0) {
      // A read may give less than was asked for.
    }
    int end = content.position();
    while (end > 0 && content.get(end - 1) != '\n') {
      end--;
    }
    byte[] lines = new byte[end];
    content.get(0, lines);
    return lines;
  }

  private static MigrationException damaged(Path file, String how, @org.jspecify.annotations.Nullable Throwable cause) {
    return new MigrationException(Reason.REFUSED, "The journal " + file + " is damaged: " + how,
        "Nothing is done on its word. See what the host has: virsh list --all, and the files beside the guest's disks.", cause);
  }
}
