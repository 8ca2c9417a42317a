package org.xen2kvm.guestfix.initramfs.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.AppendPoint;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsListing;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleClosure;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleDependencies;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;

/**
 * What is to be appended to an initramfs so that it finds virtio devices; made without reading a module, carried out by
 * {@link VirtioArchive#build}. Plain data.
 *
 * <p>With the modules goes what modprobe needs to find them: the kernel's whole indexes ({@code modules.dep}, {@code
 * modules.alias} and so on). The initramfs has its own, but they know only the modules that were in it, and the appended
 * ones replace them. Naming modules that are not there does no harm; not naming one that is there would hide it.
 *
 * @param kernelVersion the kernel whose modules they are
 * @param directories the directories to make, parents first; never one that the initramfs has, be it as a link
 * @param files what is read from the guest and where it goes
 * @param extras what else goes in
 * @param modules the names of the modules that are added, in the order in which they can be loaded
 * @param present the modules that were wanted, or needed by them, and are in the initramfs
 * @param builtIn the same that are in the kernel
 * @param missing the modules that were wanted, or needed by them, and that this kernel does not have
 * @param appendPoint where in the initramfs the archive goes
 */
public record VirtioArchivePlan(
    String kernelVersion,
    List<String> directories,
    List<SourceFile> files,
    List<ExtraFile> extras,
    List<String> modules,
    Set<String> present,
    Set<String> builtIn,
    Set<String> missing,
    AppendPoint appendPoint) {

  /** What finds disks and networks on KVM: the bus, both kinds of disk, the network card, and disks behind SCSI. */
  public static final List<String> VIRTIO =
      List.of("virtio_pci", "virtio_blk", "virtio_net", "virtio_scsi", "sd_mod");

  private static final List<String> INDEXES = List.of("modules.dep", "modules.dep.bin", "modules.alias", "modules.alias.bin",
      "modules.symbols", "modules.symbols.bin", "modules.softdep", "modules.builtin", "modules.builtin.bin",
      "modules.builtin.alias.bin", "modules.builtin.modinfo", "modules.devname", "modules.order");

  public VirtioArchivePlan {
    directories = List.copyOf(directories);
    files = List.copyOf(files);
    extras = List.copyOf(extras);
    modules = List.copyOf(modules);
    // Sorted, so that the same plan always reads the same.
    present = Collections.unmodifiableSet(new TreeSet<>(present));
    builtIn = Collections.unmodifiableSet(new TreeSet<>(builtIn));
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
  }

  /**
   * A file of the guest that goes into the archive.
   *
   * @param source where it is in the guest
   * @param target its name in the initramfs
   */
  public record SourceFile(GuestPath source, String target) {
    public SourceFile {
      CpioArchive.checkName(target);
    }
  }

  /**
   * A file that goes into the archive and comes from no guest, such as a {@code .link} file that names a network card.
   *
   * @param target its name in the initramfs, as seen before links are followed
   * @param permissions its permission bits
   * @param content its text
   */
  public record ExtraFile(String target, int permissions, String content) {
    public ExtraFile {
      CpioArchive.checkName(target);
    }
  }

  /**
   * What a guest's kernel has.
   *
   * @param version its release
   * @param directory where its modules are in the guest
   * @param names the names of the files right in that directory
   * @param dependencies what its modules need
   */
  public record KernelModules(String version, GuestPath directory, Set<String> names, ModuleDependencies dependencies) {
    public KernelModules {
      names = Set.copyOf(names);
      if (version.isEmpty() || version.contains("/") || version.equals("..") || version.equals(".")) {
        throw new IllegalArgumentException("not a kernel's release: '" + version + "'");
      }
    }
  }

  /**
   * Plans an archive.
   *
   * @param kernel the kernel that the initramfs belongs to
   * @param wanted the modules it shall be able to load, such as {@link #VIRTIO}
   * @param initramfs what it holds now
   * @param extras what else shall be in it
   */
  public static VirtioArchivePlan of(
      KernelModules kernel, List<String> wanted, InitramfsContents initramfs, List<ExtraFile> extras) {
    ModuleClosure closure = kernel.dependencies().closure(wanted);
    InitramfsListing listing = initramfs.listing();
    String home = initramfs.moduleDirectory(kernel.version());
    List<SourceFile> files = new ArrayList<>();
    List<String> modules = new ArrayList<>();
    Set<String> present = new TreeSet<>();
    for (String path : closure.files()) {
      String module = ModuleName.ofFile(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
      if (initramfs.has(kernel.version(), module)) {
        present.add(module);
      } else {
        modules.add(module);
        files.add(new SourceFile(kernel.directory().resolve(path), target(listing, home + "/" + path)));
      }
    }
    if (!modules.isEmpty()) {
      for (String index : INDEXES) {
        if (kernel.names().contains(index)) {
          files.add(new SourceFile(kernel.directory().resolve(index), target(listing, home + "/" + index)));
        }
      }
    }
    List<ExtraFile> placed = extras.stream()
        .map(extra -> new ExtraFile(target(listing, extra.target()), extra.permissions(), extra.content()))
        .toList();
    Set<String> directories = new TreeSet<>();
    files.forEach(file -> addParents(directories, file.target(), listing));
    placed.forEach(extra -> addParents(directories, extra.target(), listing));
    return new VirtioArchivePlan(kernel.version(), List.copyOf(directories), files, placed, modules, present,
        closure.builtIn(), closure.missing(), listing.appendPoint());
  }

  /** Whether there is anything to append. */
  public boolean isEmpty() {
    return files.isEmpty() && extras.isEmpty();
  }

  /** What will be appended, a line for each file, for people who read a plan. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "modules of %s: %s", kernelVersion,
        modules.isEmpty() ? "none" : String.join(", ", modules)));
    files.forEach(file -> lines.add(file.source() + " -> " + file.target()));
    extras.forEach(extra -> lines.add("new: " + extra.target()));
    return lines;
  }

  /** Where a name lands in the initramfs: its directories' links followed, its own name kept. */
  private static String target(InitramfsListing listing, String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return name;
    }
    String directory = name.substring(0, slash);
    String real = listing.follow(directory).orElse(directory);
    return (real.isEmpty() ? "" : real + "/") + name.substring(slash + 1);
  }

  private static void addParents(Set<String> directories, String name, InitramfsListing listing) {
    String[] names = name.split("/");
    for (int i = 1; i < names.length; i++) {
      String directory = String.join("/", Arrays.copyOf(names, i));
      if (listing.entry(directory).isEmpty()) {
        directories.add(directory);
      }
    }
  }
}
