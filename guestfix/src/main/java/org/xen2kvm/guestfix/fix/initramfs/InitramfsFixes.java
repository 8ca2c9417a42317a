package org.xen2kvm.guestfix.fix.initramfs;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes that make a guest's kernels find disks and networks on virtio. */
public final class InitramfsFixes {
  private InitramfsFixes() {}

  /** Returns them in the order in which they plan: a rebuild reads the configurations that the others have changed. */
  public static List<Fix> inOrder() {
    return List.of(
        new ToolsModuleList(), new DracutDriverLists(), new SuseInitrdModules(), new MkinitcpioModules(), new VirtioInitramfs());
  }
}
