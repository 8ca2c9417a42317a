package org.xen2kvm.guestfix.inspect.kernel;

import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.kernel.KernelConfig;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.LenientReader;

/**
 * How a kernel has a driver: from its modules, its list of built-in ones (since Linux 2.6.33) and its configuration.
 *
 * @param modulesDep modules.dep; empty when there is none
 * @param modulesBuiltin modules.builtin; empty when there is none
 * @param config its configuration; empty when there is none
 */
record VirtioDrivers(Optional<String> modulesDep, Optional<String> modulesBuiltin, Optional<KernelConfig> config) {

  /** Reads what there is of a kernel. */
  static VirtioDrivers of(LenientReader guest, Optional<GuestPath> modules, Optional<KernelConfig> config) {
    return new VirtioDrivers(
        modules.flatMap(directory -> guest.text(directory.resolve("modules.dep"))),
        modules.flatMap(directory -> guest.text(directory.resolve("modules.builtin"))), config);
  }

  /** Returns how it has a module, {@code virtio_blk}, whose option is {@code VIRTIO_BLK}. */
  DriverSupport of(String module, String option) {
    if (modulesDep.filter(text -> names(text, module)).isPresent()) {
      return DriverSupport.MODULE;
    }
    Optional<KernelConfig.State> configured = config.map(known -> known.state(option));
    if (modulesBuiltin.filter(text -> names(text, module)).isPresent()
        || configured.filter(KernelConfig.State.BUILT_IN::equals).isPresent()) {
      return DriverSupport.BUILT_IN;
    }
    boolean absent = configured.filter(KernelConfig.State.ABSENT::equals).isPresent();
    boolean known = absent || (modulesDep.isPresent() && (modulesBuiltin.isPresent() || config.isPresent()));
    return known ? DriverSupport.MISSING : DriverSupport.UNKNOWN;
  }

  private static boolean names(String index, String module) {
    return index.contains("/" + module + ".ko");
  }
}
