package org.xen2kvm.runner.disk;

import java.util.List;

/** What became of asking about an image: a value either way, for a bad image is no failure of the host. */
public sealed interface ImageAnswer {

  /**
   * It was read.
   *
   * @param layers the image, then those behind it; never empty
   */
  record Read(List<ImageLayer> layers) implements ImageAnswer {
    public Read {
      layers = List.copyOf(layers);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("An image has at least itself");
      }
    }
  }

  /** Somebody else has it open for writing; who, in words. */
  record InUse(String words) implements ImageAnswer {}

  /** It is not what it is declared to be, or must not be opened; why, in words. */
  record Bad(String words) implements ImageAnswer {}
}
