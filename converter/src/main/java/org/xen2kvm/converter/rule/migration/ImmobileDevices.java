package org.xen2kvm.converter.rule.migration;

import java.util.List;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Tells which devices and features libvirt or QEMU cannot move. */
final class ImmobileDevices implements Rule {
  private static final List<Obstacle> OBSTACLES = List.of(
      Obstacle.refuses(
          "/domain/devices/filesystem[driver/@type='virtiofs']",
          "The guest shares a directory of the host through virtiofs, with which libvirt 9 does not move it",
          "Mount the directory in the guest through NFS, and remove the device."),
      Obstacle.minds(
          "/domain/devices/filesystem[not(driver/@type='virtiofs')]",
          "The guest shares a directory of the host; QEMU does not move it while the directory is mounted",
          "Unmount it in the guest before it moves, or mount the directory through NFS and remove the device."),
      Obstacle.refuses(
          "/domain/devices/shmem[not(@role='master')]",
          "The guest shares memory with others on its host, which libvirt moves only with role='master'",
          "Remove the device, or give it role='master' and a model other than ivshmem if it may take the memory along."),
      Obstacle.refuses(
          "/domain/devices/shmem[@role='master'][not(model/@type) or model/@type='ivshmem']",
          "The guest shares memory by a device of the old model ivshmem, which libvirt does not move",
          "Use the model ivshmem-plain or ivshmem-doorbell."),
      Obstacle.refuses(
          "/domain/devices/video[model/acceleration/@accel3d='yes']",
          "The guest's video card draws on the host's graphics processor, which QEMU cannot move (virgl)",
          "Set accel3d='no'."),
      Obstacle.refuses(
          "/domain/devices/disk[transient]",
          "What the guest writes to a transient disk is thrown away when it stops, and libvirt does not move it",
          "Remove <transient/>, or shut the guest down and move it then."),
      Obstacle.refuses(
          "/domain/features/hyperv[@mode='passthrough']",
          "The guest sees all Hyper-V features that the host can do, which QEMU does not move",
          "List the features one by one, with mode='custom'."),
      Obstacle.refuses(
          "/domain/launchSecurity",
          "The guest's memory is encrypted for the processor of its host, which QEMU cannot move",
          "Remove <launchSecurity> if the guest can do without, or shut it down and move it then."),
      Obstacle.matters(
          "/domain/devices/tpm[backend/@type='emulator']",
          "The state of the emulated TPM moves along; the other host needs swtpm, and swtpm 0.8 where that state is on shared"
              + " storage"));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "device-migration",
      Phase.VERIFY,
      "Tells which devices and features cannot move",
      """
      These are the ones for which libvirt 9.0 or QEMU 7.2 has a message that refuses: "migration with virtiofs device \
      is not supported", "Migration is disabled when VirtFS export path … is mounted in the guest", "migration with \
      legacy shmem device is not supported", "virgl is not yet migratable", "migration with transient disk is not \
      supported", "'hv-passthrough' CPU flag prevents migration", "SEV: Migration is not implemented". An emulated TPM \
      moves, with a note of what it needs. Newer releases move some of them (virtiofs); lower the severity in the \
      policy then. What belongs to the host is a matter of hostdev-migration.
      """,
      "libvirt, qemu_migration.c: qemuMigrationSrcIsAllowed",
      "QEMU 7.2: the messages of its migration blockers",
      "measured: a transient disk and a shmem without role='master' are refused, with it and with an unmounted share it moves")
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
