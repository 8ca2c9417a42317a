package org.xen2kvm.migration.json;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.inspect.BootLoader;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestNetwork;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.Mount;
import org.xen2kvm.guestfix.plan.FixFinding;

/**
 * What is inside a guest as {@code xen2kvm inspect --format json} tells it, {@code schemas/inspection.schema.json}. Its
 * components are the JSON's properties, so they are part of the interface. Immutable.
 */
public record InspectionView(
    int formatVersion,
    String label,
    SystemView system,
    List<DiskView> disks,
    List<VolumeView> volumes,
    List<FilesystemView> filesystems,
    List<LoaderView> bootLoaders,
    BootCodeView bootCode,
    List<KernelView> kernels,
    NetworkView network,
    List<String> gettys,
    List<String> xenTools,
    List<FindingView> findings) {
  private static final int FORMAT_VERSION = 1;

  /** The operating system. */
  public record SystemView(
      String family, String id, String version, String name, String packages, String architecture, String init,
      String hostname, boolean selinux) {}

  /** A disk; its size in bytes. */
  public record DiskView(int index, long size, String table) {}

  /** Something that can hold a filesystem; on no single disk when {@code disk} is -1. */
  public record VolumeView(String kind, int disk, int partition, String type, String uuid, String label, long size) {}

  /** A mounted filesystem. */
  public record FilesystemView(String mountPoint, String type, String uuid, String subvolume) {}

  /** A boot loader's configuration. */
  public record LoaderView(String kind, String config) {}

  /** Boot code. */
  public record BootCodeView(String state, String detail) {}

  /** A kernel; {@code findsVirtioDisks} tells whether it does as it is, before any fix. */
  public record KernelView(
      String version, String image, String initramfs, boolean xenOnly, String virtioPci, String virtioBlk, String virtioNet,
      boolean findsVirtioDisks) {}

  /** The network. */
  public record NetworkView(List<String> stacks, List<InterfaceView> interfaces) {}

  /** A network interface. */
  public record InterfaceView(String name, String mac, String file) {}

  /** A finding. */
  public record FindingView(String id, String severity, String where, String message, String advice) {}

  /** Returns the view of an inspection. */
  public static InspectionView of(String label, GuestInspection guest) {
    GuestSystem system = guest.system();
    return new InspectionView(
        FORMAT_VERSION,
        label,
        new SystemView(word(system.family()), system.id(), system.version(), system.name(), word(system.packages()),
            system.architecture(), word(system.init()), system.hostname(), system.selinux()),
        guest.disks().stream().map(disk -> new DiskView(disk.index(), disk.size(), word(disk.table()))).toList(),
        guest.volumes().stream().map(InspectionView::volume).toList(),
        guest.mounts().stream().map(InspectionView::filesystem).toList(),
        guest.bootLoaders().stream().map(InspectionView::loader).toList(),
        new BootCodeView(word(guest.bootCode().state()), guest.bootCode().detail()),
        guest.kernels().stream().map(InspectionView::kernel).toList(),
        network(guest.network()),
        guest.gettys(),
        guest.xenTools(),
        guest.findings().stream().map(InspectionView::finding).toList());
  }

  private static VolumeView volume(Volume volume) {
    return new VolumeView(word(volume.kind()), volume.disk(), volume.partition(), volume.type(), volume.uuid(), volume.label(),
        volume.size());
  }

  private static FilesystemView filesystem(Mount mount) {
    return new FilesystemView(mount.at().value(), mount.volume().type(), mount.volume().uuid(), mount.subvolume());
  }

  private static LoaderView loader(BootLoader loader) {
    return new LoaderView(word(loader.kind()), loader.config().value());
  }

  private static KernelView kernel(GuestKernel kernel) {
    return new KernelView(
        kernel.version(), kernel.image().value(),
        kernel.initramfs().map(GuestInitramfs::path).map(Object::toString).orElse(""),
        kernel.xenOnly(), word(kernel.virtioPci()), word(kernel.virtioBlk()), word(kernel.virtioNet()),
        kernel.findsVirtioDisks());
  }

  private static NetworkView network(GuestNetwork network) {
    return new NetworkView(
        network.stacks().stream().map(InspectionView::word).sorted().toList(),
        network.interfaces().stream().map(nic -> new InterfaceView(nic.name(), nic.mac(), nic.file().value())).toList());
  }

  private static FindingView finding(FixFinding finding) {
    return new FindingView(
        finding.fix().value(), word(finding.severity()), finding.where(), finding.message(), finding.advice());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the JSON text. */
  public String json() {
    return ViewText.of(this);
  }
}
