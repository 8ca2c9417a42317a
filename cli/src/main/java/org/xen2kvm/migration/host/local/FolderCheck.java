package org.xen2kvm.migration.host.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.host.local.LocalHost.ImageFolder;
import org.xen2kvm.migration.host.report.HostFinding;

/** Whether folders take images and QEMU finds its way into them. Stateless. */
public final class FolderCheck {
  private static final String SPACE = "work-dir-space";
  private static final String ACCESS = "work-dir-access";
  private static final String WHY_SPACE =
      "An overlay takes a quarter of a gibibyte at first and grows with what the guest writes; a full folder stops the guest";
  private static final String WHY_ACCESS =
      "libvirt runs QEMU as a user of its own, who has to get through every folder above an image, else: Permission denied";

  /** What an apply asks for at least. */
  private static final long LEAST = 256L << 20;

  private static final long COMFORTABLE = 10L << 30;

  private FolderCheck() {}

  /**
   * Returns what there is to say of a folder.
   *
   * @param emulatorUser the number of the user that QEMU runs as; empty when that is the one who asks, or root
   */
  public static List<HostFinding> of(ImageFolder folder, Optional<String> emulatorUser) {
    Path path = folder.path();
    if (!folder.exists()) {
      return List.of(HostFinding.error(
          SPACE, path + " is no folder that this user can look into", WHY_SPACE, "mkdir -p " + ShellWord.of(path.toString())));
    }
    List<HostFinding> findings = new ArrayList<>();
    String free = size(folder.free()) + " are free in " + path;
    if (folder.free() < LEAST) {
      findings.add(HostFinding.error(SPACE, "Only " + free, WHY_SPACE, "df -h " + ShellWord.of(path.toString())));
    } else if (folder.free() < COMFORTABLE) {
      findings.add(HostFinding.warning(SPACE, "Only " + free, WHY_SPACE, "df -h " + ShellWord.of(path.toString())));
    } else {
      findings.add(HostFinding.ok(SPACE, free, WHY_SPACE));
    }
    if (emulatorUser.isPresent() && folder.closed().isPresent()) {
      Path closed = folder.closed().get();
      findings.add(HostFinding.warning(
          ACCESS, "Not everybody may go into " + closed + ", where QEMU, which runs as user " + emulatorUser.get()
              + ", has to; unless an access list lets it",
          WHY_ACCESS, "setfacl -m u:" + emulatorUser.get() + ":x " + ShellWord.of(closed.toString())));
    } else if (emulatorUser.isPresent()) {
      findings.add(HostFinding.ok(ACCESS, "QEMU's user may go into " + path, WHY_ACCESS));
    }
    return findings;
  }

  /** Returns a number of bytes for people. */
  public static String size(long bytes) {
    return bytes >= 10L << 30 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
  }
}
