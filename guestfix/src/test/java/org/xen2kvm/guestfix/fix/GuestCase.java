package org.xen2kvm.guestfix.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.device.KvmHardware.Firmware;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.disk.FilesystemSpace;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.inspect.BootCode;
import org.xen2kvm.guestfix.inspect.BootLoader;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestInspector;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestNetwork;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.inspect.Mount;

/**
 * A made-up guest for the test of a fix: its files, what inspection would say of it, and its hardware under KVM. It starts as a
 * Debian 12 of one disk xvda, that is vda on KVM, with xvda1 as ext4 root and xvda2 as swap; a test changes what it is about.
 */
public final class GuestCase {
  /** The UUID of the root filesystem on xvda1. */
  public static final String ROOT_UUID = "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa";

  /** The UUID of the swap space on xvda2. */
  public static final String SWAP_UUID = "bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb";

  /** The address of the only interface. */
  public static final String MAC = "00:16:3e:00:00:01";

  final DirectoryFilesystem files;
  private final String rootType;
  private Optional<GuestInspection> inspected = Optional.empty();
  private final List<DiskNames> disks = new ArrayList<>(List.of(new DiskNames(0, "xvda", "vda", false, true)));
  private final List<Volume> volumes = new ArrayList<>(List.of(
      new Volume("/dev/sda1", Volume.Kind.PARTITION, 0, 1, "ext4", ROOT_UUID, "", 4L << 30),
      new Volume("/dev/sda2", Volume.Kind.PARTITION, 0, 2, "swap", SWAP_UUID, "", 1L << 30)));
  private final List<Mount> mounts = new ArrayList<>(List.of(new Mount(volumes.get(0), GuestPath.ROOT, "")));
  private final List<BootLoader> bootLoaders = new ArrayList<>();
  private final List<GuestKernel> kernels = new ArrayList<>();
  private final List<GuestNetwork.Interface> interfaces = new ArrayList<>();
  private Set<GuestNetwork.Stack> stacks = Set.of();
  private List<Nic> nics = List.of(new Nic(MAC, true));
  private List<String> gettys = List.of();
  private List<String> xenTools = List.of();
  private Optional<BootCode> bootCode = Optional.empty();
  private Optional<String> console = Optional.of("ttyS0");
  private Firmware firmware = Firmware.BIOS;
  private boolean display = true;
  private boolean startedByXen = true;
  private FixOptions options = FixOptions.defaults();
  private GuestSystem system = new GuestSystem(
      GuestSystem.Family.LINUX, "debian", List.of(), "12", "Debian GNU/Linux 12 (bookworm)",
      GuestSystem.PackageFormat.DEB, "x86_64", GuestSystem.InitSystem.SYSTEMD, "web1", false);

  private GuestCase(DirectoryFilesystem files, String rootType) {
    this.files = files;
    this.rootType = rootType;
  }

  private GuestCase() {
    this(DirectoryFilesystem.inMemory().with("/etc/hostname", "web1\n"), "ext4");
  }

  /** Returns the distribution of {@link GuestTrees} that has that name, and what inspection says of it. */
  public static GuestCase of(String tree) {
    return new GuestCase(GuestTrees.all().get(tree).get().filesystem(), GuestTrees.rootType(tree)).inspect();
  }

  /** Inspects the files as they are now, instead of saying what was said so far. */
  public GuestCase inspect() {
    inspected = Optional.of(
        GuestInspector.inspect(GuestTrees.disks(files, rootType), GuestTrees.names(), KeyRing.empty()));
    return this;
  }

  /** Returns the Debian 12. */
  public static GuestCase debian() {
    return new GuestCase();
  }

  /** Returns the same disks with another system: {@code system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT)}. */
  public static GuestCase system(
      String id, String version, GuestSystem.PackageFormat packages, GuestSystem.InitSystem init) {
    GuestCase made = new GuestCase();
    made.system = new GuestSystem(
        GuestSystem.Family.LINUX, id, List.of(), version, id + " " + version, packages, "x86_64", init, "web1", false);
    return made;
  }

  public GuestCase file(String path, String content) {
    files.with(path, content);
    return this;
  }

  public GuestCase file(String path, byte[] content) {
    files.with(path, content);
    return this;
  }

  public GuestCase link(String path, String target) {
    files.withLink(path, target);
    return this;
  }

  /** Makes the disks these; for each the volumes follow with {@link #volume}. */
  public GuestCase disks(DiskNames... names) {
    disks.clear();
    disks.addAll(List.of(names));
    volumes.clear();
    mounts.clear();
    return this;
  }

  public GuestCase volume(Volume volume) {
    volumes.add(volume);
    return this;
  }

  /** Mounts a volume that was given before. */
  public GuestCase mount(String at, Volume volume) {
    mounts.add(new Mount(volume, GuestPath.of(at), ""));
    return this;
  }

  /** Says what is free on the filesystem that was mounted last. */
  public GuestCase space(long bytes, long inodes) {
    int last = mounts.size() - 1;
    mounts.set(last, mounts.get(last).with(new FilesystemSpace(bytes, inodes)));
    return this;
  }

  public GuestCase bootLoader(BootLoader.Kind kind, String config) {
    bootLoaders.add(new BootLoader(kind, GuestPath.of(config)));
    return this;
  }

  public GuestCase bootCode(BootCode.State state) {
    bootCode = Optional.of(new BootCode(state, state.name()));
    return this;
  }

  public GuestCase kernel(GuestKernel kernel) {
    kernels.add(kernel);
    return this;
  }

  public GuestCase network(GuestNetwork.Stack stack, String name, String mac, String file) {
    stacks = Set.of(stack);
    interfaces.add(new GuestNetwork.Interface(name, mac, GuestPath.of(file)));
    return this;
  }

  public GuestCase nics(Nic... all) {
    nics = List.of(all);
    return this;
  }

  public GuestCase gettys(String... terminals) {
    gettys = List.of(terminals);
    return this;
  }

  public GuestCase xenTools(String... names) {
    xenTools = List.of(names);
    return this;
  }

  public GuestCase withoutConsole() {
    console = Optional.empty();
    return this;
  }

  public GuestCase withoutDisplay() {
    display = false;
    return this;
  }

  public GuestCase uefi() {
    firmware = Firmware.UEFI;
    return this;
  }

  public GuestCase startedByItself() {
    startedByXen = false;
    return this;
  }

  public GuestCase options(FixOptions chosen) {
    options = chosen;
    return this;
  }

  public GuestCase system(UnaryOperator<GuestSystem> change) {
    system = change.apply(system);
    return this;
  }

  /** Says what a program of the guest does. */
  public DirectoryFilesystem files() {
    return files;
  }

  /** Returns the kernels that inspection says there are. */
  public List<GuestKernel> kernels() {
    return inspection().kernels();
  }

  FixOptions options() {
    return options;
  }

  KvmHardware hardware() {
    return new KvmHardware(new DeviceMap(disks), nics, console, firmware, display, startedByXen);
  }

  /** Inspects the files anew where an inspection was what is known of them. */
  void inspectAgain() {
    if (inspected.isPresent()) {
      inspect();
    }
  }

  GuestInspection inspection() {
    return inspected.map(this::asItIs).orElseGet(this::madeUp);
  }

  private GuestInspection asItIs(GuestInspection before) {
    return new GuestInspection(
        before.disks(), before.volumes(), before.mounts(), before.system(), before.bootLoaders(),
            bootCode.orElse(before.bootCode()),
        before.kernels().stream().map(this::asItIs).toList(), before.network(), before.gettys(), before.xenTools(),
        before.findings());
  }

  private GuestInspection madeUp() {
    List<GuestDisk> guestDisks =
        disks.stream().map(disk -> new GuestDisk(disk.index(), 8L << 30, PartitionTable.MBR)).toList();
    return new GuestInspection(
        guestDisks, volumes, mounts, system, bootLoaders,
        bootCode.orElse(new BootCode(BootCode.State.USABLE, "GRUB 2 in the MBR")), kernels.stream().map(this::asItIs).toList(),
        new GuestNetwork(stacks, interfaces), gettys, xenTools, List.of());
  }

  /** An inspection looks into an initramfs anew; where its file is not there, a test says what it holds. */
  private GuestKernel asItIs(GuestKernel kernel) {
    return new GuestKernel(kernel.version(), kernel.image(), kernel.initramfs().map(this::asItIs), kernel.modules(),
        kernel.xenOnly(), kernel.virtioPci(), kernel.virtioBlk(), kernel.virtioNet());
  }

  private GuestInitramfs asItIs(GuestInitramfs initramfs) {
    if (!files.exists(initramfs.path())) {
      return initramfs;
    }
    byte[] image = files.read(initramfs.path(), 1 << 26);
    try {
      return new GuestInitramfs(initramfs.path(), image.length, Optional.of(InitramfsContents.of(image)), "");
    } catch (InitramfsException e) {
      return new GuestInitramfs(initramfs.path(), image.length, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
