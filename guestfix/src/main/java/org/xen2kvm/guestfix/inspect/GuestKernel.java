package org.xen2kvm.guestfix.inspect;

import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * A kernel in a guest, found by its files.
 *
 * @param version its release: {@code 6.1.0-31-amd64}
 * @param image the kernel, links followed
 * @param initramfs its initramfs, if it has one
 * @param modules where its modules are, if they are there
 * @param xenOnly whether it runs under Xen only (a XenLinux kernel)
 * @param virtioPci how it has virtio_pci
 * @param virtioBlk how it has virtio_blk
 * @param virtioNet how it has virtio_net
 */
public record GuestKernel(
    String version,
    GuestPath image,
    Optional<GuestInitramfs> initramfs,
    Optional<GuestPath> modules,
    boolean xenOnly,
    DriverSupport virtioPci,
    DriverSupport virtioBlk,
    DriverSupport virtioNet) {

  /** Returns the same kernel with its initramfs looked into. */
  public GuestKernel with(Optional<GuestInitramfs> lookedInto) {
    return new GuestKernel(version, image, lookedInto, modules, xenOnly, virtioPci, virtioBlk, virtioNet);
  }

  /** Returns whether it can find a virtio-blk disk, once its initramfs has the modules. */
  public boolean canUseVirtioDisks() {
    return !xenOnly && virtioPci.isThere() && virtioBlk.isThere();
  }

  /** Returns whether it finds its root on a virtio-blk disk as it is. */
  public boolean findsVirtioDisks() {
    return canUseVirtioDisks() && early("virtio_pci", virtioPci) && early("virtio_blk", virtioBlk);
  }

  private boolean early(String module, DriverSupport support) {
    return support == DriverSupport.BUILT_IN
        || initramfs.flatMap(GuestInitramfs::contents).filter(contents -> contents.has(module)).isPresent();
  }
}
