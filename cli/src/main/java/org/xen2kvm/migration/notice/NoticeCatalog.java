package org.xen2kvm.migration.notice;

import java.util.List;
import java.util.stream.Stream;
import org.xen2kvm.migration.notice.Notice.Author;

/** Every notice there is, so that no id of a message is left without an explanation. Immutable. */
public final class NoticeCatalog {
  private static final List<Notice> OWN = List.of(
      new Notice("batch-conflict", Author.BATCH, "Several inputs have what only one domain can have",
          """
          The definitions that come out of a run are held against each other: their names, UUIDs, the addresses of their cards, \
          and the disks that they write to. A host has one domain of a name and of a UUID, two guests that write to one disk \
          destroy it, and two with one address on one network disturb each other. In a plan this is an error, so that nothing is \
          applied; a shared address alone is a warning. Of domains that are refused nothing is told.

          If the inputs are one guest, take one of them. Else give the others names, UUIDs and addresses of their own, or map \
          their disks apart in the policy."""),
      new Notice("batch-network", Author.BATCH, "No mapping of the policy covers a bridge or network",
          """
          A converted domain names a bridge or network as the Xen host did. Where the KVM host has none of that name the domain \
          does not start. Each is told once for all inputs that name it.

          Map it in the policy's networks, or see that the KVM host has it."""),
      new Notice("source-disks", Author.DISKS, "Something about a disk on this host",
          """
          Before disks are opened or copied, and with --check-disks, each is looked at where the definition says that it lies. It \
          is an error when it is missing, no disk, unreadable, in use, damaged, encrypted as an image, not closed cleanly, or \
          needs another image that QEMU does not know; with --check-disks, which opens nothing, what may be over when the domain \
          starts (in use, encrypted, not closed cleanly) is a warning. A warning are snapshots inside the image, bytes that look \
          like another format than the declared one, an image of which QEMU shows less than there is, a device declared as a \
          file, and a disk that may only be read. An image behind it is a note. The same id refuses a plan whose changes would \
          go to a disk that the guest may only read, one whose disks are one image, and one whose files are there already.

          The message says what to do in each case."""),
      new Notice("inspection", Author.PLAN, "What was seen while looking into a guest",
          """
          Partition tables, filesystems, the system, boot loaders, kernels and the network are found by reading files. What could \
          not be read, or was not understood, is told with the place. It is an error where the guest cannot be fixed without it, \
          such as an unknown system or a volume without a key; then nothing is planned inside the guest."""),
      new Notice("known-at-apply", Author.PLAN, "A value that the host makes up when the plan is applied",
          """
          A plan shows all that is done, but for what libvirt chooses: a UUID and addresses of cards for which the definition has \
          none, and the paths of disks that are copied into a storage pool of another host. The note names each, so that nobody \
          looks for it in the plan. To know it before, write it into the definition."""),
      new Notice("source-state", Author.PLAN, "The guest is not off on the host that it comes from",
          """
          With --source-uri the Xen host is asked through its own libvirt, when the plan is made and again when it is applied. Two \
          guests that write to one disk destroy it, so what is not off, and a host that does not answer, is an error. Shut the \
          guest down there."""),
      new Notice("migration-disk-image", Author.DEFINITION, "The domain gets the image in which its guest is fixed",
          """
          A plan's changes inside a guest are made in an overlay on the source disk, or in a new image. The domain names that \
          image with its format, and the source disk stays as it is, so that a rollback finds it."""),
      new Notice("migration-host-boot", Author.DEFINITION, "The host starts the guest's kernel",
          """
          A guest without boot code of its own (pygrub read its menu on the Xen host) is started by the host where no boot \
          loader can be installed in it: kernel and initramfs are taken out of its disks, and the definition names them with the \
          kernel's command line. After an upgrade of the guest's kernel the host still starts the old one."""),
      new Notice("migration-copied-disk", Author.DEFINITION, "The domain gets the volumes that its disks were copied into",
          """
          With --target and --copy the images that a plan makes, and a kernel that the host starts, become volumes of a storage \
          pool there, whose paths only that host knows. They take the place of the files of this host."""),
      new Notice("migration-folded-disk", Author.DEFINITION, "The domain gets its disks in the place of the overlays",
          """
          A commit writes each overlay into the image that it lies on. From then on the domain names that image, with its kind \
          and format."""),
      new Notice("disk-copied", Author.DEFINITION, "The domain gets the copies of its disks",
          """
          With --copy and --disk-dir each disk that is a file or block device of this host is copied, compared with its source, \
          and named in its place with the copy's format. Nothing inside the copies is changed, and the source disks stay as they \
          are."""),
      new Notice("input-io", Author.INPUT, "An input cannot be read, or an output cannot be written",
          """
          A file is missing or may not be read, a folder is full, an output exists already. The message is that of the operating \
          system. Other inputs of the run are not concerned."""),
      new Notice("input-not-a-domain", Author.INPUT, "What was named holds no domain definition",
          """
          A file that was named itself must be a definition, as XML or as a configuration of xl or xm; in folders, files that \
          are none are passed over."""),
      new Notice("internal-error", Author.INPUT, "xen2kvm itself failed",
          """
          This is a bug: please report it, with the definition if it may be shown. Nothing was written for the input, and other \
          inputs of the run are not concerned."""));

  private static final List<Notice> ALL = Stream.concat(OWN.stream(), HostNotices.ALL.stream()).toList();

  private NoticeCatalog() {}

  /** Returns all notices, those of one author beside each other. */
  public static List<Notice> all() {
    return ALL;
  }
}
