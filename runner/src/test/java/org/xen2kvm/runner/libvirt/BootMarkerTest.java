package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The marker images as files; {@link BootMarkerBootTest} boots them. */
final class BootMarkerTest {
  @TempDir Path temporary = Path.of("");

  @Test
  void bootSectorHasSignatureAndLeavesPartitionTableEmpty() {
    byte[] sector = BootMarker.bootSector("x".repeat(393));

    assertThat(sector).hasSize(512).endsWith(0x55, 0xAA);
    assertThat(List.of(sector[445], sector[446], sector[509])).containsOnly((byte) 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\nbreak", "ümlaut"})
  void textThatIsNotPrintableAsciiIsRefused(String text) {
    assertThatThrownBy(() -> BootMarker.bootSector(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textThatWouldReachThePartitionTableIsRefused() {
    assertThatThrownBy(() -> BootMarker.bootSector("x".repeat(394)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too long by 1");
  }

  @Test
  void existingFileIsNotOverwritten() {
    Path file = BootMarker.disk(temporary.resolve("a"), DiskFormat.RAW, "one");

    assertThatThrownBy(() -> BootMarker.disk(file, DiskFormat.RAW, "two")).hasMessageContaining(file.toString());
  }
}
