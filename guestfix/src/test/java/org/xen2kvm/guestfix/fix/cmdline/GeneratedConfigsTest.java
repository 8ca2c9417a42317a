package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

/** grub.cfg, loader entries, grubenv, extlinux and SUSE's defaults. */
final class GeneratedConfigsTest {
  private static final String UUID = GuestCase.ROOT_UUID;

  @Test
  void everyEntryOfGrubCfgSubmenusToo() {
    FixTester.on(new Grub2ConfigKernelLines(), GuestCase.debian().file("/boot/grub/grub.cfg", """
        set default="0"
        menuentry 'Debian GNU/Linux' --class debian {
        	search --no-floppy --fs-uuid --set=root --hint='xen/xvda,msdos1' 1
        	linux	/boot/vmlinuz-6.1.0-31-amd64 root=/dev/xvda1 ro  console=hvc0 earlyprintk=xen
        	initrd	/boot/initrd.img-6.1.0-31-amd64
        }
        submenu 'Advanced options for Debian GNU/Linux' {
        	menuentry 'Debian GNU/Linux (recovery mode)' {
        		linux	/boot/vmlinuz-6.1.0-31-amd64 root=/dev/xvda1 ro single
        		initrd	/boot/initrd.img-6.1.0-31-amd64
        	}
        	menuentry 'Debian GNU/Linux, with Xen hypervisor' {
        		multiboot2	/boot/xen-4.17-amd64.gz placeholder
        		module2	/boot/vmlinuz-6.1.0-31-amd64 placeholder root=/dev/xvda1 ro
        	}
        }
        """)).makes("/boot/grub/grub.cfg", """
        set default="0"
        menuentry 'Debian GNU/Linux' --class debian {
        	search --no-floppy --fs-uuid --set=root --hint='xen/xvda,msdos1' 1
        	linux	/boot/vmlinuz-6.1.0-31-amd64 root=UUID=%s ro  console=tty0 console=ttyS0
        	initrd	/boot/initrd.img-6.1.0-31-amd64
        }
        submenu 'Advanced options for Debian GNU/Linux' {
        	menuentry 'Debian GNU/Linux (recovery mode)' {
        		linux	/boot/vmlinuz-6.1.0-31-amd64 root=UUID=%s ro single console=tty0 console=ttyS0
        		initrd	/boot/initrd.img-6.1.0-31-amd64
        	}
        	menuentry 'Debian GNU/Linux, with Xen hypervisor' {
        		multiboot2	/boot/xen-4.17-amd64.gz placeholder
        		module2	/boot/vmlinuz-6.1.0-31-amd64 placeholder root=/dev/xvda1 ro
        	}
        }
        """.formatted(UUID, UUID)).changesOnly("/boot/grub/grub.cfg");
  }

  @Test
  void redHatsAndTheEspsConfigurationAndWhatPeopleAdded() {
    FixTester.on(new Grub2ConfigKernelLines(), GuestCase.system("centos", "7", PackageFormat.RPM, InitSystem.SYSTEMD)
        .file("/boot/grub2/grub.cfg", "menuentry 'a' {\n\tlinux16 /vmlinuz root=/dev/xvda1 console=hvc0\n\tinitrd16 /i\n}\n")
        .file("/boot/efi/EFI/centos/grub.cfg", "menuentry 'a' {\n\tlinuxefi /vmlinuz root=/dev/xvda1 console=hvc0\n\tinitrdefi /i\n}\n")
        .file("/etc/grub.d/10_linux", "\tlinux\t${rel_dirname}/${basename} root=/dev/xvda1\n")
        .file("/etc/grub.d/40_custom", "exec tail -n +3 $0\nmenuentry 'a' {\n linux /vmlinuz root=/dev/xvda1 console=tty1\n}\n"))
        .makes("/boot/grub2/grub.cfg",
            "menuentry 'a' {\n\tlinux16 /vmlinuz root=UUID=" + UUID + " console=tty0 console=ttyS0\n\tinitrd16 /i\n}\n",
            "/boot/efi/EFI/centos/grub.cfg",
            "menuentry 'a' {\n\tlinuxefi /vmlinuz root=UUID=" + UUID + " console=tty0 console=ttyS0\n\tinitrdefi /i\n}\n",
            "/etc/grub.d/40_custom", "exec tail -n +3 $0\nmenuentry 'a' {\n linux /vmlinuz root=/dev/vda1 console=tty1\n}\n")
        .changesOnly("/boot/grub2/grub.cfg", "/boot/efi/EFI/centos/grub.cfg", "/etc/grub.d/40_custom");
  }

  @Test
  void aGrubCfgThatFitsKvmIsLeftAlone() {
    FixTester.on(new Grub2ConfigKernelLines(), GuestCase.debian().file("/boot/grub/grub.cfg",
        "menuentry 'a' {\n\tlinux /vmlinuz root=UUID=1 ro console=ttyS0 $vt_handoff\n}\nblscfg\n")).leavesAlone().says();
  }

  @Test
  void loaderEntriesKeepTheirVariables() {
    FixTester.on(new LoaderEntryOptions(), GuestCase.system("rhel", "9.2", PackageFormat.RPM, InitSystem.SYSTEMD)
        .file("/boot/loader/entries/1-5.14.conf",
            "title RHEL\nlinux /vmlinuz-5.14\ninitrd /initramfs-5.14.img $tuned_initrd\noptions root=/dev/xvda1 ro $tuned_params\nid x\n")
        .file("/boot/loader/entries/2-4.18.conf",
            "title RHEL\nlinux /vmlinuz-4.18\ninitrd /initramfs-4.18.img\noptions $kernelopts xen_nopv $tuned_params\n")
        .file("/boot/loader/entries/3.conf", "title RHEL\nlinux /vmlinuz-4.18\ninitrd /initramfs-4.18.img\noptions $kernelopts\n"))
        .makes("/boot/loader/entries/1-5.14.conf",
            "title RHEL\nlinux /vmlinuz-5.14\ninitrd /initramfs-5.14.img $tuned_initrd\noptions root=UUID=" + UUID
                + " ro $tuned_params console=tty0 console=ttyS0\nid x\n",
            "/boot/loader/entries/2-4.18.conf",
            "title RHEL\nlinux /vmlinuz-4.18\ninitrd /initramfs-4.18.img\noptions $kernelopts $tuned_params\n")
        .changesOnly("/boot/loader/entries/1-5.14.conf", "/boot/loader/entries/2-4.18.conf");
  }

  @Test
  void grubenvKeepsItsSize() {
    String before = "# GRUB Environment Block\nsaved_entry=x\nkernelopts=root=/dev/xvda1 ro console=hvc0 \nboot_success=0\n";
    String after = "# GRUB Environment Block\nsaved_entry=x\nkernelopts=root=UUID=" + UUID
        + " ro console=tty0 console=ttyS0 \nboot_success=0\n";

    FixTester.on(new GrubEnvironmentKernelopts(), GuestCase.debian().link("/boot/grub2/grubenv", "../efi/EFI/redhat/grubenv")
        .file("/boot/efi/EFI/redhat/grubenv", before + "#".repeat(1024 - before.length())))
        .makes("/boot/grub2/grubenv", after + "#".repeat(1024 - after.length())).changesOnly("/boot/efi/EFI/redhat/grubenv");
    FixTester.on(new GrubEnvironmentKernelopts(), GuestCase.debian()
        .file("/boot/grub2/grubenv", before + "#".repeat(120 - before.length()))).leavesAlone()
        .says("WARNING /boot/grub2/grubenv: GRUB's environment block is too small for the new kernelopts");
    FixTester.on(new GrubEnvironmentKernelopts(), GuestCase.debian()
        .file("/boot/grub/grubenv", "# GRUB Environment Block\nsaved_entry=x\n####")).leavesAlone().says();
  }

  @Test
  void extlinuxAndItsDefaults() {
    FixTester.on(new ExtlinuxAppendLines(), GuestCase.debian()
        .file("/boot/extlinux.conf", "DEFAULT virt\nLABEL virt\n  LINUX vmlinuz-virt\n  INITRD i\n  APPEND root=/dev/xvda1 console=hvc0\n")
        .file("/etc/update-extlinux.conf", "root=/dev/xvda1\ndefault_kernel_opts=\"quiet console=hvc0\"\n")
        .file("/etc/default/extlinux", "EXTLINUX_PARAMETERS=\"ro console=ttyS0\"\nEXTLINUX_ROOT=\"root=/dev/xvda1\"\n"))
        .makes("/boot/extlinux.conf",
            "DEFAULT virt\nLABEL virt\n  LINUX vmlinuz-virt\n  INITRD i\n  APPEND root=UUID=" + UUID + " console=tty0 console=ttyS0\n",
            "/etc/update-extlinux.conf", "root=UUID=" + UUID + "\ndefault_kernel_opts=\"quiet console=tty0 console=ttyS0\"\n",
            "/etc/default/extlinux", "EXTLINUX_PARAMETERS=\"ro console=ttyS0\"\nEXTLINUX_ROOT=\"root=UUID=" + UUID + "\"\n");
    FixTester.on(new ExtlinuxAppendLines(), GuestCase.debian()
        .file("/boot/extlinux.conf", "LABEL a\n LINUX v\n APPEND root=UUID=1 console=ttyS0\n")).leavesAlone();
  }

  @Test
  void susesDefaultsForTheNextKernel() {
    GuestCase sles = GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT);
    FixTester.on(new SuseBootloaderAppend(), sles.file("/etc/sysconfig/bootloader", """
        DEFAULT_APPEND="resume=/dev/xvda2 console=xvc0 splash=silent"
        FAILSAFE_APPEND=""
        XEN_APPEND="console=hvc0"
        """)).makes("/etc/sysconfig/bootloader", """
        DEFAULT_APPEND="resume=/dev/disk/by-uuid/%s console=tty0 console=ttyS0 splash=silent"
        FAILSAFE_APPEND=""
        XEN_APPEND="console=hvc0"
        """.formatted(GuestCase.SWAP_UUID));
    FixTester.on(new SuseBootloaderAppend(), GuestCase.debian()).leavesAlone();
  }
}
