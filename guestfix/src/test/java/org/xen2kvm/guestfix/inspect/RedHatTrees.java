package org.xen2kvm.guestfix.inspect;

import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;

/** Red Hat's systems, for {@link GuestTrees}. */
public final class RedHatTrees {
  private RedHatTrees() {}

  /** Returns RHEL 5.11 with its XenLinux kernel and, newer, an ordinary one. */
  public static GuestTree rhel5() {
    String xen = "2.6.18-398.el5xen";
    String plain = "2.6.18-400.el5";
    return new GuestTree()
        .file("/etc/redhat-release", "Red Hat Enterprise Linux Server release 5.11 (Tikanga)\n")
        .file("/etc/sysconfig/network", "NETWORKING=yes\nHOSTNAME=rhel5.example.org\n")
        .file("/etc/fstab", GuestTrees.fstab("LABEL=/", "ext3", "/dev/xvda2"))
        .file("/etc/inittab", GuestTrees.INITTAB_SYSV)
        .file("/etc/modprobe.conf", "alias eth0 xennet\nalias scsi_hostadapter xenblk\n")
        .file("/etc/securetty", "tty1\nxvc0\n")
        .file("/etc/sysctl.conf", "net.ipv4.ip_forward = 0\nxen.independent_wallclock = 1\n")
        .file("/etc/lvm/lvm.conf",
            "devices {\n    dir = \"/dev\"\n    filter = [ \"a/xvd.*/\", \"r/.*/\" ]\n}\nactivation {\n}\n")
        .file("/etc/lvm/cache/.cache",
            "persistent_filter_cache {\n\tvalid_devices=[\n\t\t\"/dev/xvda2\",\n\t\t\"/dev/md0\"\n\t]\n}\n")
        .file("/etc/sysconfig/grub", "boot=/dev/xvda\nforcelba=0\n")
        .file("/etc/sysconfig/kernel", "UPDATEDEFAULT=yes\n")
        .file("/etc/sysconfig/network-scripts/ifcfg-eth0",
            "DEVICE=eth0\nBOOTPROTO=dhcp\nHWADDR=00:16:3E:00:00:01\nONBOOT=yes\n")
        .file("/etc/selinux/config", "SELINUX=enforcing\nSELINUXTYPE=targeted\n")
        .file("/boot/grub/grub.conf", """
            #boot=/dev/xvda
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
        .file("/etc/fstab", GuestTrees.fstab("UUID=" + GuestTrees.ROOT_UUID, "ext4", "/dev/xvda2"))
        .file("/etc/inittab", "id:3:initdefault:\n")
        .file("/etc/init/tty.conf", "respawn\ninstance $TTY\nexec /sbin/mingetty $TTY\n")
        .file("/etc/init/hvc0.conf", "start on stopped rc\nrespawn\nexec /sbin/agetty hvc0 115200 vt100-nav\n")
        .file("/etc/init/serial.conf", "exec /sbin/agetty $DEV\n")
        .file("/etc/sysconfig/init", "ACTIVE_CONSOLES=\"/dev/tty[1-6] /dev/hvc0\"\n")
        .file("/lib/udev/rules.d/60-net.rules", "#\n")
        .file("/etc/udev/rules.d/70-persistent-net.rules", GuestTrees.PERSISTENT_NET)
        .file("/etc/modprobe.d/xen.conf", "alias eth0 xen_netfront\nblacklist virtio_net\n")
        .file("/etc/init/xe-daemon.conf", "start on started\n")
        .file("/etc/dracut.conf", "add_drivers+=\"xen-blkfront\"\nomit_drivers+=\" virtio.* \"\n")
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
    return GuestTrees.merged()
        .file("/etc/os-release", "NAME=\"Red Hat Enterprise Linux Server\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\n"
            + "VERSION_ID=\"7.9\"\nPRETTY_NAME=\"Red Hat Enterprise Linux Server 7.9 (Maipo)\"\n")
        .file("/etc/redhat-release", "Red Hat Enterprise Linux Server release 7.9 (Maipo)\n")
        .file("/etc/hostname", "rhel7\n")
        .file("/etc/fstab", GuestTrees.fstab("UUID=" + GuestTrees.ROOT_UUID, "xfs", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=hvc0 crashkernel=auto\"\nGRUB_DISABLE_LINUX_UUID=true\n")
        .file("/etc/securetty", "console\ntty1\nhvc0\nttyS0\n")
        .file("/usr/lib/udev/rules.d/80-net-setup-link.rules", "#\n")
        .file("/etc/udev/rules.d/99-oracle.rules", "KERNEL==\"xvdb1\", OWNER=\"oracle\"\n")
        .file("/etc/dracut.conf.d/a.conf", "drivers=\" xen-blkfront ext4 \"\n")
        .link("/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service",
            "/usr/lib/systemd/system/serial-getty@.service")
        .file("/boot/grub2/grub.cfg", "menuentry 'RHEL' {\n\tlinux16 /boot/vmlinuz-" + version + " root=UUID="
            + GuestTrees.ROOT_UUID + " ro console=hvc0\n\tinitrd16 /boot/initramfs-" + version
            + ".img\n}\nmenuentry 'rescue' {\n\tlinux16 /boot/vmlinuz-"
            + rescue + " root=UUID=" + GuestTrees.ROOT_UUID + "\n\tinitrd16 /boot/initramfs-" + rescue + ".img\n}\n")
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

  /** Returns RHEL 8 whose loader entries take their command line from grubenv. */
  public static GuestTree rhel8() {
    String version = "4.18.0-553.el8_10.x86_64";
    String environment = "# GRUB Environment Block\nsaved_entry=0123456789abcdef0123456789abcdef-" + version
        + "\nkernelopts=root=/dev/xvda1 ro console=hvc0 \n";
    return GuestTrees.merged()
        .file("/etc/os-release", "NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"8.10\"\n"
            + "PRETTY_NAME=\"Red Hat Enterprise Linux 8.10 (Ootpa)\"\n")
        .file("/etc/hostname", "rhel8\n")
        .file("/etc/fstab", GuestTrees.fstab("/dev/xvda1", "xfs", "/dev/xvda2"))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=hvc0\"\nGRUB_ENABLE_BLSCFG=true\n")
        .file("/boot/grub2/grub.cfg", "set default=\"${saved_entry}\"\nblscfg\n")
        .file("/boot/grub2/grubenv", environment + "#".repeat(1024 - environment.length()))
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/boot/loader/entries/0123456789abcdef0123456789abcdef-" + version + ".conf", "title RHEL\nversion " + version
            + "\nlinux /boot/vmlinuz-" + version + "\ninitrd /boot/initramfs-" + version
            + ".img\noptions $kernelopts $tuned_params\n")
        .file("/usr/lib/udev/rules.d/80-net-setup-link.rules", "#\n")
        .file("/etc/sysconfig/network-scripts/ifcfg-eth0", "TYPE=Ethernet\nNAME=eth0\nDEVICE=eth0\nONBOOT=yes\n")
        .file("/etc/selinux/config", "SELINUX=enforcing\n")
        .kernel(version, Virtio.MODULES)
        .initramfs("/boot/initramfs-" + version + ".img", version, Generator.DRACUT, "xen-blkfront")
        .programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd", "/usr/bin/dracut")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }

  /** Returns RHEL 9 with BLS entries; its kernel has virtio as modules, and a copy of it lies with them. */
  public static GuestTree rhel9() {
    String version = "5.14.0-362.8.1.el9_3.x86_64";
    String older = "5.14.0-70.el9.x86_64";
    GuestTree tree = GuestTrees.merged()
        .file("/etc/os-release", "NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"9.3\"\n"
            + "PRETTY_NAME=\"Red Hat Enterprise Linux 9.3 (Plow)\"\n")
        .file("/etc/hostname", "rhel9\n")
        .file("/etc/fstab", GuestTrees.fstab("UUID=" + GuestTrees.ROOT_UUID, "xfs", "UUID=" + GuestTrees.SWAP_UUID))
        .file("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=hvc0\"\nGRUB_ENABLE_BLSCFG=true\n")
        .file("/boot/grub2/grub.cfg", "load_env\ninsmod blscfg\nblscfg\n")
        .file("/boot/grub2/i386-pc/normal.mod", "mod")
        .file("/etc/NetworkManager/system-connections/eth0.nmconnection", "[connection]\ntype=ethernet\ninterface-name=eth0\n")
        .file("/etc/kernel/cmdline", "root=UUID=" + GuestTrees.ROOT_UUID + " ro console=hvc0\n")
        .file("/usr/lib/udev/rules.d/80-net-setup-link.rules", "#\n")
        .file("/etc/lvm/devices/system.devices",
            "VERSION=1.1.2\nIDTYPE=devname IDNAME=/dev/xvda2 DEVNAME=/dev/xvda2 PVID=phl0clFbAokp9UXqbIgI5YYQxuTIJVkD PART=2\n")
        .file("/etc/modules-load.d/xen.conf", "xen-evtchn\n")
        .file("/usr/lib/dracut/dracut.conf.d/b.conf", "drivers=\" ext4 \"\nforce_drivers+=\" xen:vbd \"\n")
        .file("/etc/systemd/system/hvc0.service", "[Service]\nExecStart=/sbin/agetty hvc0\n")
        .link("/etc/systemd/system/multi-user.target.wants/hvc0.service", "/etc/systemd/system/hvc0.service")
        .file("/etc/selinux/config", "SELINUX=enforcing\n");
    for (String each : new String[] {version, older}) {
      tree.file("/boot/loader/entries/0123456789abcdef0123456789abcdef-" + each + ".conf", "title RHEL (" + each
              + ")\nversion " + each + "\nlinux /boot/vmlinuz-" + each + "\ninitrd /boot/initramfs-" + each
              + ".img\noptions root=UUID="
              + GuestTrees.ROOT_UUID + " ro console=hvc0\n")
          .kernel(each, Virtio.MODULES)
          .file("/usr/lib/modules/" + each + "/vmlinuz", GuestTree.bzImage(each))
          .initramfs("/boot/initramfs-" + each + ".img", each, Generator.DRACUT, "xen-blkfront");
    }
    return tree.programs("/usr/bin/bash", "/usr/bin/rpm", "/usr/lib/systemd/systemd", "/usr/sbin/dracut", "/usr/sbin/grubby")
        .link("/usr/bin/sh", "bash").link("/usr/sbin/init", "../lib/systemd/systemd");
  }
}
