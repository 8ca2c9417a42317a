package org.xen2kvm.guestfix.inspect.mount;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.LenientReader;

/** Says what about a guest's volumes goes wrong easily: two with one UUID, and snapshots, thin and cached volumes of LVM. */
public final class VolumeProblems {
  /** Several disks of one array, group or btrfs rightly share theirs. */
  private static final Set<String> SHARE_UUIDS = Set.of("LVM2_member", "linux_raid_member", "btrfs");

  private static final Pattern SEGMENT_TYPE = Pattern.compile("(?m)^[ \\t]*+type[ \\t]*+=[ \\t]*+\"([a-z0-9+-]{1,30})\"");
  private static final Map<String, String> DELICATE = Map.of(
      "snapshot", "snapshots", "thin", "thin volumes", "thin-pool", "thin volumes", "cache", "cached volumes",
      "cache-pool", "cached volumes", "cache+cache-pool", "cached volumes", "writecache", "cached volumes");
  private static final int MOST_GROUPS = 32;

  private VolumeProblems() {}

  /** Warns of volumes with the same UUID. */
  public static void sameUuids(VolumeNames names, InspectionFindings findings) {
    Map<String, List<Volume>> byUuid = new LinkedHashMap<>();
    for (Volume volume : names.volumes()) {
      if (!volume.uuid().isEmpty() && !SHARE_UUIDS.contains(volume.type())) {
        byUuid.computeIfAbsent(volume.uuid(), uuid -> new ArrayList<>()).add(volume);
      }
    }
    byUuid.forEach((uuid, volumes) -> {
      if (volumes.size() > 1) {
        findings.warn(volumes.stream().map(names::guestName).collect(Collectors.joining(", ")),
            "several volumes have the UUID " + uuid + ": a snapshot or a copy, and the guest may mount the wrong one",
            "Remove the copy, or give one of them another UUID (tune2fs -U, xfs_admin -U, mkswap).");
      }
    });
  }

  /**
   * Warns of kinds of logical volumes that need more than a plain copy of the disks, as LVM's last backups of its metadata tell.
   */
  public static void logicalVolumes(LenientReader guest, InspectionFindings findings) {
    String directory = "/etc/lvm/backup";
    for (String group : guest.list(directory).stream().limit(MOST_GROUPS).toList()) {
      String file = directory + "/" + group;
      Set<String> kinds = new TreeSet<>();
      Matcher types = SEGMENT_TYPE.matcher(guest.text(file).orElse(""));
      while (types.find()) {
        if (DELICATE.containsKey(types.group(1))) {
          kinds.add(DELICATE.get(types.group(1)));
        }
      }
      if (!kinds.isEmpty()) {
        findings.warn(file, "the volume group " + group + " has " + String.join(" and ", kinds),
            "Merge or remove snapshots, and see that all physical volumes, a cache's too, are among the disks given.");
      }
    }
  }
}
