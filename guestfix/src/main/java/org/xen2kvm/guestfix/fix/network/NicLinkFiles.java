package org.xen2kvm.guestfix.fix.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Interface;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.network.InterfaceName;

/**
 * The .link files that let a guest with systemd keep the names of its cards. They belong into the initramfs, too: udev renames a
 * card as soon as its driver is loaded, and does not do it again.
 *
 * <p>A file matches by address, and only what has a path: bridges, bonds and VLANs have the address of their card, and systemd
 * would try to give them its name.
 */
public final class NicLinkFiles {
  private static final GuestPath DIRECTORY = GuestPath.of("/etc/systemd/network");

  private NicLinkFiles() {}

  /** Returns the files and their contents; none for a guest without systemd, or whose cards cannot be told. */
  public static Map<GuestPath, String> of(GuestInspection inspection, KvmHardware hardware) {
    return inspection.system().init() == InitSystem.SYSTEMD ? forUdev(inspection, hardware) : Map.of();
  }

  /**
   * Returns the files for an initramfs whose udev names cards by them, whatever starts the guest's services: a guest with sysvinit
   * may have systemd's udev, which would rename a card before the guest's own rule for eth* is read.
   */
  public static Map<GuestPath, String> forUdev(GuestInspection inspection, KvmHardware hardware) {
    Map<GuestPath, String> files = new LinkedHashMap<>();
    if (NicBindings.isUnknown(hardware)) {
      if (hasKernelNamesOnly(inspection)) {
        files.put(DIRECTORY.resolve("10-xen2kvm-kernel-names.link"), kernelNames());
      }
      return files;
    }
    for (NicBindings.Bound bound : NicBindings.of(inspection, hardware).bound()) {
      files.put(path(bound.card().name()), named(bound.mac(), bound.card().name()));
    }
    return files;
  }

  static GuestPath path(String name) {
    return DIRECTORY.resolve("10-xen2kvm-" + name + ".link");
  }

  private static boolean hasKernelNamesOnly(GuestInspection inspection) {
    List<String> names = inspection.network().interfaces().stream().map(Interface::name)
        .filter(name -> !InterfaceName.xenNumber(name).equals(OptionalInt.empty())).toList();
    return !names.isEmpty() && names.stream().allMatch(InterfaceName::isKernels);
  }

  private static String named(String mac, String name) {
    return """
        # Written by xen2kvm: systemd would name this card after its place under KVM.
        [Match]
        MACAddress=%s
        # Bridges, bonds and VLANs have the same address, and no path.
        Path=*

        [Link]
        Name=%s
        """.formatted(mac, name);
  }

  /** Without any policy that applies, the name that the kernel gave stays. */
  private static String kernelNames() {
    return """
        # Written by xen2kvm: systemd would name cards after their places under KVM.
        [Match]
        OriginalName=eth*

        [Link]
        NamePolicy=kernel
        """;
  }
}
