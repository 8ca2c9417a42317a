package org.xen2kvm.migration.host;

import java.util.List;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.host.local.LocalHost;
import org.xen2kvm.migration.host.local.LocalHost.TrialImage;
import org.xen2kvm.migration.host.report.HostFinding;

/** Whether guests' disks can be opened on this machine, seen by opening one that is empty. Stateless. */
final class ApplianceCheck {
  private static final String ID = "libguestfs";
  private static final String WHY =
      "plan and apply look into a guest's disks, and change them, in libguestfs's appliance on the machine that xen2kvm runs on";
  private static final int IMAGE_BYTES = 1 << 20;

  private ApplianceCheck() {}

  @SuppressWarnings("try") // That it opens is all.
  static HostFinding of(LocalHost host, Appliances appliances) {
    try (TrialImage image = host.trialImage(new byte[0], IMAGE_BYTES);
        GuestDisks disks = appliances.openReadOnly(List.of(new DiskImage(image.file(), DiskFormat.RAW)))) {
      return HostFinding.ok(ID, "libguestfs's appliance starts and finds a disk", WHY);
    } catch (GuestDisksException failure) {
      return failed(failure);
    }
  }

  /** The messages of libguestfs's adapter end in what installs that which is missing. */
  static HostFinding failed(GuestDisksException failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    int advice = message.indexOf(". Install it with: ");
    if (advice > 0) {
      return HostFinding.error(ID, message.substring(0, advice), WHY, message.substring(advice + ". Install it with: ".length()));
    }
    return HostFinding.error(ID, message.lines().findFirst().orElse("The appliance does not start"), WHY, "libguestfs-test-tool");
  }
}
