package org.xen2kvm.guestfix.inspect;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.Severity;

/**
 * What is inside a guest. Immutable.
 *
 * @param disks its disks
 * @param volumes everything on them that can hold a filesystem
 * @param mounts its filesystems where it mounts them, the root first; empty when no root was found
 * @param system its operating system
 * @param bootLoaders the configurations of boot loaders that were found
 * @param bootCode what a PC's BIOS would start from the boot disk
 * @param kernels its kernels, newest first; those that a boot loader offers and others alike
 * @param network the network stacks that have interfaces configured, and the interfaces
 * @param gettys the terminals that it offers a login on: {@code hvc0}, {@code tty1}
 * @param xenTools the packages or services of Xen's guest tools that were found, by name
 * @param findings what a person should know: hibernated, LUKS without a key, several systems …
 */
public record GuestInspection(
    List<GuestDisk> disks,
    List<Volume> volumes,
    List<Mount> mounts,
    GuestSystem system,
    List<BootLoader> bootLoaders,
    BootCode bootCode,
    List<GuestKernel> kernels,
    GuestNetwork network,
    List<String> gettys,
    List<String> xenTools,
    List<FixFinding> findings) {
  public GuestInspection {
    disks = List.copyOf(disks);
    volumes = List.copyOf(volumes);
    mounts = List.copyOf(mounts);
    bootLoaders = List.copyOf(bootLoaders);
    kernels = List.copyOf(kernels);
    gettys = List.copyOf(gettys);
    xenTools = List.copyOf(xenTools);
    findings = List.copyOf(findings);
  }

  /** Returns the kernels that start on KVM and find a virtio disk, at the latest once their initramfs has the modules. */
  public List<GuestKernel> bootableKernels() {
    return kernels.stream().filter(GuestKernel::canUseVirtioDisks).toList();
  }

  /** Returns whether there are bootable kernels and each finds its root on a virtio disk as it is. */
  public boolean allFindVirtioDisks() {
    List<GuestKernel> bootable = bootableKernels();
    return !bootable.isEmpty() && bootable.stream().allMatch(GuestKernel::findsVirtioDisks);
  }

  /** Returns whether there are bootable kernels and each has a driver for virtio-net. */
  public boolean allHaveVirtioNet() {
    List<GuestKernel> bootable = bootableKernels();
    return !bootable.isEmpty() && bootable.stream().allMatch(kernel -> kernel.virtioNet().isThere());
  }

  /** Returns whether a BIOS finds the guest's boot loader. */
  public boolean startsFromBios() {
    return bootCode.state() == BootCode.State.USABLE;
  }

  /** Returns whether something is so that the guest cannot be fixed. */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** Returns the mount that a path lies on. */
  public Optional<Mount> mountOf(GuestPath path) {
    Mount best = null;
    for (Mount mount : mounts) {
      boolean deeper = best == null || mount.at().names().size() > best.at().names().size();
      if (path.startsWith(mount.at()) && deeper) {
        best = mount;
      }
    }
    return Optional.ofNullable(best);
  }
}
