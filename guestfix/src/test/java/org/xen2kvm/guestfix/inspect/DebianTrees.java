package org.xen2kvm.guestfix.inspect;

import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;

/** Debian's systems and those that follow it, for {@link GuestTrees}. */
public final class DebianTrees {
  private DebianTrees() {}

  /** Returns Debian 5 as Xen started it by itself: menu.lst for pygrub, a XenLinux kernel and an ordinary one; 32 bits. */
  public static GuestTree debian5() {
    String xen = "2.6.26-2-xen-686";
    String plain = "2.6.26-2-686";
    return new GuestTree()
        .file("/etc/debian_version", "5.0.10\n")
        .file("/etc/hostname", "lenny\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", "id:2:initdefault:\n1:2345:respawn:/sbin/getty 38400 hvc0\n#2:23:respawn:/sbin/getty 38400 tty2\n")
        .file("/etc/network/interfaces", "auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n")
        .file("/etc/securetty", "console\ntty1\nhvc0\n")
        .file("/etc/udev/rules.d/70-persistent-net.rules", GuestTrees.PERSISTENT_NET)
        .file("/etc/modules", "loop\nxenblk\nxennet\n")
        .file("/etc/modprobe.d/aliases", "alias eth0 xennet\n")
        .file("/etc/initramfs-tools/conf.d/resume", "RESUME=/dev/xvda2\n")
        .file("/etc/initramfs-tools/initramfs.conf", "MODULES=most\n")
        .file("/etc/initramfs-tools/modules", "xenblk\n")
        .file("/boot/grub/device.map", "(hd0) /dev/xvda\n")
        .file("/boot/grub/menu.lst", """
            default 0
            timeout 2
            # kopt=root=/dev/xvda1 ro console=hvc0
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

  /** Returns Debian 7 with GRUB 2 started by pv-grub, a bridge, and initramfs-tools that put in what is listed. */
  public static GuestTree debian7() {
    String version = "3.2.0-6-amd64";
    return new GuestTree()
        .file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 7 (wheezy)\"\nVERSION_ID=\"7\"\nID=debian\n")
        .file("/etc/debian_version", "7.11\n")
        .file("/etc/hostname", "wheezy\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext4", "/dev/xvda2"))
        .file("/etc/inittab", "id:2:initdefault:\n1:2345:respawn:/sbin/getty 38400 tty1\n"
            + "hvc0:2345:respawn:/sbin/getty 38400 hvc0\n")
        .file("/etc/network/interfaces", "auto br0\niface br0 inet static\n  bridge_ports eth0 eth1\n  bridge_stp off\n")
        .file("/lib/udev/rules.d/80-drivers.rules", "#\n")
        .file("/etc/modules", "xen-blkfront\n")
        .file("/etc/rc.local", "#!/bin/sh -e\nsysctl -w xen.independent_wallclock=1\nexit 0\n")
        .file("/etc/initramfs-tools/initramfs.conf", "MODULES=list\nBUSYBOX=y\n")
        .file("/etc/initramfs-tools/modules", "# m\nxen-blkfront\nxen-netfront\next3\n")
        .file("/etc/default/grub", "GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX=\"console=hvc0\"\n")
        .file("/boot/grub/grub.cfg", "set root='(xen/xvda,msdos1)'\nmenuentry 'Debian' {\n\tlinux\t/boot/vmlinuz-" + version
            + " root=/dev/xvda1 ro console=hvc0 earlyprintk=xen\n\tinitrd\t/boot/initrd.img-" + version + "\n}\n")
        .file("/boot/grub/i386-pc/normal.mod", "mod")
        .file("/var/lib/dpkg/status", "")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront", "xen-netfront")
        .programs("/bin/dash", "/sbin/init").link("/bin/sh", "dash");
  }

  /** Returns Debian 12 with GRUB 2, ifupdown and device names. */
  public static GuestTree debian12() {
    String version = "6.1.0-31-amd64";
    return GuestTrees.merged()
        .file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n")
        .file("/etc/debian_version", "12.9\n")
        .file("/etc/hostname", "web1\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext4", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX=\"root=/dev/xvda1 ro console=hvc0 xencons=hvc0\"\n"
            + "GRUB_DISABLE_LINUX_UUID=true\n")
        .file("/boot/grub/grub.cfg", "menuentry 'Debian' {\n\tlinux /boot/vmlinuz-" + version + " root=/dev/xvda1 ro console=hvc0"
            + "\n\tinitrd /boot/initrd.img-" + version + "\n}\n")
        .file("/boot/grub/i386-pc/normal.mod", "mod")
        .file("/etc/network/interfaces",
            "auto lo eth0\niface lo inet loopback\niface eth0 inet static\n  address 192.0.2.12/24\n")
        .file("/usr/lib/udev/rules.d/80-net-setup-link.rules", "#\n")
        .file("/usr/lib/systemd/system/serial-getty@.service", "[Service]\n")
        .file("/etc/lvm/lvm.conf", "devices {\n\tglobal_filter = [\"a|/dev/xvda|\", 'r|.*|'] # xvd\n}\n")
        .file("/etc/initramfs-tools/conf.d/resume", "RESUME=/dev/xvda2\n")
        .file("/etc/initramfs-tools/initramfs.conf", "MODULES=most\n")
        .file("/etc/initramfs-tools/conf.d/driver-policy", "MODULES=dep\n")
        .file("/etc/initramfs-tools/modules", "ext4\n")
        .file("/etc/mdadm/mdadm.conf", "DEVICE partitions containers\n")
        .file("/etc/smartd.conf", "/dev/xvda -a\n")
        .link("/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service", "/lib/systemd/system/serial-getty@.service")
        .file("/var/lib/dpkg/status", "")
        .link("/vmlinuz", "boot/vmlinuz-" + version)
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront", "ext4")
        .programs("/usr/bin/dash", "/usr/lib/systemd/systemd")
        .link("/usr/bin/sh", "dash").link("/usr/sbin/init", "/lib/systemd/systemd");
  }

  /** Returns Ubuntu 9.04 with the jobs of the first Upstart. */
  public static GuestTree ubuntu0904() {
    String version = "2.6.28-19-server";
    return new GuestTree()
        .file("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=9.04\nDISTRIB_DESCRIPTION=\"Ubuntu 9.04\"\n")
        .file("/etc/debian_version", "5.0\n")
        .file("/etc/hostname", "jaunty\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext3", "/dev/xvda2"))
        .file("/etc/event.d/tty1", "start on runlevel 2\nrespawn\nexec /sbin/getty 38400 tty1\n")
        .file("/etc/event.d/xvc0", "start on runlevel 2\nrespawn\nexec /sbin/getty 38400 xvc0\n")
        .file("/etc/securetty", "tty1\nxvc0\n")
        .file("/etc/network/interfaces", "auto eth0\niface eth0 inet dhcp\n")
        .file("/boot/grub/menu.lst", "title a\nroot (hd0,0)\nkernel /boot/vmlinuz-" + version
            + " root=/dev/xvda1 ro xencons=tty\n"
            + "initrd /boot/initrd.img-" + version + "\n")
        .file("/var/lib/dpkg/status", "")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront")
        .programs("/bin/dash", "/sbin/init", "/sbin/initctl").link("/bin/sh", "dash");
  }

  /** Returns Ubuntu 14.04 with Upstart, submenus, and XenServer's tools. */
  public static GuestTree ubuntu1404() {
    String version = "3.13.0-170-generic";
    return new GuestTree()
        .file("/etc/os-release", "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\nPRETTY_NAME=\"Ubuntu 14.04.6 LTS\"\n"
            + "VERSION_ID=\"14.04\"\n")
        .file("/etc/hostname", "trusty\n")
        .file("/etc/fstab", "LABEL=cloudimg-rootfs\t/\t ext4\tdefaults\t0 0\n/dev/xvdb\t/mnt\tauto\tdefaults,nobootwait\t0\t2\n")
        .file("/etc/init/tty1.conf", "start on stopped rc\nrespawn\nexec /sbin/getty -8 38400 tty1\n")
        .file("/etc/init/hvc0.conf", "# hvc0\nstart on stopped rc\nrespawn\nexec /sbin/getty -8 38400 hvc0\n")
        .file("/etc/init/xe-linux-distribution.conf", "start on runlevel 2\n")
        .file("/etc/init/xe-linux-distribution.override", "nice 3")
        .file("/lib/udev/rules.d/80-net-name-slot.rules", "#\n")
        .file("/etc/network/interfaces", "iface eth0 inet dhcp\niface eth0:1 inet static\n")
        .file("/etc/default/grub", "GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash\"\nGRUB_CMDLINE_LINUX=\"\"\n")
        .file("/boot/grub/grub.cfg", """
            set default="0"
            menuentry 'Ubuntu' --class ubuntu $menuentry_id_option 'gnulinux-simple-1' {
            \tlinux\t/boot/vmlinuz-3.13.0-170-generic root=/dev/xvda1 ro  quiet splash $vt_handoff
            \tinitrd\t/boot/initrd.img-3.13.0-170-generic
            }
            submenu 'Advanced options for Ubuntu' $menuentry_id_option 'gnulinux-advanced-1' {
            \tmenuentry 'recovery' {
            \t\tlinux\t/boot/vmlinuz-3.13.0-170-generic root=/dev/xvda1 ro recovery nomodeset
            \t\tinitrd\t/boot/initrd.img-3.13.0-170-generic
            \t}
            }
            """)
        .file("/boot/grub/i386-pc/normal.mod", "mod")
        .file("/var/lib/dpkg/status", "")
        .kernel(version, Virtio.BUILT_IN)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront")
        .programs("/bin/dash", "/sbin/init", "/sbin/initctl").link("/bin/sh", "dash");
  }

  /** Returns Ubuntu 22.04 with netplan; Ubuntu builds virtio_pci and virtio_blk into its kernels. */
  public static GuestTree ubuntu2204() {
    String version = "5.15.0-91-generic";
    return GuestTrees.merged()
        .file("/etc/os-release",
            "PRETTY_NAME=\"Ubuntu 22.04.3 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\nID=ubuntu\nID_LIKE=debian\n")
        .file("/etc/hostname", "ubuntu\n")
        .file("/etc/fstab", GuestTrees.fstab("LABEL=cloudimg-rootfs", "ext4", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"console=tty1 console=hvc0\"\n")
        .file("/boot/grub/grub.cfg", "menuentry 'Ubuntu' {\n\tlinux /boot/vmlinuz-" + version + " root=LABEL=cloudimg-rootfs ro"
            + "\n\tinitrd /boot/initrd.img-" + version + "\n}\n")
        .file("/boot/grub/i386-pc/normal.mod", "mod")
        .file("/etc/netplan/50-cloud-init.yaml", "network:\n  version: 2\n  ethernets:\n    eth0:\n      dhcp4: true\n")
        .file("/etc/default/grub.d/50-cloudimg-settings.cfg", "GRUB_CMDLINE_LINUX_DEFAULT=\"console=hvc0\"\n")
        .file("/etc/systemd/system/serial-getty@hvc0.service.d/autologin.conf",
            "[Service]\nExecStart=\nExecStart=-/sbin/agetty hvc0\n")
        .file("/etc/cloud/cloud.cfg", "mounts:\n - [ xvdb, /mnt ]\n")
        .file("/var/lib/dpkg/status", "")
        .link("/boot/vmlinuz", "vmlinuz-" + version)
        .link("/boot/initrd.img", "initrd.img-" + version)
        .kernel(version, Virtio.BUILT_IN)
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "xen-blkfront")
        .programs("/usr/bin/dash", "/usr/lib/systemd/systemd")
        .link("/usr/bin/sh", "dash").link("/usr/sbin/init", "/lib/systemd/systemd");
  }
}
