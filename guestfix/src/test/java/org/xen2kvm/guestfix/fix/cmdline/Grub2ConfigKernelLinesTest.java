package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class Grub2ConfigKernelLinesTest {
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
        .file("/boot/efi/EFI/centos/grub.cfg",
            "menuentry 'a' {\n\tlinuxefi /vmlinuz root=/dev/xvda1 console=hvc0\n\tinitrdefi /i\n}\n")
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
}
