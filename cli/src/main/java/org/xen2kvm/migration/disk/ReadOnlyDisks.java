package org.xen2kvm.migration.disk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.Mount;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.ChangeLink;
import org.xen2kvm.guestfix.plan.GuestAction.CopyFile;
import org.xen2kvm.guestfix.plan.GuestAction.MakeDirectory;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RemoveFile;
import org.xen2kvm.guestfix.plan.GuestAction.RunCommand;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;
import org.xen2kvm.migration.plan.SourceDisk;

/** Finds actions whose result would be lost, because it lies on a disk that the guest may only read. Stateless. */
public final class ReadOnlyDisks {
  private ReadOnlyDisks() {}

  /** Returns a finding for each such disk. */
  public static List<FixFinding> refusals(List<GuestAction> actions, GuestInspection inspection, List<SourceDisk> disks) {
    Set<Integer> told = new LinkedHashSet<>();
    List<FixFinding> findings = new ArrayList<>();
    for (GuestAction action : actions) {
      for (GuestPath path : written(action)) {
        // A logical volume or an array lies on no single disk.
        Optional<Integer> disk = inspection.mountOf(path).map(Mount::volume).map(volume -> volume.disk())
            .filter(index -> index >= 0 && index < disks.size() && disks.get(index).readOnly());
        if (disk.isPresent() && told.add(disk.get())) {
          findings.add(SourceChecks.refusal(path.value(),
              "This has to be changed, but lies on disk " + disks.get(disk.get()).xenName() + ", which the guest may only read",
              "Let the definition give the guest that disk without <readonly/>."));
        }
      }
    }
    return findings;
  }

  private static List<GuestPath> written(GuestAction action) {
    if (action instanceof WriteFile write) {
      return List.of(write.path());
    } else if (action instanceof RemoveFile remove) {
      return List.of(remove.path());
    } else if (action instanceof ChangeLink change) {
      return List.of(change.path());
    } else if (action instanceof MakeDirectory make) {
      return List.of(make.path());
    } else if (action instanceof CopyFile copy) {
      return List.of(copy.to());
    } else if (action instanceof AppendToInitramfs append) {
      return List.of(append.initramfs());
    } else if (action instanceof RebuildInitramfs rebuild) {
      List<GuestPath> all = new ArrayList<>(rebuild.writes());
      all.add(rebuild.initramfs());
      return all;
    }
    return action instanceof RunCommand command ? command.writes() : List.of();
  }
}
