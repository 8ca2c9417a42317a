package org.xen2kvm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an exception whose message is a path alone. */
final class IoReasonTest {
  @TempDir private Path folder = Path.of("");

  private static IOException failure(ThrowingCallable call) {
    return catchThrowableOfType(IOException.class, call);
  }

  @Test
  void theSystemsWordsAreToldWithTheFileAndWithout() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(IoReason.withFile(failure(() -> Files.readString(folder.resolve("none")))))
        .isEqualTo(folder.resolve("none") + ": No such file or directory");
    assertThat(IoReason.of(failure(() -> Files.createDirectory(file)))).isEqualTo("File exists");
    assertThat(IoReason.withFile(failure(() -> Files.delete(folder)))).isEqualTo(folder + ": Directory not empty");
    assertThat(IoReason.withFile(failure(() -> Files.readString(file.resolve("below"))))).isEqualTo(file + "/below: Not a directory");
  }

  @Test
  void whatHasNoFileOrNoReasonIsToldAsItIs() {
    assertThat(IoReason.withFile(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
    assertThat(IoReason.withFile(new FileSystemException("/a"))).isEqualTo("/a");
    assertThat(IoReason.of(new IOException())).isEqualTo("IOException");
    assertThat(IoReason.of(new NoSuchFileException("/srv/a\uFFFD"))).contains("encoding of the locale");
  }
}
