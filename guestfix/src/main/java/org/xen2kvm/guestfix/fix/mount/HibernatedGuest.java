package org.xen2kvm.guestfix.fix.mount;

import java.util.List;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;

/** Refuses a guest whose swap space holds a suspended system, because its filesystems are still in use by that. */
final class HibernatedGuest implements Fix {
  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("hibernated-guest", "Refuses a guest that is suspended to its disk",
        """
        A system that is suspended to its swap space has its filesystems mounted and parts of them in that image. Whatever is \
        changed on disk is overwritten or torn when it wakes, and it would wake on hardware that it does not know. It has to be \
        started under Xen once more and shut down. A guest saved by the host (xl save) shows nothing on its disks.""",
        "Documentation/power/swsusp.rst in the kernel's sources");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (Volume volume : context.inspection().volumes()) {
      if (volume.isHibernated()) {
        context.refuse(name(volume, context.hardware().disks().disks()), "The swap space holds a suspended system",
            "Start the guest under Xen, let it wake, shut it down, and convert it then. "
            + "If that system is not wanted any more, make "
                + "the swap space anew with mkswap -U and its UUID.");
        return;
      }
    }
  }

  /** The guest's name for it; the appliance's only for logical volumes and arrays, where both are the same. */
  private static String name(Volume volume, List<DiskNames> disks) {
    String partition = volume.partition() == 0 ? "" : Integer.toString(volume.partition());
    return disks.stream().filter(disk -> disk.index() == volume.disk()).findFirst()
        .map(disk -> "/dev/" + disk.xenName() + partition).orElse(volume.disk() < 0 ? volume.device() : "");
  }
}
