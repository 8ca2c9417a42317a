package org.xen2kvm.guestfix.inspect;

import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;

/** SUSE's systems, for {@link GuestTrees}. */
public final class SuseTrees {
  private SuseTrees() {}

  /** Returns SLES 10 SP4 with Xen's hypervisor in its menu, and a default kernel beside the XenLinux one. */
  public static GuestTree sles10() {
    String xen = "2.6.16.60-0.85.1-xen";
    String plain = "2.6.16.60-0.85.1-default";
    return new GuestTree()
        .file("/etc/SuSE-release", "SUSE Linux Enterprise Server 10 (x86_64)\nVERSION = 10\nPATCHLEVEL = 4\n")
        .file("/etc/HOSTNAME", "sles10.example.org\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", GuestTrees.INITTAB_SYSV + "x1:2345:respawn:/sbin/mingetty --noclear xvc0 linux\n")
        .file("/etc/sysconfig/kernel", "INITRD_MODULES=\"xenblk xennet ext3\"\nDOMU_INITRD_MODULES=\"xennet xenblk\"\n")
        .file("/etc/sysconfig/network/ifcfg-eth-bus-vif-0", "BOOTPROTO='dhcp'\n_nm_name='static-0'\n")
        .file("/etc/udev/rules.d/30-net_persistent_names.rules",
            "SUBSYSTEM==\"net\", ACTION==\"add\", ID==\"vif-0\", IMPORT=\"/lib/udev/rename_netiface %k eth0\"\n")
        .file("/boot/grub/device.map", "(hd0)\t/dev/xvda\n")
        .file("/boot/grub/stage2", "stage2")
        .file("/boot/grub/menu.lst", """
            default saved
            fallback 1
            title Xen
                root (hd0,0)
                kernel /boot/xen.gz
                module /boot/vmlinuz-2.6.16.60-0.85.1-xen root=/dev/xvda1
                module /boot/initrd-2.6.16.60-0.85.1-xen
            title SUSE Linux Enterprise Server 10 SP4
                root (hd0,0)
                kernel /boot/vmlinuz-2.6.16.60-0.85.1-default root=/dev/xvda1 resume=/dev/xvda2
                initrd /boot/initrd-2.6.16.60-0.85.1-default
            """)
        .file("/boot/grub/default", "0\n#\n")
        .file("/boot/xen.gz", GuestTree.gzip(new byte[64]))
        .xenKernel(xen)
        .initramfs("/boot/initrd-" + xen, xen, Generator.SUSE_MKINITRD, "xenblk")
        .kernel(plain, Virtio.MODULES).without("/lib/modules/" + plain + "/modules.builtin")
        .initramfs("/boot/initrd-" + plain, plain, Generator.SUSE_MKINITRD, "ext3")
        .programs("/bin/sh", "/bin/bash", "/sbin/init", "/bin/rpm", "/sbin/mkinitrd");
  }

  /** Returns SLES 11 SP4 with a XenLinux kernel beside the default one, GRUB legacy and device names. */
  public static GuestTree sles11() {
    String xen = "3.0.101-63-xen";
    String plain = "3.0.101-63-default";
    return new GuestTree()
        .file("/etc/SuSE-release", "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n")
        .file("/etc/HOSTNAME", "sles11.example.org\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", GuestTrees.INITTAB_SYSV + "x0:12345:respawn:/sbin/agetty -L 9600 xvc0 xterm\n")
        .file("/etc/securetty", "tty1\nhvc0\nxvc0\n")
        .file("/etc/sysconfig/kernel", "INITRD_MODULES=\"xenblk\"\nDOMU_INITRD_MODULES=\"xennet xenblk\"\n")
        .file("/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='static'\nIPADDR='192.0.2.11/24'\nSTARTMODE='auto'\n")
        .file("/etc/sysconfig/network/ifcfg-vlan7", "ETHERDEVICE='eth0'\nVLAN_ID='7'\n")
        .file("/lib/udev/rules.d/75-persistent-net-generator.rules", "#\n")
        .file("/etc/udev/rules.d/70-persistent-net.rules", GuestTrees.PERSISTENT_NET)
        .file("/etc/modprobe.d/xen_pvdrivers.conf",
            "install libata /sbin/modprobe xen-vbd 2>&1 |:; /sbin/modprobe --ignore-install libata\n")
        .file("/etc/lvm/lvm.conf", "devices {\n filter = [ \"r|/dev/.*/by-path/.*|\", \"r|/dev/.*/by-id/.*|\", "
            + "\"r|/dev/fd.*|\", \"a/.*/\" ]\n}\n")
        .file("/etc/init.d/boot.local", "#! /bin/sh\necho 1 > /proc/sys/xen/independent_wallclock\n")
        .file("/etc/sysconfig/bootloader", "DEFAULT_APPEND=\"resume=/dev/xvda2 console=xvc0\"\n")
        .file("/etc/default/grub_installdevice", "/dev/xvda\n")
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

  /** Returns SLES 12 SP5 with GRUB 2 that starts what was saved, Xen's hypervisor in its menu, and wicked. */
  public static GuestTree sles12() {
    String version = "4.12.14-122.37-default";
    return new GuestTree()
        .file("/etc/os-release", "NAME=\"SLES\"\nVERSION_ID=\"12.5\"\nPRETTY_NAME=\"SUSE Linux Enterprise Server 12 SP5\"\n"
            + "ID=\"sles\"\n")
        .file("/etc/hostname", "sles12\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "ext4", "/dev/xvda2"))
        .file("/etc/default/grub", """
            GRUB_DEFAULT=saved
            GRUB_CMDLINE_LINUX_DEFAULT=" root=/dev/xvda1 disk=/dev/xvda console=xvc"
            GRUB_CMDLINE_LINUX_RECOVERY="single console=xvc"
            GRUB_CMDLINE_LINUX=""
            GRUB_TERMINAL="hvc0"
            """)
        .file("/boot/grub2/grub.cfg", """
            if [ "${next_entry}" ]; then
              set default="${next_entry}"
            else
              set default="${saved_entry}"
            fi
            menuentry 'SLES 12 with Xen' --class xen $menuentry_id_option 'xen-1' {
            \tset root='xen/xvda,msdos1'
            \tmultiboot /boot/xen.gz
            \tmodule /boot/vmlinuz-4.12.14-122.37-default root=/dev/xvda1
            }
            menuentry 'SLES 12' --class os $menuentry_id_option 'gnulinux-1' {
            \tset root='xen/xvda,msdos1'
            \tlinux /boot/vmlinuz-4.12.14-122.37-default root=/dev/xvda1 ${extra_cmdline} resume=/dev/xvda2 console=xvc0
            \tinitrd /boot/initrd-4.12.14-122.37-default
            }
            """)
        .file("/boot/grub2/grubenv", "# GRUB Environment Block\nsaved_entry=SLES 12 with Xen\n" + "#".repeat(970))
        .file("/boot/grub2/device.map", "(hd0) /dev/xvda\n")
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/boot/xen.gz", GuestTree.gzip(new byte[64]))
        .file("/etc/sysconfig/kernel", "INITRD_MODULES=\"xen-vbd\"\n")
        .file("/usr/lib/dracut/dracut-functions.sh", "#\n")
        .file("/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='dhcp'\n")
        .link("/etc/udev/rules.d/80-net-setup-link.rules", "/dev/null")
        .link("/etc/systemd/system/getty.target.wants/getty@xvc0.service", "/usr/lib/systemd/system/getty@.service")
        .file("/usr/lib/modules-load.d/xen.conf", "xen-evtchn\nxen-gntdev\n")
        .file("/etc/lvm/lvm.conf",
            "devices {\n\t# Configuration option devices/filter.\n\tfilter = [\n\t\t\"a|^/dev/xvd[a-c]|\",\n\t\t\"r|.*|\" ]\n}\n")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd-" + version, version, Generator.DRACUT, "xen-blkfront")
        .programs("/bin/bash", "/bin/rpm", "/usr/lib/systemd/systemd", "/usr/bin/dracut", "/sbin/mkinitrd")
        .link("/bin/sh", "bash").link("/sbin/init", "../usr/lib/systemd/systemd");
  }

  /** Returns SLES 15 SP4 with GRUB 2, wicked and btrfs subvolumes in its fstab. */
  public static GuestTree sles15() {
    String version = "5.14.21-150400.24.100-default";
    return GuestTrees.merged()
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
    return GuestTrees.merged()
        .file("/etc/os-release", "NAME=\"openSUSE Leap\"\nVERSION_ID=\"15.6\"\nID=\"opensuse-leap\"\n"
            + "ID_LIKE=\"suse opensuse\"\nPRETTY_NAME=\"openSUSE Leap 15.6\"\n")
        .file("/etc/hostname", "leap\n")
        .file("/etc/fstab", GuestTrees.fstab("UUID=" + GuestTrees.ROOT_UUID, "ext4", "UUID=" + GuestTrees.SWAP_UUID))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet console=tty0 console=hvc0\"\n")
        .file("/boot/grub2/grub.cfg", "menuentry 'openSUSE' {\n  linux /boot/vmlinuz-" + version + " root=UUID="
            + GuestTrees.ROOT_UUID
            + "\n  initrd /boot/initrd-" + version + "\n}\n")
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/etc/NetworkManager/system-connections/eth0.nmconnection",
            "[connection]\nid=eth0\ntype=ethernet\ninterface-name=eth0\n\n[ipv4]\nmethod=auto\n")
        .file("/etc/sysctl.d/99-xen.conf", "xen.independent_wallclock=1\n")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initrd-" + version, version, Generator.DRACUT, "xen-blkfront")
        .programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }
}
