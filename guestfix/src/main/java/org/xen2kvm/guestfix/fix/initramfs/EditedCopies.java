package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsEntry;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.ExtraFile;
import org.xen2kvm.guestfix.plan.GuestText;

/**
 * The guest's files that an initramfs has copies of and that other fixes change: the copies have to follow, or the initramfs
 * looks for the root where it was under Xen (a filter of LVM that takes /dev/xvd* only, the swap space to resume from).
 * Stateless.
 */
final class EditedCopies {
  private static final int LARGEST_TEXT = 4 << 20;

  /** Copies that lie elsewhere than the file that they are of. */
  private static final Map<String, String> MOVED = Map.of("conf/conf.d/resume", "/etc/initramfs-tools/conf.d/resume");

  private EditedCopies() {}

  /** Returns the new texts of the copies that are still what the guest's files were. */
  static List<ExtraFile> of(GuestEditor guest, InitramfsContents contents) {
    List<ExtraFile> copies = new ArrayList<>();
    for (InitramfsEntry entry : contents.listing().entries()) {
      boolean configuration = entry.name().startsWith("etc/") || MOVED.containsKey(entry.name());
      Optional<String> copy =
          configuration && entry.isFile() ? contents.listing().text(entry.name()) : Optional.empty();
      if (copy.isPresent()) {
        GuestPath twin = GuestPath.of(MOVED.getOrDefault(entry.name(), "/" + entry.name()));
        Optional<String> after = guest.text(twin);
        // A copy that its generator changed is not ours to replace.
        if (after.isPresent() && !after.get().equals(copy.get()) && copy.get().equals(before(guest, twin))) {
          copies.add(new ExtraFile(entry.name(), 0644, after.get()));
        }
      }
    }
    return copies;
  }

  private static String before(GuestEditor guest, GuestPath file) {
    GuestPath real = guest.realPath(file);
    return guest.asItIs().exists(real) ? GuestText.decode(guest.asItIs().read(real, LARGEST_TEXT)).text() : "";
  }
}
