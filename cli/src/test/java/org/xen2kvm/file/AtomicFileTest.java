package org.xen2kvm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole or not at all. */
final class AtomicFileTest {
  private static final byte[] TEXT = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void isNotThereBeforeItIsCommitted() throws IOException {
    Path target = dir.resolve("a.xml");
    try (AtomicFile file = new AtomicFile(target, false, false)) {
      file.stream().write(TEXT);
      assertThat(target).doesNotExist();
      file.commit();
      assertThat(target).hasContent("new");
    }
    assertThat(names()).containsExactly("a.xml");
  }

  @Test
  void isDroppedUncommitted() throws IOException {
    try (AtomicFile file = new AtomicFile(dir.resolve("a.xml"), true, false)) {
      file.stream().write(TEXT);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void neverReplacesAFileThatAppearsMeanwhile() throws IOException {
    Path target = dir.resolve("a.xml");
    try (AtomicFile file = new AtomicFile(target, false, false)) {
      file.stream().write(TEXT);
      Files.writeString(target, "theirs");
      assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(file::commit);
    }
    assertThat(target).hasContent("theirs");
    assertThat(names()).containsExactly("a.xml");
  }

  @Test
  void theSameTextIsNoExcuseToReplaceAFile() throws IOException {
    Path target = Files.write(dir.resolve("a.xml"), TEXT);

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> AtomicFile.write(target, TEXT, false, false));
  }

  @Test
  void replacesWhenForced() throws IOException {
    Path target = Files.writeString(dir.resolve("a.xml"), "old");

    AtomicFile.write(target, TEXT, false, true);

    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("a.xml");
  }

  @Test
  void aDanglingLinkIsAFileToo() throws IOException {
    Path target = Files.createSymbolicLink(dir.resolve("a.xml"), dir.resolve("elsewhere"));

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> AtomicFile.write(target, TEXT, false, false));
    assertThat(dir.resolve("elsewhere")).doesNotExist();
  }

  /** Renamed over {@code /dev/stdout} or {@code /dev/null}, a report would break the machine for everybody. */
  @Test
  void noForceReplacesADeviceASocketOrWhatAProcessHasOpen() throws IOException {
    Path socket = dir.resolve("socket");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Path device = Files.createSymbolicLink(dir.resolve("device"), Path.of("/dev/null"));
      Path output = Files.createSymbolicLink(dir.resolve("output"), Path.of("/proc/self/fd/1"));
      for (Path target : List.of(socket, device, output)) {
        for (boolean force : new boolean[] {true, false}) {
          assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> AtomicFile.write(target, TEXT, false, force))
              .withMessageContaining("This is not a regular file");
        }
      }
      assertThat(names()).containsExactly("device", "output", "socket");
      assertThat(device).isSymbolicLink();
      assertThat(output).isSymbolicLink();
    }
  }

  @Test
  void aLinkToAFileIsReplacedAndTheFileIsNot() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "theirs");
    Path target = Files.createSymbolicLink(dir.resolve("a.xml"), file);

    AtomicFile.write(target, TEXT, false, true);

    assertThat(target).hasContent("new").isRegularFile();
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(file).hasContent("theirs");
  }
}
