package org.xen2kvm.guestfix.image;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What qemu-img says about one image.
 *
 * @param image the image
 * @param virtualSize bytes that a guest sees
 * @param actualSize bytes that it takes on the host
 * @param backing what lies behind it
 * @param dirty whether it was not closed in order and must be checked
 * @param snapshots how many internal snapshots it holds
 * @param encrypted whether it needs a key
 */
public record ImageInfo(
    DiskImage image,
    long virtualSize,
    long actualSize,
    Optional<Backing> backing,
    boolean dirty,
    int snapshots,
    boolean encrypted) {

  /**
   * The image behind an overlay, as the overlay's header names it.
   *
   * @param name its absolute name; not always a file's: QEMU knows {@code nbd://} and {@code json:} too
   * @param format the declared format's name, null when the header declares none and QEMU would probe, which a guest can exploit
   */
  public record Backing(String name, @Nullable String format) {}
}
