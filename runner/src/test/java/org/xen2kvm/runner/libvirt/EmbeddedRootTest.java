package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/** What is made of a root before libvirt opens it. {@link EmbeddedLibvirt} shows that libvirt takes it. */
final class EmbeddedRootTest {
  @TempDir
  Path folder = Path.of("");

  @Test
  void newRootIsItsOwnersAlone() throws IOException {
    EmbeddedRoot root = new EmbeddedRoot(folder.resolve("deep/root")).prepare();

    assertThat(Files.getPosixFilePermissions(root.folder())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(root.folder().resolve("etc/qemu.conf")).content().contains("stdio_handler = \"file\"");
    assertThat(root.folder().resolve("etc")).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void preparedRootIsLeftAsItIs() throws IOException {
    EmbeddedRoot root = new EmbeddedRoot(folder.resolve("root")).prepare();
    Path configuration = root.folder().resolve("etc/qemu.conf");
    Files.writeString(configuration, "mine");

    root.prepare();

    assertThat(configuration).hasContent("mine");
  }

  @Test
  void rootThatOthersMayWriteIsRefused() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    RunnerException refusal =
        Objects.requireNonNull(catchThrowableOfType(RunnerException.class, () -> new EmbeddedRoot(folder).prepare()));

    assertThat(refusal.error()).isEqualTo(RunnerError.ACCESS_DENIED);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rootIsReadOffItsUri() {
    assertThat(EmbeddedRoot.of("qemu:///embed?root=/tmp/x")).contains(new EmbeddedRoot(Path.of("/tmp/x")));
    assertThat(new EmbeddedRoot(Path.of("/tmp/x")).uri()).isEqualTo("qemu:///embed?root=/tmp/x");
    assertThat(EmbeddedRoot.of("qemu:///system")).isEmpty();
    assertThat(EmbeddedRoot.of("qemu:///embed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative", "", "/tmp/a&b=c", "/tmp/with space", "/tmp/a%41"})
  void rootThatLibvirtWouldTakeOtherwiseIsRefused(String root) {
    assertThatThrownBy(() -> EmbeddedRoot.of("qemu:///embed?root=" + root))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
