package org.xen2kvm.runner;

/**
 * The versions that decide what a host can do, each as {@code major.minor.release}.
 *
 * @param library version of the management library in this process (libvirt)
 * @param hypervisor version of the hypervisor on the host (QEMU)
 */
public record HostVersion(String library, String hypervisor) {
  /**
   * Libvirt packs a version into one number: major × 1,000,000 + minor × 1,000 + release (virGetVersion,
   * virConnectGetVersion).
   */
  public static String unpack(long packed) {
    return packed / 1_000_000 + "." + packed / 1_000 % 1_000 + "." + packed % 1_000;
  }
}
