package org.xen2kvm.guestfix.fix.boot;

import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/** Made-up kernels of guests. */
final class Kernels {
  private Kernels() {}

  static GuestKernel good(String image, String initrd) {
    return kernel(image, initrd, false, DriverSupport.MODULE);
  }

  static GuestKernel xenOnly(String image, String initrd) {
    return kernel(image, initrd, true, DriverSupport.MISSING);
  }

  static GuestKernel kernel(String image, String initrd, boolean xenOnly, DriverSupport virtio) {
    Optional<GuestInitramfs> initramfs = initrd.isEmpty() ? Optional.empty()
        : Optional.of(new GuestInitramfs(GuestPath.of(initrd), 1_000, Optional.empty(), "not read"));
    String version = image.substring(image.indexOf('-') + 1);
    return new GuestKernel(version, GuestPath.of(image), initramfs, Optional.empty(), xenOnly, virtio, virtio, virtio);
  }
}
