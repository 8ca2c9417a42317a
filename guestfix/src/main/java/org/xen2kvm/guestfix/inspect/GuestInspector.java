package org.xen2kvm.guestfix.inspect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.inspect.boot.BootCodeReader;
import org.xen2kvm.guestfix.inspect.boot.BootLoaderFinder;
import org.xen2kvm.guestfix.inspect.boot.BootMenus;
import org.xen2kvm.guestfix.inspect.kernel.KernelFinder;
import org.xen2kvm.guestfix.inspect.mount.FstabMounts;
import org.xen2kvm.guestfix.inspect.mount.GuestRoot;
import org.xen2kvm.guestfix.inspect.mount.LuksOpener;
import org.xen2kvm.guestfix.inspect.mount.RootFinder;
import org.xen2kvm.guestfix.inspect.mount.VolumeNames;
import org.xen2kvm.guestfix.inspect.mount.VolumeProblems;
import org.xen2kvm.guestfix.inspect.network.NetworkReader;
import org.xen2kvm.guestfix.inspect.system.GettyReader;
import org.xen2kvm.guestfix.inspect.system.SystemReader;
import org.xen2kvm.guestfix.inspect.system.XenTools;

/**
 * Finds out what is inside a guest's disks. Nothing on them changes, and nothing of the guest runs.
 *
 * <p>In an emulated appliance a question takes milliseconds and a program a tenth of a second, so it looks at the few files that
 * tell and at no package database. For one guest and one thread.
 */
public final class GuestInspector {
  private final GuestDisks disks;
  private final DeviceMap names;
  private final InspectionFindings findings = new InspectionFindings();

  private GuestInspector(GuestDisks disks, DeviceMap names) {
    this.disks = disks;
    this.names = names;
  }

  /**
   * Looks into a guest, and leaves its filesystems mounted as it mounts them, so that planning goes on in the same session.
   *
   * @param disks its disks, with nothing mounted yet
   * @param names what they were called under Xen
   * @param keys the keys of its LUKS containers
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when the disks cannot be looked into; what is wrong with the guest
   *     itself is among the findings
   */
  public static GuestInspection inspect(GuestDisks disks, DeviceMap names, KeyRing keys) {
    return new GuestInspector(disks, names).inspect(keys);
  }

  private GuestInspection inspect(KeyRing keys) {
    List<Volume> volumes = LuksOpener.open(disks, names, keys, findings);
    VolumeNames volumeNames = new VolumeNames(volumes, names);
    VolumeProblems.sameUuids(volumeNames, findings);
    Optional<GuestRoot> root = new RootFinder(disks, volumeNames, bootDisk(), findings).find();
    if (root.isEmpty()) {
      return without(volumes, GuestSystem.of(Family.UNKNOWN, ""));
    }
    return switch (root.get().family()) {
      case LINUX -> linux(root.get(), volumeNames);
      case WINDOWS -> {
        findings.note("", "this is Windows: its disks are not touched, and it keeps devices that it has drivers for");
        yield without(volumes, GuestSystem.of(Family.WINDOWS, "Windows"));
      }
      case OTHER, UNKNOWN -> {
        findings.refuse("", "this system is none that fixing knows: " + root.get().describe(volumeNames),
            "Convert its definition alone, and make it ready for KVM by hand.");
        yield without(volumes, GuestSystem.of(Family.OTHER, "BSD"));
      }
    };
  }

  private int bootDisk() {
    int boot = names.disks().stream().filter(DiskNames::boot).mapToInt(DiskNames::index).findFirst().orElse(0);
    return boot < disks.disks().size() ? boot : 0;
  }

  private GuestInspection without(List<Volume> volumes, GuestSystem system) {
    return new GuestInspection(
        disks.disks(), volumes, List.of(), system, List.of(), bootCode(Optional.empty()), List.of(),
        new GuestNetwork(Set.of(), List.of()), List.of(), List.of(), findings.all());
  }

  private BootCode bootCode(Optional<LenientReader> guest) {
    List<GuestDisk> all = disks.disks();
    return all.isEmpty() ? new BootCode(BootCode.State.NONE, "no disk") : BootCodeReader.read(disks, all.get(bootDisk()), guest);
  }

  private GuestInspection linux(GuestRoot root, VolumeNames volumes) {
    List<Mount> mounts = new FstabMounts(disks, volumes, findings).mountOn(root).stream()
        .map(mount -> mount.with(disks.space(mount.at()))).toList();
    LenientReader guest = new LenientReader(disks.files());
    try {
      VolumeProblems.logicalVolumes(guest, findings);
      GuestSystem system = SystemReader.read(guest);
      BootMenus menus = BootLoaderFinder.find(guest);
      List<GuestKernel> kernels = KernelFinder.find(guest, menus::mention, findings);
      return new GuestInspection(
          disks.disks(), volumes.volumes(), mounts, system, menus.loaders(), bootCode(Optional.of(guest)), kernels,
          NetworkReader.read(guest), GettyReader.read(guest), XenTools.find(guest), findings.all());
    } catch (GuestFilesystemException e) {
      findings.refuse(e.path().value(), "the guest's files cannot be read: " + e.getMessage(),
          "Start the guest under Xen, let it repair its filesystems, and shut it down cleanly.");
      return without(volumes.volumes(), GuestSystem.of(Family.LINUX, "Linux"));
    }
  }
}
