package org.xen2kvm.guestfix.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory adapter keeps the contract, in memory and on the host; and what only it has. */
final class DirectoryFilesystemTest {
  @Nested
  final class InMemory extends GuestFilesystemContract {
    private final DirectoryFilesystem files = DirectoryFilesystem.inMemory();

    @Override
    protected GuestFilesystemWriter files() {
      return files;
    }
  }

  @Nested
  final class OnTheHost extends GuestFilesystemContract {
    @TempDir private Path root = Path.of("");

    @Override
    protected GuestFilesystemWriter files() {
      return new DirectoryFilesystem(root);
    }
  }

  @Test
  void writingKeepsPermissionsAndTimes(@TempDir Path root) throws IOException {
    Path shadow = Files.writeString(root.resolve("shadow"), "old");
    Files.setPosixFilePermissions(shadow, PosixFilePermissions.fromString("r--r-----"));
    Files.setLastModifiedTime(shadow, FileTime.fromMillis(1_000_000_000_000L));

    new DirectoryFilesystem(root).write(GuestPath.of("/shadow"), "new".getBytes(UTF_8));

    assertThat(new DirectoryFilesystem(root).stat(GuestPath.of("/shadow"))).satisfies(stat -> {
      assertThat(stat.permissions()).isEqualTo(0440);
      assertThat(stat.modifiedSeconds()).isEqualTo(1_000_000_000L);
    });
  }

  @Test
  void commandDoesWhatTheTestSaid() {
    List<String> argv = List.of("update-initramfs", "-u");
    DirectoryFilesystem files = DirectoryFilesystem.inMemory()
        .with("/boot/initrd.img", "old")
        .withLink("/initrd.img", "boot/initrd.img")
        .script(argv, new CommandResult(0, "done\n"), guest -> guest.write(GuestPath.of("/boot/initrd.img"), new byte[] {1}));

    assertThat(files.run(argv)).isEqualTo(new CommandResult(0, "done\n"));
    assertThat(files.read(GuestPath.of("/initrd.img"), 10)).containsExactly(1);
    assertThat(files.commands()).containsExactly(argv);
  }
}
