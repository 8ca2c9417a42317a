package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class GrubLegacyKernelLinesTest {
  private static final String UUID = GuestCase.ROOT_UUID;

  @Test
  void everyEntryOfDebiansMenuAndItsMagicComments() {
    FixTester.on(new GrubLegacyKernelLines(), GuestCase.debian().file("/boot/grub/menu.lst", """
        default		0
        ### BEGIN AUTOMAGIC KERNELS LIST
        ## e.g. kopt=root=/dev/hda1 ro
        # kopt=root=/dev/xvda1 ro console=hvc0
        # defoptions=quiet
        # xenkopt=console=tty0
        ## ## End Default Options ##
        title		Debian GNU/Linux, kernel 2.6.26-2-686-bigmem
        root		(hd0,0)
        kernel		/boot/vmlinuz-2.6.26-2-686-bigmem root=/dev/xvda1 ro console=hvc0 quiet
        initrd		/boot/initrd.img-2.6.26-2-686-bigmem

        title		Debian GNU/Linux, kernel 2.6.26-2-686-bigmem (single-user mode)
        root		(hd0,0)
        kernel		/boot/vmlinuz-2.6.26-2-686-bigmem root=/dev/xvda1 ro single
        title		memtest
        kernel		/boot/memtest86+.bin
        ### END DEBIAN AUTOMAGIC KERNELS LIST
        """)).makes("/boot/grub/menu.lst", """
        default		0
        ### BEGIN AUTOMAGIC KERNELS LIST
        ## e.g. kopt=root=/dev/hda1 ro
        # kopt=root=UUID=%s ro console=tty0 console=ttyS0
        # defoptions=quiet
        # xenkopt=console=tty0
        ## ## End Default Options ##
        title		Debian GNU/Linux, kernel 2.6.26-2-686-bigmem
        root		(hd0,0)
        kernel		/boot/vmlinuz-2.6.26-2-686-bigmem root=UUID=%s ro console=tty0 console=ttyS0 quiet
        initrd		/boot/initrd.img-2.6.26-2-686-bigmem

        title		Debian GNU/Linux, kernel 2.6.26-2-686-bigmem (single-user mode)
        root		(hd0,0)
        kernel		/boot/vmlinuz-2.6.26-2-686-bigmem root=/dev/vda1 ro single console=tty0 console=ttyS0
        title		memtest
        kernel		/boot/memtest86+.bin
        ### END DEBIAN AUTOMAGIC KERNELS LIST
        """.formatted(UUID, UUID)).changesOnly("/boot/grub/menu.lst");
  }

  @Test
  void sles11() {
    FixTester.on(new GrubLegacyKernelLines(),
        GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT).file("/boot/grub/menu.lst", """
            default 0
            timeout 8
            ###Don't change this comment - YaST2 identifier: Original name: linux###
            title SUSE Linux Enterprise Server 11 SP3 - 3.0.76-0.11 (xen)
                root (hd0,0)
                kernel /boot/vmlinuz-3.0.76-0.11-xen root=/dev/xvda1 disk=/dev/xvda console=xvc0 xencons=xvc0 \
            resume=/dev/xvda2 splash=silent showopts
                initrd /boot/initrd-3.0.76-0.11-xen
            title Xen
                root (hd0,0)
                kernel /boot/xen.gz
                module /boot/vmlinuz-3.0.76-0.11-xen root=/dev/xvda1
                module /boot/initrd-3.0.76-0.11-xen
            """)).makes("/boot/grub/menu.lst", """
            default 0
            timeout 8
            ###Don't change this comment - YaST2 identifier: Original name: linux###
            title SUSE Linux Enterprise Server 11 SP3 - 3.0.76-0.11 (xen)
                root (hd0,0)
                kernel /boot/vmlinuz-3.0.76-0.11-xen root=/dev/disk/by-uuid/%s disk=/dev/vda console=tty0 console=ttyS0 \
            resume=/dev/disk/by-uuid/%s splash=silent showopts
                initrd /boot/initrd-3.0.76-0.11-xen
            title Xen
                root (hd0,0)
                kernel /boot/xen.gz
                module /boot/vmlinuz-3.0.76-0.11-xen root=/dev/xvda1
                module /boot/initrd-3.0.76-0.11-xen
            """.formatted(UUID, GuestCase.SWAP_UUID));
  }

  @Test
  void redHatsFileIsChangedOnceThoughThreeNamesLeadToIt() {
    FixTester.on(new GrubLegacyKernelLines(), GuestCase.system("centos", "6.9", PackageFormat.RPM, InitSystem.UPSTART)
        .file("/boot/grub/grub.conf",
            "default=0\r\ntitle CentOS\r\n\troot (hd0,0)\r\n\tkernel /vmlinuz-2.6.32 ro root=/dev/xvda1 console=hvc0\r\n"
            + "\tinitrd /initramfs-2.6.32.img")
        .link("/boot/grub/menu.lst", "./grub.conf").link("/etc/grub.conf", "/boot/grub/grub.conf"))
        .makes("/boot/grub/grub.conf", "default=0\r\ntitle CentOS\r\n\troot (hd0,0)\r\n\tkernel /vmlinuz-2.6.32 ro root=UUID="
            + UUID
            + " console=tty0 console=ttyS0\r\n\tinitrd /initramfs-2.6.32.img")
        .changesOnly("/boot/grub/grub.conf");
  }

  @Test
  void aMenuThatFitsKvmIsLeftAlone() {
    FixTester.on(new GrubLegacyKernelLines(), GuestCase.debian().file("/boot/grub/menu.lst", """
        # kopt=root=UUID=1 ro console=tty0
        title a
        kernel /vmlinuz root=LABEL=root console=tty0 console=ttyS0
        """)).leavesAlone().says();
    FixTester.on(new GrubLegacyKernelLines(), GuestCase.debian()).leavesAlone().says();
  }

  @Test
  void aConsoleInDefoptionsIsEnough() {
    FixTester.on(new GrubLegacyKernelLines(), GuestCase.debian().file("/boot/grub/menu.lst", """
        # kopt=root=/dev/xvda1 ro
        # defoptions=console=hvc0
        """)).makes("/boot/grub/menu.lst", """
        # kopt=root=UUID=%s ro
        # defoptions=console=tty0 console=ttyS0
        """.formatted(UUID));
  }
}
