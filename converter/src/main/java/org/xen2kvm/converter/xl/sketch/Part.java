package org.xen2kvm.converter.xl.sketch;

/** A family of settings. Stateless. */
public interface Part {

  /** Reads the family's settings and draws what they say. */
  void read(Settings settings, DomainSketch sketch);
}
