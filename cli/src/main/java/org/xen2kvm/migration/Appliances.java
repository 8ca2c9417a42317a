package org.xen2kvm.migration;

import java.util.List;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.libguestfs.Appliance;
import org.xen2kvm.guestfix.libguestfs.ApplianceListener;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;

/** Opens guests' disks. Safe for use by several threads; what it opens is not. */
public interface Appliances {

  /** Opens disks to look into; they stay as they are. */
  GuestDisks openReadOnly(List<DiskImage> images);

  /** Opens overlays to write to. */
  WritableGuestDisks openWritable(List<DiskImage> overlays);

  /** Returns libguestfs's appliances. */
  static Appliances libguestfs(ApplianceOptions options, ApplianceListener listener) {
    return new Appliances() {
      @Override
      public GuestDisks openReadOnly(List<DiskImage> images) {
        return Appliance.openReadOnly(images, options, listener);
      }

      @Override
      public WritableGuestDisks openWritable(List<DiskImage> overlays) {
        return Appliance.openWritable(overlays, options, listener);
      }
    };
  }
}
