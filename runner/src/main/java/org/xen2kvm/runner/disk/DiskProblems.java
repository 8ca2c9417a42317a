package org.xen2kvm.runner.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.runner.disk.DiskProblem.Kind;

/** Judges what was found of a disk: pure, so that every case can be shown without one. Stateless. */
public final class DiskProblems {
  private static final String RAW = "raw";

  private DiskProblems() {}

  /** Returns what a person should know of a disk, the worst first as far as one hides the others; empty when all is well. */
  public static List<DiskProblem> of(HostDisk disk) {
    Path file = disk.declared().file();
    if (disk.unreadable().isPresent()) {
      return List.of(new DiskProblem(
          Kind.UNREADABLE, file, "The disk cannot be read: " + disk.unreadable().get(), "See its permissions."));
    }
    if (disk.kind() == FileKind.MISSING) {
      return List.of(new DiskProblem(Kind.MISSING, file, "There is no such disk on this host",
          "Copy it here, or map its path in the policy."));
    }
    if (disk.kind() == FileKind.OTHER) {
      return List.of(new DiskProblem(Kind.NOT_A_DISK, file, "This is no file and no block device",
          "Map its path in the policy."));
    }
    List<DiskProblem> problems = new ArrayList<>();
    disk.answer().ifPresent(answer -> {
      if (answer instanceof ImageAnswer.InUse use) {
        problems.add(new DiskProblem(Kind.IN_USE, file, use.words(), "Shut the guest down first, on every host."));
      } else if (answer instanceof ImageAnswer.Bad bad) {
        problems.add(new DiskProblem(Kind.BAD_IMAGE, file, bad.words(), rightFormat(disk)));
      }
    });
    declaration(disk, problems);
    size(disk, problems);
    for (ImageLayer layer : disk.layers()) {
      layer(disk, layer, problems);
    }
    return List.copyOf(problems);
  }

  /** Opening a disk as what it looks like would be probing, so only a person is told of it. */
  private static String rightFormat(HostDisk disk) {
    return disk.signature().filter(found -> !found.format().equals(disk.declared().format()))
        .map(found -> "Its bytes look like " + found.format() + ": if that is what it is, declare it so in the definition.")
        .orElse("See that the definition declares the image's real format.");
  }

  private static void declaration(HostDisk disk, List<DiskProblem> problems) {
    DeclaredDisk declared = disk.declared();
    disk.signature().filter(found -> declared.format().equals(RAW)).ifPresent(found -> problems.add(new DiskProblem(
        Kind.SUSPECT_FORMAT,
        declared.file(),
        "The disk is declared raw, but its bytes look like " + found.format(),
        "If it is an image of that format, declare it so, for the guest would not see its disk. If not, the guest has written"
            + " that: leave it raw, and let nothing probe it.")));
    declared.kind().filter(kind -> kind != disk.kind()).ifPresent(kind -> problems.add(new DiskProblem(
        Kind.OTHER_KIND,
        declared.file(),
        "QEMU is to open " + kind.words() + ", and this is " + disk.kind().words(),
        "QEMU opens one only as what it is: correct type and source of the disk.")));
    if (disk.readOnly() && declared.writable()) {
      problems.add(new DiskProblem(
          Kind.READ_ONLY,
          declared.file(),
          "The guest may write to this disk, but its filesystem is mounted read-only",
          "Mount it for writing, or copy the disk elsewhere."));
    }
  }

  private static void size(HostDisk disk, List<DiskProblem> problems) {
    Path file = disk.declared().file();
    disk.vhd().filter(footer -> footer.type() == VhdFooter.Type.DIFFERENCING).ifPresent(footer -> problems.add(new DiskProblem(
        Kind.DIFFERENCING,
        file,
        "The VHD holds only what differs from another one, and QEMU would show zeros for all the rest",
        "Merge the chain first: vhd-util coalesce, or export the disk on the Xen host as one image.")));
    long cutOff = disk.bytesCutOff();
    if (cutOff > 0) {
      problems.add(new DiskProblem(
          Kind.CUT_OFF,
          file,
          "QEMU rounds this VHD by its geometry and leaves out its last " + cutOff + " bytes",
          "Copy it: xen2kvm convert --copy keeps all " + disk.vhd().orElseThrow().currentSize() + " bytes."));
    } else if (cutOff < 0) {
      problems.add(new DiskProblem(
          Kind.ROUNDED_UP, file, "QEMU rounds this VHD by its geometry and adds " + -cutOff + " bytes at its end", ""));
    }
  }

  private static void layer(HostDisk disk, ImageLayer layer, List<DiskProblem> problems) {
    Path top = disk.declared().file();
    if (!layer.file().equals(top)) {
      problems.add(new DiskProblem(Kind.BACKED, layer.file(),
          "The disk " + top + " lies on this image: what is in it is the guest's to read", ""));
    }
    if (layer.encrypted()) {
      problems.add(new DiskProblem(
          Kind.ENCRYPTED, layer.file(), "The image is encrypted by QEMU", "Decrypt it first: qemu-img convert."));
    }
    if (layer.dirty()) {
      problems.add(new DiskProblem(
          Kind.DIRTY, layer.file(), "The image was not closed in order", "Repair it first: qemu-img check -r all."));
    }
    if (layer.snapshots() > 0) {
      problems.add(new DiskProblem(
          Kind.SNAPSHOTS,
          layer.file(),
          "The image holds " + layer.snapshots() + " snapshots, which stay in it and are not part of the migrated disk",
          ""));
    }
  }
}
