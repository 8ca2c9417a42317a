package org.xen2kvm.guestfix.device;

import java.util.Set;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;

/** Tells the kernel modules that work under Xen only. */
public final class XenModules {
  /** Drivers of network interfaces in paravirtual and, last, in fully virtual guests. */
  private static final Set<String> NETWORK = Set.of("xennet", "xen_netfront", "netfront", "xen_vnif");

  /** Drivers of disks, the same. */
  private static final Set<String> DISK = Set.of("xenblk", "xen_blkfront", "blkfront", "xen_vbd");

  private static final Set<String> OTHERS = Set.of(
      "xen_platform_pci", "xen_balloon", "xen_evtchn", "evtchn", "xenfs", "xen_xenfs", "xen_privcmd", "xen_gntdev", "gntdev",
      "xen_gntalloc", "xen_kbdfront", "xen_fbfront", "xenkbd", "xenfb", "xen_pcifront", "pcifront", "xen_scsifront", "xenscsi",
      "xen_acpi_processor", "xen_wdt", "xen_tpmfront", "tpm_xenu", "xen_pciback", "pciback", "xen_blkback", "blkbk", "blktap",
      "blktap2", "xen_netback", "netbk", "netloop", "usbbk", "xen_scsiback", "scsibk", "xenbus_be", "xen_hcd",
      "xen_front_pgdir_shbuf");

  private XenModules() {}

  /** Returns whether it drives a network card. */
  public static boolean isNetwork(String module) {
    return NETWORK.contains(ModuleName.canonical(module));
  }

  /** Returns whether it drives a disk. */
  public static boolean isDisk(String module) {
    return DISK.contains(ModuleName.canonical(module));
  }

  /** Returns whether it works under Xen only. */
  public static boolean isXens(String module) {
    return isNetwork(module) || isDisk(module) || OTHERS.contains(ModuleName.canonical(module));
  }
}
