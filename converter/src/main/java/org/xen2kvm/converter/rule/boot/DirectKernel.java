package org.xen2kvm.converter.rule.boot;

import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.DomainPath;

/** The kernel outside of the guest that a domain boots, and all that belongs to it. */
final class DirectKernel {
  static final DomainPath KERNEL = DomainPath.of("/domain/os/kernel");

  private static final DomainPath KERNEL_AND_COMPANY = DomainPath.of(
      "/domain/os/kernel | /domain/os/initrd | /domain/os/cmdline | /domain/os/dtb | /domain/os/root");

  private DirectKernel() {}

  /** Returns the element that names a kernel, or null when the domain boots none. */
  static @Nullable Element of(DomainEditor domain) {
    for (Element kernel : domain.select(KERNEL)) {
      if (!kernel.getTextTrim().isEmpty()) {
        return kernel;
      }
    }
    return null;
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static void remove(DomainEditor domain, String reason) {
    domain.removeAll(KERNEL_AND_COMPANY, reason);
  }
}
