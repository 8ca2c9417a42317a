package org.xen2kvm.guestfix.fix;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;

/**
 * What a fix may know besides the guest's files, and where it says what a person should know. For one fix, one guest and one
 * thread.
 */
public final class FixContext {
  /** What blkid makes of any filesystem's; the guest chose the bytes. */
  private static final Pattern SOUND_UUID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final FixId fix;
  private final GuestInspection inspection;
  private final KvmHardware hardware;
  private final FixOptions options;
  private final List<FixFinding> findings;

  FixContext(
      FixId fix, GuestInspection inspection, KvmHardware hardware, FixOptions options, List<FixFinding> findings) {
    this.fix = fix;
    this.inspection = inspection;
    this.hardware = hardware;
    this.options = options;
    this.findings = findings;
  }

  public GuestInspection inspection() {
    return inspection;
  }

  public KvmHardware hardware() {
    return hardware;
  }

  public FixOptions options() {
    return options;
  }

  /** Returns the volume that a guest knew under Xen by that name, {@code /dev/xvda2}. */
  public Optional<Volume> volume(String xenName) {
    return hardware.disks().find(xenName).flatMap(this::volume);
  }

  private Optional<Volume> volume(DeviceMap.Target target) {
    return inspection.volumes().stream()
        .filter(volume -> volume.disk() == target.disk().index() && volume.partition() == target.partition())
        .findFirst();
  }

  /**
   * Returns the name that a guest should use for what it knew by that name under Xen: {@code UUID=…} where there is a filesystem
   * or swap space with a UUID, else {@code /dev/vda2}; empty when the name is none of its disks.
   */
  public Optional<String> stableName(String xenName) {
    return hardware.disks().find(xenName).map(target -> volume(target)
        .filter(this::hasUuidOfItsOwn)
        .map(volume -> "UUID=" + volume.uuid())
        .orElse("/dev/" + target.kvmName()));
  }

  /**
   * What UUID= finds; a physical volume's or an array member's UUID is none of the kind, and a copied filesystem has the one of
   * its original. Several disks of one btrfs share theirs, and any of them will do.
   */
  private boolean hasUuidOfItsOwn(Volume volume) {
    return SOUND_UUID.matcher(volume.uuid()).matches()
        && !volume.type().equals("LVM2_member") && !volume.type().equals("linux_raid_member")
        && (volume.type().equals("btrfs")
            || inspection.volumes().stream().filter(other -> other.uuid().equals(volume.uuid())).count() == 1);
  }

  /** Returns the kernel's name under KVM for what a guest knew by that name under Xen: {@code vda2}; empty when unknown. */
  public Optional<String> kvmName(String xenName) {
    return hardware.disks().find(xenName).map(DeviceMap.Target::kvmName);
  }

  /** Says something worth knowing that asks for nothing. {@code where} is a file, {@code /etc/fstab:3}, or nothing. */
  public void note(String where, String message) {
    findings.add(new FixFinding(fix, Severity.NOTE, where, message, ""));
  }

  /** Says something that somebody has to look at or act on. */
  public void warn(String where, String message, String advice) {
    findings.add(new FixFinding(fix, Severity.WARNING, where, message, advice));
  }

  /** Refuses the guest: nothing is applied. */
  public void refuse(String where, String message, String advice) {
    findings.add(new FixFinding(fix, Severity.ERROR, where, message, advice));
  }
}
