package org.xen2kvm.guestfix.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;

/**
 * File trees of Xen guests as distributions laid them out, reduced to what inspection and fixes look at: release files, fstab,
 * boot menus, kernels with modules, configuration and an initramfs without virtio, network, logins. Root is on xvda1, swap on
 * xvda2. Reconstructed from the distributions' documentation and packages, not copied from disks.
 */
public final class GuestTrees {
  /** The UUID of the root filesystem. */
  public static final String ROOT_UUID = "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa";

  /** The UUID of the swap space. */
  public static final String SWAP_UUID = "bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb";

  static final String INITTAB_SYSV = """
      id:3:initdefault:
      si::sysinit:/etc/rc.d/rc.sysinit
      1:2345:respawn:/sbin/mingetty tty1
      co:2345:respawn:/sbin/agetty hvc0 9600 vt100-nav
      """;

  /** What the guest's own udev wrote under Xen. */
  static final String PERSISTENT_NET = """
      # Xen virtual device (vif)
      SUBSYSTEM=="net", ACTION=="add", DRIVERS=="vif", ATTR{address}=="00:16:3e:00:00:01", ATTR{type}=="1", KERNEL=="eth*", \
      NAME="eth0"
      """;

  private GuestTrees() {}

  /** Returns all of them by name. */
  public static Map<String, Supplier<GuestTree>> all() {
    Map<String, Supplier<GuestTree>> trees = new LinkedHashMap<>();
    trees.put("sles10", SuseTrees::sles10);
    trees.put("sles11", SuseTrees::sles11);
    trees.put("sles12", SuseTrees::sles12);
    trees.put("sles15", SuseTrees::sles15);
    trees.put("opensuse", SuseTrees::opensuse);
    trees.put("rhel5", RedHatTrees::rhel5);
    trees.put("rhel6", RedHatTrees::rhel6);
    trees.put("rhel7", RedHatTrees::rhel7);
    trees.put("rhel8", RedHatTrees::rhel8);
    trees.put("rhel9", RedHatTrees::rhel9);
    trees.put("debian5", DebianTrees::debian5);
    trees.put("debian7", DebianTrees::debian7);
    trees.put("debian12", DebianTrees::debian12);
    trees.put("ubuntu0904", DebianTrees::ubuntu0904);
    trees.put("ubuntu1404", DebianTrees::ubuntu1404);
    trees.put("ubuntu2204", DebianTrees::ubuntu2204);
    trees.put("alpine", GuestTrees::alpine);
    return trees;
  }

  /** Returns a new one by its name. */
  public static GuestTree named(String name) {
    return Objects.requireNonNull(all().get(name), name).get();
  }

  /** Returns what a tree's root filesystem is, as its fstab has it. */
  public static String rootType(String name) {
    return name.equals("sles15") ? "btrfs" : "ext4";
  }

  /** Returns the usual disk with a tree on it: an MBR without boot code, xvda1 with that type, xvda2 as swap. */
  public static FakeGuestDisks disks(GuestTree tree, String type) {
    return disks(tree.filesystem(), type);
  }

  /** Returns the usual disk with these files on it; on btrfs with SLES' subvolumes that hold parts of the system. */
  public static FakeGuestDisks disks(DirectoryFilesystem files, String type) {
    FakeGuestDisks disks = new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR).volume(root(type), files).volume(swap());
    return !type.equals("btrfs") ? disks : disks
        .subvolume(root(type), "@/var", new GuestTree().file("/lib/wicked/x", "").filesystem())
        .subvolume(root(type), "@/boot/grub2/i386-pc", new GuestTree().file("/normal.mod", "").filesystem());
  }

  /** Returns the usual root volume. */
  public static Volume root(String type) {
    return new Volume("/dev/sda1", Volume.Kind.PARTITION, 0, 1, type, ROOT_UUID, "", 4L << 30);
  }

  /** Returns the usual swap space. */
  public static Volume swap() {
    return new Volume("/dev/sda2", Volume.Kind.PARTITION, 0, 2, "swap", SWAP_UUID, "", 1L << 30);
  }

  /** Returns the names of the usual disk. */
  public static DeviceMap names() {
    return new DeviceMap(List.of(new DiskNames(0, "xvda", "vda", false, true)));
  }

  /** Returns a tree whose /bin and the like are links into /usr. */
  static GuestTree merged() {
    return new GuestTree().link("/bin", "usr/bin").link("/sbin", "usr/sbin").link("/lib", "usr/lib").link("/lib64", "usr/lib64");
  }

  /** Returns a table of these two and /proc. */
  static String fstab(String root, String type, String swap) {
    return root + " / " + type + " defaults 1 1\n" + swap + " swap swap defaults 0 0\nproc /proc proc defaults 0 0\n";
  }

  /** Returns Alpine Linux with extlinux and mkinitfs. */
  public static GuestTree alpine() {
    String version = "6.6.41-0-virt";
    return new GuestTree()
        .file("/etc/os-release", "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.20.2\nPRETTY_NAME=\"Alpine Linux v3.20\"\n")
        .file("/etc/hostname", "alpine\n")
        .file("/etc/fstab", fstab("/dev/xvda1", "ext4", "/dev/xvda2"))
        .file("/etc/inittab", "::sysinit:/sbin/openrc sysinit\ntty1::respawn:/sbin/getty 38400 tty1\n"
            + "hvc0::respawn:/sbin/getty -L hvc0 115200 vt100\n")
        .file("/etc/securetty", "console\ntty1\nhvc0\n")
        .file("/etc/network/interfaces", "auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet dhcp\n")
        .file("/etc/update-extlinux.conf", "root=/dev/xvda1\ndefault_kernel_opts=\"quiet\"\n")
        .file("/boot/extlinux.conf", "DEFAULT virt\nLABEL virt\n  LINUX vmlinuz-" + version + "\n  INITRD initramfs-" + version
            + "\n  APPEND root=/dev/xvda1 console=hvc0\n")
        .kernel(version, Virtio.BUILT_IN)
        .initramfs("/boot/initramfs-" + version, version, Generator.INITRAMFS_TOOLS)
        .programs("/bin/busybox").link("/bin/sh", "busybox").link("/sbin/init", "../bin/busybox");
  }
}
