package org.xen2kvm.converter.rule.migration;

import java.util.List;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Tells which devices of the host the guest uses itself and cannot take along. */
final class HostDevicesStay implements Rule {
  private static final List<Obstacle> OBSTACLES = List.of(
      Obstacle.refuses(
          "/domain/devices/hostdev[not(@type='usb')][not(teaming/@type='transient')]",
          "A device of the host is passed through, and libvirt refuses to move a guest that holds one",
          "Detach it before the guest moves and attach the other host's one afterwards, or give the guest a virtio"
              + " device instead. A network card may be the transient half of a team (<teaming>), which libvirt unplugs by"
              + " itself."),
      Obstacle.minds(
          "/domain/devices/hostdev[@type='usb']",
          "A USB device of the host is passed through; the guest moves only if the other host has the same device, and"
              + " finds it unplugged and plugged in again",
          "Plug the device into the other host, or set startupPolicy='optional' on its <source> if the guest can do without."),
      Obstacle.refuses(
          "/domain/devices/interface[@type='hostdev'][not(teaming/@type='transient')]",
          "The interface is a network card of the host, and libvirt refuses to move a guest that holds one",
          "Use an interface on a bridge or network, or make this one the transient half of a team with a virtio one"
              + " (<teaming>)."),
      Obstacle.refuses(
          "/domain/devices/interface[@type='vdpa']",
          "The interface is a vDPA device of the host, which libvirt refuses to move",
          "Use an interface on a bridge or network."),
      Obstacle.refuses(
          "/domain/devices/disk[@type='nvme']",
          "The disk is an NVMe drive of the host, passed through, which no other host reaches",
          "Use shared storage, or an image that virsh migrate --copy-storage-all can copy."),
      Obstacle.refuses(
          "/domain/devices/tpm[backend/@type='passthrough']",
          "The TPM is the host's own chip, whose keys cannot leave it",
          "Use an emulated TPM (backend emulator) and have recovery keys at hand."),
      Obstacle.refuses(
          "/domain/devices/input[@type='passthrough']",
          "The guest uses an input device of the host, which QEMU cannot move",
          "Use a USB tablet, or a virtio or ps2 keyboard and mouse."));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "hostdev-migration",
      Phase.VERIFY,
      "Tells which devices of the host tie a guest to it",
      """
      What the guest drives itself has a state that neither QEMU nor libvirt can read and set elsewhere: "cannot \
      migrate a domain with <hostdev mode='subsystem' type='pci'>", "cannot migrate a domain with <interface \
      type='hostdev'>", "vDPA devices cannot be migrated". Two exceptions: a network card that is the transient half \
      of a team is unplugged before and plugged in afterwards, and a USB device is taken from the host on which the \
      guest arrives. Releases after libvirt 9 move some kinds of devices, if driver and hardware can; try it there, \
      and lower the severity in the policy. What libvirt merely shows the guest of the host is a matter of \
      device-migration.
      """,
      "libvirt, qemu_migration.c: qemuMigrationSrcIsAllowedHostdev and qemuMigrationSrcIsAllowed",
      "libvirt, formatdomain: teaming a virtio/hostdev NIC pair")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Obstacle.tell(OBSTACLES, domain, context);
  }
}
