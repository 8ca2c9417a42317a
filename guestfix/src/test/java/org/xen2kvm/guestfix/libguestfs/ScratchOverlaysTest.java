package org.xen2kvm.guestfix.libguestfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskImage;

/** What becomes of a session's overlays. */
final class ScratchOverlaysTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void oneThatCannotBeRemovedDoesNotKeepTheOthers() throws IOException {
    DiskImage image = TestAppliance.rawImage(folder.resolve("source.raw"), 1);
    ScratchOverlays overlays = ScratchOverlays.before(List.of(image, image, image));
    List<Path> files = overlays.images().stream().map(DiskImage::file).toList();
    Path stuck = files.get(0);
    Files.delete(stuck);
    Path within = Files.createDirectories(stuck.resolve("something"));

    assertThatThrownBy(overlays::close).isInstanceOf(GuestDisksException.class).hasMessageContaining("cannot remove " + stuck);

    assertThat(files.get(1)).doesNotExist();
    assertThat(files.get(2)).doesNotExist();
    Files.delete(within);
    overlays.close();
    assertThat(stuck.getParent()).doesNotExist();
  }
}
