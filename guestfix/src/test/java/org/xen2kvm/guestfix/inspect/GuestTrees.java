package org.xen2kvm.guestfix.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;

/**
 * File trees of Xen guests as distributions laid them out, reduced to what inspection and fixes look at: release files, fstab, boot
 * menus, kernels with modules, configuration and an initramfs without virtio, network, logins. Root is on xvda1, swap on xvda2.
 * Reconstructed from the distributions' documentation and packages, not copied from disks.
 */
public final class GuestTrees {
  /** The UUID of the root filesystem. */
  public static final String ROOT_UUID = "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa";

  /** The UUID of the swap space. */
  public static final String SWAP_UUID = "bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb";

  private static final String INITTAB_SYSV = """
      id:3:initdefault:
      si::sysinit:/etc/rc.d/rc.sysinit
      1:2345:respawn:/sbin/mingetty tty1
      co:2345:respawn:/sbin/agetty hvc0 9600 vt100-nav
      """;

  private GuestTrees() {}

  /** Returns all of them by name. */
  public static Map<String, Supplier<GuestTree>> all() {
    Map<String, Supplier<GuestTree>> trees = new LinkedHashMap<>();
    trees.put("sles11", GuestTrees::sles11);
    trees.put("sles15", GuestTrees::sles15);
    trees.put("opensuse", GuestTrees::opensuse);
    trees.put("rhel5", GuestTrees::rhel5);
    trees.put("rhel6", GuestTrees::rhel6);
    trees.put("rhel7", GuestTrees::rhel7);
    trees.put("rhel9", GuestTrees::rhel9);
    trees.put("ubuntu2204", GuestTrees::ubuntu2204);
    trees.put("debian5", GuestTrees::debian5);
    trees.put("debian12", GuestTrees::debian12);
    return trees;
  }

  /** Returns the usual disk with a tree on it: an MBR without boot code, xvda1 with that type, xvda2 as swap. */
  public static FakeGuestDisks disks(GuestTree tree, String type) {
    return new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR).volume(root(type), tree.filesystem()).volume(swap());
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

  private static GuestTree merged() {
    return new GuestTree().link("/bin", "usr/bin").link("/sbin", "usr/sbin").link("/lib", "usr/lib").link("/lib64", "usr/lib64");
  }

  private static String fstab(String root, String type, String swap) {
    return root + " / " + type + " defaults 1 1\n" + swap + " swap swap defaults 0 0\nproc /proc proc defaults 0 0\n";
  }

  /** Returns SLES 11 SP4 with a XenLinux kernel beside the default one, GRUB legacy and device names. */
  public static GuestTree sles11() {
    String xen = "3.0.101-63-xen";
    String plain = "3.0.101-63-default";
    return new GuestTree()
        .file("/etc/SuSE-release", "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n")
        .file("/etc/HOSTNAME", "sles11.example.org\n")
        .file("/etc/fstab", fstab("/dev/xvda1", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", INITTAB_SYSV + "x0:12345:respawn:/sbin/agetty -L 9600 xvc0 xterm\n")
        .file("/etc/securetty", "tty1\nhvc0\nxvc0\n")
        .file("/etc/sysconfig/kernel", "INITRD_MODULES=\"xenblk\"\nDOMU_INITRD_MODULES=\"xennet xenblk\"\n")
        .file("/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='static'\nIPADDR='192.0.2.11/24'\nSTARTMODE='auto'\n")
        .file("/etc/udev/rules.d/70-persistent-net.rules",
            "SUBSYSTEM==\"net\", DRIVERS==\"vif\", ATTR{address}==\"00:16:3e:00:00:01\", NAME=\"eth0\"\n")
        .file("/boot/grub/device.map", "(hd0)\t/dev/xvda\n")
        .file("/boot/grub/stage2", "stage2")
        .file("/boot/grub/menu.lst", """
            default 0
            timeout 8
            title Xen -- SUSE Linux Enterprise Server 11 SP4
                root (hd0,0)
                kernel /boot/vmlinuz-3.0.101-63-xen root=/dev/xvda1 resume=/dev/xvda2 splash=silent console=xvc0 xencons=xvc0
                initrd /boot/initrd-3.0.101-63-xen
            title SUSE Linux Enterprise Server 11 SP4
                root (hd0,0)
                kernel /boot/vmlinuz-3.0.101-63-default root=/dev/xvda1 resume=/dev/xvda2 splash=silent
                initrd /boot/initrd-3.0.101-63-default
            """)
        .link("/boot/boot", ".")
        .link("/boot/vmlinuz", "vmlinuz-" + xen)
        .link("/boot/initrd", "initrd-" + xen)
        .file("/boot/xen-4.4.2_08-1.7.gz", GuestTree.gzip(new byte[64]))
        .file("/boot/vmlinux-" + plain + ".gz", GuestTree.gzip(GuestTree.elf(2, 0x3e)))
        .xenKernel(xen)
        .initramfs("/boot/initrd-" + xen, xen, Generator.SUSE_MKINITRD, "xenblk")
        .kernel(plain, Virtio.MODULES)
        .initramfs("/boot/initrd-" + plain, plain, Generator.SUSE_MKINITRD, "xen-blkfront")
        .file("/boot/initrd-" + plain + "-kdump", "kdump")
        .programs("/bin/sh", "/bin/bash", "/sbin/init", "/bin/rpm", "/sbin/mkinitrd", "/usr/sbin/grub");
  }

  /** Returns SLES 15 SP4 with GRUB 2, wicked and btrfs subvolumes in its fstab. */
  public static GuestTree sles15() {
    String version = "5.14.21-150400.24.100-default";
    return merged()
        .file("/usr/lib/os-release", """
            NAME="SLES"
            VERSION="15-SP4"
            VERSION_ID="15.4"
            PRETTY_NAME="SUSE Linux Enterprise Server 15 SP4"
            ID="sles"
            ID_LIKE="suse"
            """)
        .link("/etc/os-release", "../usr/lib/os-release")
        .file("/etc/hostname", "sles15\n")
        .file("/etc/fstab", """
            UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa  /                       btrfs  defaults                      0  0
            UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa  /var                    btrfs  subvol=/@/var                 0  0
            UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa  /boot/grub2/i386-pc     btrfs  subvol=/@/boot/grub2/i386-pc  0  0
            UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa  /home                   btrfs  subvol=/@/home                0  0
            UUID=bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb  swap                    swap   defaults                      0  0
            """)
        .file("/etc/default/grub", """
            GRUB_DISTRIBUTOR="SLES15-SP4"
            GRUB_CMDLINE_LINUX_DEFAULT="console=hvc0 resume=/dev/disk/by-uuid/bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb"
            GRUB_CMDLINE_LINUX=""
            GRUB_CMDLINE_LINUX_XEN_REPLACE_DEFAULT="console=hvc0"
            """)
        .file("/boot/grub2/grub.cfg", """
            menuentry 'SLES 15-SP4' --class sles {
              linux /boot/vmlinuz-5.14.21-150400.24.100-default root=UUID=aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa console=hvc0
              initrd /boot/initrd-5.14.21-150400.24.100-default
            }
            """)
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='dhcp'\nSTARTMODE='auto'\n")
        .link("/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service", "/usr/lib/systemd/system/serial-getty@.service")
        .link("/boot/vmlinuz", "vmlinuz-" + version)
        .link("/boot/initrd", "initrd-" + version)
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd-" + version, version, Generator.DRACUT, "xen-blkfront", "btrfs")
        .file("/var/lib/wicked/state", "")
        .file("/etc/selinux/config", "SELINUX=disabled\n")
        .programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd", "/usr/sbin/dracut", "/usr/sbin/grub2-install")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }

  /** Returns openSUSE Leap 15.6 with NetworkManager. */
  public static GuestTree opensuse() {
    String version = "6.4.0-150600.21-default";
    return merged()
        .file("/etc/os-release", "NAME=\"openSUSE Leap\"\nVERSION_ID=\"15.6\"\nID=\"opensuse-leap\"\n"
            + "ID_LIKE=\"suse opensuse\"\nPRETTY_NAME=\"openSUSE Leap 15.6\"\n")
        .file("/etc/hostname", "leap\n")
        .file("/etc/fstab", fstab("UUID=" + ROOT_UUID, "ext4", "UUID=" + SWAP_UUID))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet console=tty0 console=hvc0\"\n")
        .file("/boot/grub2/grub.cfg", "menuentry 'openSUSE' {\n  linux /boot/vmlinuz-" + version + " root=UUID=" + ROOT_UUID
            + "\n  initrd /boot/initrd-" + version + "\n}\n")
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/etc/NetworkManager/system-connections/eth0.nmconnection",
            "[connection]\nid=eth0\ntype=ethernet\ninterface-name=eth0\n\n[ipv4]\nmethod=auto\n")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd-" + version, version, Generator.DRACUT, "xen-blkfront")
        .programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }

  /** Returns RHEL 5.11 with its XenLinux kernel and, newer, an ordinary one. */
  public static GuestTree rhel5() {
    String xen = "2.6.18-398.el5xen";
    String plain = "2.6.18-400.el5";
    return new GuestTree()
        .file("/etc/redhat-release", "Red Hat Enterprise Linux Server release 5.11 (Tikanga)\n")
        .file("/etc/sysconfig/network", "NETWORKING=yes\nHOSTNAME=rhel5.example.org\n")
        .file("/etc/fstab", fstab("LABEL=/", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", INITTAB_SYSV)
        .file("/etc/modprobe.conf", "alias eth0 xennet\nalias scsi_hostadapter xenblk\n")
        .file("/etc/securetty", "tty1\nxvc0\n")
        .file("/etc/sysconfig/network-scripts/ifcfg-eth0",
            "DEVICE=eth0\nBOOTPROTO=dhcp\nHWADDR=00:16:3E:00:00:01\nONBOOT=yes\n")
        .file("/etc/selinux/config", "SELINUX=enforcing\nSELINUXTYPE=targeted\n")
        .file("/boot/grub/grub.conf", """
            default=0
            timeout=5
            title Red Hat Enterprise Linux Server (2.6.18-398.el5xen)
            \troot (hd0,0)
            \tkernel /boot/vmlinuz-2.6.18-398.el5xen ro root=LABEL=/ console=xvc0
            \tinitrd /boot/initrd-2.6.18-398.el5xen.img
            title Red Hat Enterprise Linux Server (2.6.18-400.el5)
            \troot (hd0,0)
            \tkernel /boot/vmlinuz-2.6.18-400.el5 ro root=LABEL=/
            \tinitrd /boot/initrd-2.6.18-400.el5.img
            """)
        .link("/boot/grub/menu.lst", "./grub.conf")
        .link("/etc/grub.conf", "../boot/grub/grub.conf")
        .file("/boot/grub/stage2", "stage2")
        .file("/boot/xen.gz-2.6.18-398.el5", GuestTree.gzip(new byte[64]))
        .xenKernel(xen).initramfs("/boot/initrd-" + xen + ".img", xen, Generator.NASH, "xenblk")
        .kernel(plain, Virtio.MODULES).without("/lib/modules/" + plain + "/modules.builtin")
        .initramfs("/boot/initrd-" + plain + ".img", plain, Generator.NASH, "ext3")
        .file("/boot/initrd-" + plain + "kdump.img", "kdump")
        .programs("/bin/bash", "/sbin/init", "/bin/rpm", "/sbin/mkinitrd", "/sbin/grub")
        .link("/bin/sh", "bash");
  }

  /** Returns CentOS 6.10 with Upstart and dracut. */
  public static GuestTree rhel6() {
    String version = "2.6.32-754.el6.x86_64";
    return new GuestTree()
        .file("/etc/redhat-release", "CentOS release 6.10 (Final)\n")
        .link("/etc/centos-release", "redhat-release")
        .file("/etc/sysconfig/network", "NETWORKING=yes\nHOSTNAME=centos6\n")
        .file("/etc/fstab", fstab("UUID=" + ROOT_UUID, "ext4", "/dev/xvda2"))
        .file("/etc/inittab", "id:3:initdefault:\n")
        .file("/etc/init/tty.conf", "respawn\ninstance $TTY\nexec /sbin/mingetty $TTY\n")
        .file("/etc/init/hvc0.conf", "start on stopped rc\nrespawn\nexec /sbin/agetty hvc0 115200 vt100-nav\n")
        .file("/etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=eth0\nHWADDR=00:16:3E:00:00:01\nONBOOT=yes\nBOOTPROTO=dhcp\n")
        .file("/etc/selinux/config", "SELINUX=permissive\n")
        .file("/boot/grub/grub.conf", "default=0\ntitle CentOS\n\troot (hd0,0)\n\tkernel /boot/vmlinuz-" + version
            + " ro root=/dev/xvda1 console=hvc0\n\tinitrd /boot/initramfs-" + version + ".img\n")
        .link("/boot/grub/menu.lst", "./grub.conf")
        .link("/etc/grub.conf", "../boot/grub/grub.conf")
        .file("/boot/.vmlinuz-" + version + ".hmac", "x")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initramfs-" + version + ".img", version, Generator.DRACUT, "xen-blkfront")
        .file("/boot/initrd-" + version + "kdump.img", "kdump")
        .programs("/bin/bash", "/sbin/init", "/sbin/initctl", "/bin/rpm", "/sbin/dracut")
        .link("/bin/sh", "bash");
  }

  /** Returns RHEL 7.9 with a rescue kernel. */
  public static GuestTree rhel7() {
    String version = "3.10.0-1160.el7.x86_64";
    String rescue = "0-rescue-0123456789abcdef0123456789abcdef";
    return merged()
        .file("/etc/os-release", "NAME=\"Red Hat Enterprise Linux Server\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\n"
            + "VERSION_ID=\"7.9\"\nPRETTY_NAME=\"Red Hat Enterprise Linux Server 7.9 (Maipo)\"\n")
        .file("/etc/redhat-release", "Red Hat Enterprise Linux Server release 7.9 (Maipo)\n")
        .file("/etc/hostname", "rhel7\n")
        .file("/etc/fstab", fstab("UUID=" + ROOT_UUID, "xfs", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=hvc0 crashkernel=auto\"\n")
        .file("/boot/grub2/grub.cfg", "menuentry 'RHEL' {\n\tlinux16 /boot/vmlinuz-" + version + " root=UUID=" + ROOT_UUID
            + " ro console=hvc0\n\tinitrd16 /boot/initramfs-" + version + ".img\n}\nmenuentry 'rescue' {\n\tlinux16 /boot/vmlinuz-"
            + rescue + " root=UUID=" + ROOT_UUID + "\n\tinitrd16 /boot/initramfs-" + rescue + ".img\n}\n")
        .link("/etc/grub2.cfg", "../boot/grub2/grub.cfg")
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=eth0\nONBOOT=yes\nBOOTPROTO=dhcp\n")
        .file("/etc/selinux/config", "SELINUX=enforcing\n")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initramfs-" + version + ".img", version, Generator.DRACUT, "xen-blkfront")
        .file("/boot/initramfs-" + version + "kdump.img", "kdump")
        .file("/boot/vmlinuz-" + rescue, GuestTree.bzImage(version))
        .initramfs("/boot/initramfs-" + rescue + ".img", version, Generator.DRACUT, "virtio_pci", "virtio_blk", "xen-blkfront")
        .programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd", "/usr/sbin/dracut")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }

  /** Returns RHEL 9 with BLS entries; its kernel has virtio as modules, and a copy of it lies with them. */
  public static GuestTree rhel9() {
    String version = "5.14.0-362.8.1.el9_3.x86_64";
    String older = "5.14.0-70.el9.x86_64";
    GuestTree tree = merged()
        .file("/etc/os-release", "NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"9.3\"\n"
            + "PRETTY_NAME=\"Red Hat Enterprise Linux 9.3 (Plow)\"\n")
        .file("/etc/hostname", "rhel9\n")
        .file("/etc/fstab", fstab("UUID=" + ROOT_UUID, "xfs", "UUID=" + SWAP_UUID))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=hvc0\"\nGRUB_ENABLE_BLSCFG=true\n")
        .file("/boot/grub2/grub.cfg", "load_env\ninsmod blscfg\nblscfg\n")
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/etc/NetworkManager/system-connections/eth0.nmconnection", "[connection]\ntype=ethernet\ninterface-name=eth0\n")
        .file("/etc/selinux/config", "SELINUX=enforcing\n");
    for (String each : new String[] {version, older}) {
      tree.file("/boot/loader/entries/0123456789abcdef0123456789abcdef-" + each + ".conf", "title RHEL (" + each
              + ")\nversion " + each + "\nlinux /boot/vmlinuz-" + each + "\ninitrd /boot/initramfs-" + each + ".img\noptions root=UUID="
              + ROOT_UUID + " ro console=hvc0\n")
          .kernel(each, Virtio.MODULES)
          .file("/usr/lib/modules/" + each + "/vmlinuz", GuestTree.bzImage(each))
          .initramfs("/boot/initramfs-" + each + ".img", each, Generator.DRACUT, "xen-blkfront");
    }
    return tree.programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd", "/usr/sbin/dracut", "/usr/sbin/grubby")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }

  /** Returns Ubuntu 22.04 with netplan; Ubuntu builds virtio_pci and virtio_blk into its kernels. */
  public static GuestTree ubuntu2204() {
    String version = "5.15.0-91-generic";
    return merged()
        .file("/etc/os-release", "PRETTY_NAME=\"Ubuntu 22.04.3 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\nID=ubuntu\nID_LIKE=debian\n")
        .file("/etc/hostname", "ubuntu\n")
        .file("/etc/fstab", fstab("LABEL=cloudimg-rootfs", "ext4", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"console=tty1 console=hvc0\"\n")
        .file("/boot/grub/grub.cfg", "menuentry 'Ubuntu' {\n\tlinux /boot/vmlinuz-" + version + " root=LABEL=cloudimg-rootfs ro"
            + "\n\tinitrd /boot/initrd.img-" + version + "\n}\n")
        .file("/boot/grub/i386-pc/normal.mod", "mod")
        .file("/etc/netplan/50-cloud-init.yaml", "network:\n  version: 2\n  ethernets:\n    eth0:\n      dhcp4: true\n")
        .file("/var/lib/dpkg/status", "")
        .link("/boot/vmlinuz", "vmlinuz-" + version)
        .link("/boot/initrd.img", "initrd.img-" + version)
        .kernel(version, Virtio.BUILT_IN)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront")
        .programs("/usr/bin/dash", "/usr/lib/systemd/systemd")
        .link("/usr/bin/sh", "dash").link("/usr/sbin/init", "/lib/systemd/systemd");
  }

  /** Returns Debian 5 as Xen started it by itself: menu.lst for pygrub, a XenLinux kernel and an ordinary one; 32 bits. */
  public static GuestTree debian5() {
    String xen = "2.6.26-2-xen-686";
    String plain = "2.6.26-2-686";
    return new GuestTree()
        .file("/etc/debian_version", "5.0.10\n")
        .file("/etc/hostname", "lenny\n")
        .file("/etc/fstab", fstab("/dev/xvda1", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", "id:2:initdefault:\n1:2345:respawn:/sbin/getty 38400 hvc0\n#2:23:respawn:/sbin/getty 38400 tty2\n")
        .file("/etc/network/interfaces", "auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n")
        .file("/boot/grub/menu.lst", """
            default 0
            timeout 2
            # kopt=root=/dev/xvda1 ro
            ### BEGIN AUTOMAGIC KERNELS LIST
            title Debian GNU/Linux, kernel 2.6.26-2-xen-686
            root (hd0,0)
            kernel /boot/vmlinuz-2.6.26-2-xen-686 root=/dev/xvda1 ro console=hvc0
            initrd /boot/initrd.img-2.6.26-2-xen-686
            ### END DEBIAN AUTOMAGIC KERNELS LIST
            """)
        .file("/var/lib/dpkg/status", "")
        .link("/vmlinuz", "boot/vmlinuz-" + xen)
        .link("/initrd.img", "boot/initrd.img-" + xen)
        .xenKernel(xen).initramfs("/boot/initrd.img-" + xen, xen, Generator.INITRAMFS_TOOLS, "xen-blkfront")
        .kernel(plain, Virtio.MODULES).without("/lib/modules/" + plain + "/modules.builtin")
        .initramfs("/boot/initrd.img-" + plain, plain, Generator.INITRAMFS_TOOLS, "ext3")
        .programs32("/bin/dash", "/sbin/init").link("/bin/sh", "dash");
  }

  /** Returns Debian 12 with GRUB 2, ifupdown and device names. */
  public static GuestTree debian12() {
    String version = "6.1.0-31-amd64";
    return merged()
        .file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n")
        .file("/etc/debian_version", "12.9\n")
        .file("/etc/hostname", "web1\n")
        .file("/etc/fstab", fstab("/dev/xvda1", "ext4", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX=\"root=/dev/xvda1 ro console=hvc0 xencons=hvc0\"\n"
            + "GRUB_DISABLE_LINUX_UUID=true\n")
        .file("/boot/grub/grub.cfg", "menuentry 'Debian' {\n\tlinux /boot/vmlinuz-" + version + " root=/dev/xvda1 ro console=hvc0"
            + "\n\tinitrd /boot/initrd.img-" + version + "\n}\n")
        .file("/boot/grub/i386-pc/normal.mod", "mod")
        .file("/etc/network/interfaces", "auto lo eth0\niface lo inet loopback\niface eth0 inet static\n  address 192.0.2.12/24\n")
        .link("/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service", "/lib/systemd/system/serial-getty@.service")
        .file("/var/lib/dpkg/status", "")
        .link("/vmlinuz", "boot/vmlinuz-" + version)
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront", "ext4")
        .programs("/usr/bin/dash", "/usr/lib/systemd/systemd")
        .link("/usr/bin/sh", "dash").link("/usr/sbin/init", "/lib/systemd/systemd");
  }
}
