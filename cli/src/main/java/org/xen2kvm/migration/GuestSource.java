package org.xen2kvm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskImage;

/**
 * What a migration starts from: a Xen definition, or disk images alone. Immutable.
 *
 * @param name what it is called when its definition has no name or there is none: the base name of what was given
 * @param label how messages call it: the path that the user gave
 * @param file the file that holds its definition; empty when there is none
 * @param definition the Xen definition's text; empty when only images were given
 * @param images the images, when only those were given
 */
public record GuestSource(
    String name, String label, Optional<Path> file, Optional<String> definition, List<DiskImage> images) {
  public GuestSource {
    images = List.copyOf(images);
  }
}
