package org.xen2kvm.migration.copy;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.file.StorageRoom;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.PartwiseCopy;
import org.xen2kvm.guestfix.image.PartwiseCopy.View;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.disk.ConvertedDisk;
import org.xen2kvm.migration.disk.ConvertedDomain;
import org.xen2kvm.migration.disk.DiskCheck;
import org.xen2kvm.migration.disk.QemuImages;
import org.xen2kvm.runner.disk.HostDisk;
import org.xen2kvm.runner.disk.HostDisks;
import org.xen2kvm.runner.disk.ImageLayer;

/**
 * Copies the disks of converted domains into a folder and lets the domains name the copies. Every difference is a recorded
 * change. Safe for use by several threads; one domain's disks are copied at a time, because two would only share the storage's
 * speed.
 */
public final class DiskCopies {
  /** The author of changes that put a copy in the source disk's place. */
  public static final RuleId DISK_COPIED = new RuleId("disk-copied");

  private static final String REASON = "The disk was copied into this file, and the source disk stays as it is";

  /** QEMU counts in sectors of 512 bytes, block/block-common.h: BDRV_SECTOR_SIZE. */
  private static final long SECTOR = 512;

  private final QemuImg qemuImg;
  private final CopyOptions options;
  private final StorageRoom room;
  private final HostDisks host;
  private final PartwiseCopy parts;
  private final DiskCopier copier;

  /** What this run's guests have, which no copy ever replaces. */
  private final SourceFiles sourceFiles = new SourceFiles();

  /** The source of each copy of this run, so that --force never replaces one guest's disk by another's. */
  private final Map<Path, Path> sources = new HashMap<>();

  public DiskCopies(QemuImg qemuImg, CopyOptions options, CopyListener listener) {
    this(qemuImg, options, listener, FileStore::getUsableSpace, DiskCopier.PART);
  }

  DiskCopies(QemuImg qemuImg, CopyOptions options, CopyListener listener, StorageRoom room, long part) {
    this.qemuImg = qemuImg;
    this.options = options;
    this.room = room;
    this.host = new HostDisks(new QemuImages(qemuImg));
    this.parts = new PartwiseCopy(qemuImg);
    this.copier = new DiskCopier(qemuImg, listener, options.force(), part);
  }

  /**
   * Returns the result with the copies in the domain; they are whole and compared then, unless this is a rehearsal. Refused, with
   * nothing written, when a disk cannot be copied.
   *
   * @throws MigrationException when copying fails, or a file is in the way; what was copied stays, and the same call goes on from
   *     there
   * @throws GuestDisksException when qemu-img fails or is not installed
   */
  public ConversionResult copy(ConversionResult result) {
    return copy(result, options.rehearse());
  }

  /** Returns what {@link #copy} would, and copies nothing. */
  public ConversionResult rehearse(ConversionResult result) {
    return copy(result, true);
  }

  private synchronized ConversionResult copy(ConversionResult result, boolean rehearsal) {
    if (result.outcome() == Outcome.REFUSED) {
      return result;
    }
    ConvertedDomain domain = ConvertedDomain.of(result);
    if (result.outcome() == Outcome.UNCHANGED) {
      domain.tell(Severity.WARNING, "The definition is one of KVM already: its disks are not copied", "");
      return domain.result();
    }
    try {
      expectFolder();
      Map<ConvertedDisk, CopyRequest> requests = requests(domain, result);
      expectNoSources(domain, requests);
      if (!domain.isRefused()) {
        expectSpace(domain, requests);
      }
      if (domain.isRefused()) {
        return domain.result();
      }
      if (!rehearsal) {
        Files.createDirectories(options.folder());
        Set<Path> done = new HashSet<>();
        for (CopyRequest request : requests.values()) {
          if (done.add(request.target())) {
            copy(request);
          }
        }
      }
      requests.forEach((disk, request) -> domain.use(disk, request.copy(), DISK_COPIED, REASON));
      return domain.result();
    } catch (IOException e) {
      throw new MigrationException(Reason.FAILED, "The disks cannot be copied: " + IoReason.withFile(e), "", e);
    }
  }

  private void copy(CopyRequest request) throws IOException {
    try {
      copier.copy(request);
    } catch (GuestDisksException e) {
      if (e.reason() != GuestDisksException.Reason.FAILED) {
        throw e;
      }
      throw new MigrationException(Reason.FAILED, "The copy " + request.target() + " is not finished: " + e.getMessage(),
          "What was copied stays: the same command goes on from there.", e);
    }
  }

  /** Says in plain words what createDirectories would say by its exception's name. */
  private void expectFolder() {
    for (Path folder = options.folder(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder)) {
        return;
      }
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new MigrationException(Reason.REFUSED,
            "--disk-dir: " + folder + (Files.exists(folder) ? " is a file, and copies need a directory" : " is a link that leads nowhere"),
            "Choose another folder with --disk-dir.", null);
      }
    }
  }

  /** Refuses every file that copying would make, if it is a disk of a guest under whatever name. */
  private void expectNoSources(ConvertedDomain domain, Map<ConvertedDisk, CopyRequest> requests) throws IOException {
    for (Map.Entry<ConvertedDisk, CopyRequest> each : requests.entrySet()) {
      Path target = each.getValue().target();
      for (Path file : List.of(target, WorkFile.unfinished(target), WorkFile.lock(target), CopyRecordFile.place(target))) {
        Optional<Path> source = sourceFiles.find(file);
        if (source.isPresent()) {
          domain.tell(each.getKey(), Severity.ERROR,
              "Copying to " + target + " would write to " + file + ", which is a disk of a guest, or an image behind one"
                  + (source.get().equals(file) ? "" : ": " + source.get()),
              "Nothing replaces it, not even --force: choose another --disk-dir.");
        }
      }
    }
  }

  private Map<ConvertedDisk, CopyRequest> requests(ConvertedDomain domain, ConversionResult result) throws IOException {
    Map<ConvertedDisk, CopyRequest> requests = new LinkedHashMap<>();
    Map<Path, ConvertedDisk> written = new HashMap<>();
    for (ConvertedDisk disk : domain.disks()) {
      Optional<DiskImage> image = disk.image();
      if (image.isPresent()) {
        sourceFiles.add(image.get().file());
      }
      if (image.isEmpty() || disk.device().equals("lun")) {
        if (!disk.isEmpty()) {
          domain.tell(disk, Severity.WARNING, "Disk " + disk.target()
              + (image.isEmpty() ? " is no file and no block device of this host: it stays where it is"
                  : " is a SCSI device that the guest talks to itself: it stays where it is"),
              "See that the KVM host reaches it.");
        }
        continue;
      }
      HostDisk found = host.look(disk.declared(image.get()));
      DiskCheck.tell(domain, disk, found, true);
      for (ImageLayer layer : found.layers()) {
        sourceFiles.add(layer.file());
      }
      if (found.layers().isEmpty()) {
        continue;
      }
      ConvertedDisk other = disk.isWritable() ? written.putIfAbsent(image.get().file().toRealPath(), disk) : null;
      if (other != null) {
        domain.tell(disk, Severity.ERROR, "The disks " + other.target() + " and " + disk.target() + " are the same image",
            "Correct the definition: a guest would damage it.");
        continue;
      }
      CopyRequest request = request(result, disk, image.get(), found);
      if (isSame(image.get().file(), request.target())) {
        domain.tell(disk, Severity.ERROR, request.target() + " is the disk itself, not a copy",
            "Nothing is copied onto itself: choose another --disk-dir.");
        continue;
      }
      Path earlier = sources.putIfAbsent(request.target(), image.get().file());
      if (earlier != null && !earlier.equals(image.get().file())) {
        domain.tell(disk, Severity.ERROR,
            "The copies of " + earlier + " and " + image.get() + " would both be " + request.target(),
            "Rename one of the domains, or copy them into different folders.");
      }
      requests.put(disk, request);
    }
    return requests;
  }

  private CopyRequest request(ConversionResult result, ConvertedDisk disk, DiskImage image, HostDisk found) {
    DiskFormat format = CopyName.isShared(disk) ? DiskFormat.RAW : options.format().orElse(
        image.format() == DiskFormat.RAW ? DiskFormat.RAW : DiskFormat.QCOW2);
    boolean cutOff = found.bytesCutOff() > 0;
    long size = cutOff ? found.vhd().orElseThrow().currentSize() : found.virtualSize().orElseThrow();
    Path target = options.folder().resolve(CopyName.of(result.name(), xenName(result, disk), disk, image, format));
    return new CopyRequest(new View(image, cutOff), size / SECTOR * SECTOR, target, format);
  }

  private static String xenName(ConversionResult result, ConvertedDisk disk) {
    return result.guestImplications().disks().stream().filter(each -> each.targetDev().equals(disk.target())).findFirst()
        .map(DiskRename::xenName).orElse(disk.target());
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(other) && Files.isSameFile(one, other);
  }

  private void expectSpace(ConvertedDomain domain, Map<ConvertedDisk, CopyRequest> requests) throws IOException {
    long needed = 0;
    Set<Path> counted = new HashSet<>();
    for (CopyRequest request : requests.values()) {
      boolean there = Files.exists(request.target(), LinkOption.NOFOLLOW_LINKS) && !options.force();
      if (!there && counted.add(request.target())) {
        needed += Math.max(0, parts.space(request.source().image()) - taken(request));
      }
    }
    Path folder = options.folder();
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    long free = room.usable(Files.getFileStore(folder));
    if (free < needed) {
      domain.tell(Severity.ERROR, "There is only " + StorageRoom.free(free) + " free in " + folder + ", and the copies may need "
          + StorageRoom.needed(needed), "Make space, or choose another folder with --disk-dir.");
    }
  }

  /** What an interrupted copy takes already. */
  private long taken(CopyRequest request) {
    Path made = WorkFile.unfinished(request.target());
    if (!Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    try {
      return qemuImg.info(new DiskImage(made, request.format())).actualSize();
    } catch (GuestDisksException e) {
      return 0; // whatever it is, it is not counted on
    }
  }
}
