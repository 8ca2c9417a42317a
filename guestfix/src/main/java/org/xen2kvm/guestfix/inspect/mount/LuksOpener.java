package org.xen2kvm.guestfix.inspect.mount;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.KeyRing;

/**
 * Opens the LUKS containers that there are keys for, also those inside of opened ones, so that their content is among the
 * volumes.
 */
public final class LuksOpener {
  /** A container in a volume in a container is odd already. */
  private static final int DEEPEST = 3;

  /** Trying one costs a second or more; that is what they are for. */
  private static final int MOST_CONTAINERS = 32;

  private LuksOpener() {}

  /** Returns all volumes, those in opened containers included; the findings say which containers stay closed. */
  public static List<Volume> open(GuestDisks disks, DeviceMap map, KeyRing keys, InspectionFindings findings) {
    Set<String> tried = new HashSet<>();
    List<Volume> volumes = disks.volumes();
    for (int depth = 0; depth < DEEPEST; depth++) {
      List<Volume> closed = volumes.stream()
          .filter(volume -> volume.isLuks() && tried.size() < MOST_CONTAINERS && tried.add(volume.device())).toList();
      VolumeNames names = new VolumeNames(volumes, map);
      boolean opened = false;
      for (Volume luks : closed) {
        opened |= open(luks, disks, names, keys, findings);
      }
      if (!opened) {
        break;
      }
      volumes = disks.volumes();
    }
    return volumes;
  }

  private static boolean open(Volume luks, GuestDisks disks, VolumeNames names, KeyRing keys, InspectionFindings findings) {
    List<KeyRing.Key> candidates = keys.keysFor(name -> luks.uuid().equalsIgnoreCase(name)
        || names.find(name).filter(luks::equals).isPresent());
    for (KeyRing.Key key : candidates) {
      byte[] bytes = key.bytes().get();
      try {
        disks.unlock(luks, bytes);
        return true;
      } catch (GuestDisksException e) {
        if (e.reason() != Reason.WRONG_KEY && e.reason() != Reason.FAILED) {
          throw e;
        }
        if (e.reason() == Reason.FAILED) {
          findings.warn(names.guestName(luks), "the encrypted volume cannot be opened: " + e.getMessage(), "");
        }
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
    String problem = candidates.isEmpty() ? "no key was given" : "none of the keys given opens it";
    findings.note(names.guestName(luks), "the encrypted volume with UUID " + luks.uuid() + " stays closed: " + problem);
    return false;
  }
}
