package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/** Makes every initramfs that lacks them hold virtio's drivers, and leaves every other as it is. */
final class VirtioInitramfs implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "initramfs-virtio",
      "Gives each initramfs the drivers of KVM's disks",
      """
      A kernel whose initramfs has Xen's disk driver only waits for its root for ever. Each kernel that can use virtio and \
      whose initramfs lacks virtio_pci or virtio_blk (or virtio_net, where xen-netfront is in it) gets them; modules that are \
      built in are not missing. virtio_scsi and sd_mod go with them. Where udev in the initramfs loads drivers by alias, an \
      archive with the modules and the kernel's indexes is appended, which the kernel unpacks behind what is there: seconds, \
      and no program of the guest runs. Else the guest's own generator makes that one initramfs anew, told which modules to \
      put in, as it would otherwise look at the appliance that it runs in. Which of the two is allowed is an option.

      udev names a network card as soon as it has a driver and, before systemd 240, for good. So where virtio_net is in an \
      initramfs that names cards, the files that keep their names go in as well.

      Which kernel starts is the business of default-kernel, what the next kernel's initramfs holds that of initramfs-config-*.
      """,
      "SUSE Virtualization Guide, G2",
      "linux: Documentation/driver-api/early-userspace/buffer-format.rst",
      "measured: appending takes 5 s in an appliance without KVM, update-initramfs 32 s, dracut 96 s");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    if (!VirtioDrivers.concern(context)) {
      return;
    }
    List<GuestKernel> able = new ArrayList<>();
    List<String> unable = new ArrayList<>();
    for (GuestKernel kernel : context.inspection().kernels()) {
      if (VirtioDrivers.canServe(kernel, context.hardware())) {
        able.add(kernel);
      } else if (!kernel.xenOnly()) {
        unable.add(kernel.version());
      }
    }
    if (!unable.isEmpty()) {
      context.note("",
          "Kernels without virtio drivers, or whose drivers are not known, stay as they are: " + String.join(", ", unable));
    }
    Set<GuestPath> done = new HashSet<>();
    InitramfsChange change = new InitramfsChange(guest, context);
    List<GuestKernel> unread = new ArrayList<>();
    boolean starts = false;
    for (GuestKernel kernel : able) {
      if (kernel.initramfs().isEmpty()) {
        continue;
      }
      GuestInitramfs initramfs = kernel.initramfs().get();
      if (initramfs.contents().isPresent()) {
        starts = true;
        if (done.add(initramfs.path())) {
          change.plan(kernel, initramfs, initramfs.contents().get());
        }
      } else if (VirtioDrivers.isOnVirtioBlk(context.hardware()) && kernel.findsVirtioDisks()) {
        // All is built in.
        starts = true;
      } else {
        unread.add(kernel);
      }
    }
    planUnread(context, change, unread, starts || !VirtioDrivers.isOnVirtioBlk(context.hardware()));
  }

  /**
   * What cannot be listed can only be made anew: where no kernel would start otherwise, and it is known what that needs. Else
   * it is left alone.
   */
  private static void planUnread(FixContext context, InitramfsChange change, List<GuestKernel> unread, boolean leaves) {
    List<GuestKernel> left = new ArrayList<>(unread);
    if (!leaves && !left.isEmpty()) {
      GuestKernel newest = left.remove(0);
      newest.initramfs().ifPresent(initramfs -> change.planUnread(newest, initramfs));
    }
    for (GuestKernel kernel : left) {
      kernel.initramfs().ifPresent(initramfs -> context.note(initramfs.path().value(),
          "Whether kernel " + kernel.version() + " would find its root is not known (" + initramfs.problem()
              + "); it stays as it is"));
    }
  }
}
