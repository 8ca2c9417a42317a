package org.xen2kvm.guestfix.fix.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class DefaultKernelTest {
  private static final String SLES_MENU = """
      default 0
      fallback 1
      timeout 8
      title Xen -- SLES 11
          root (hd0,0)
          kernel /boot/xen.gz
          module /boot/vmlinuz-3.0.76-0.11-xen root=/dev/xvda1
          module /boot/initrd-3.0.76-0.11-xen
      title SLES 11 (xen)
          root (hd0,0)
          kernel /boot/vmlinuz-3.0.76-0.11-xen root=/dev/xvda1 resume=/dev/xvda2
          initrd /boot/initrd-3.0.76-0.11-xen
      """;
  private static final String SLES_DEFAULT = """
      title Failsafe -- SLES 11
          root (hd0,0)
          kernel /boot/vmlinuz-3.0.76-0.11-default root=/dev/vda1 single
          initrd /boot/initrd-3.0.76-0.11-default
      title SLES 11
          root (hd0,0)
          kernel /boot/vmlinuz-3.0.76-0.11-default root=/dev/vda1
          initrd /boot/initrd-3.0.76-0.11-default
      """;

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new DefaultKernel(), guest);
  }

  private static GuestCase sles() {
    return GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT)
        .kernel(Kernels.xenOnly("/boot/vmlinuz-3.0.76-0.11-xen", "/boot/initrd-3.0.76-0.11-xen"));
  }

  private static GuestCase slesWithDefault() {
    return sles().kernel(Kernels.good("/boot/vmlinuz-3.0.76-0.11-default", "/boot/initrd-3.0.76-0.11-default"));
  }

  private static GuestCase debian() {
    return GuestCase.debian().kernel(Kernels.good("/boot/vmlinuz-6.1.0-31-amd64", "/boot/initrd.img-6.1.0-31-amd64"));
  }

  @Test
  void grubLegacyStartsTheKernelWithoutXenAndHasNoFallbackForXen() {
    on(slesWithDefault().file("/boot/grub/menu.lst", SLES_MENU + SLES_DEFAULT)).makes("/boot/grub/menu.lst",
        SLES_MENU.replace("default 0\nfallback 1\n", "default 3\n") + SLES_DEFAULT);
  }

  @Test
  void aMenuWithoutTheGoodKernelGetsAnEntryForIt() {
    on(slesWithDefault().file("/boot/grub/menu.lst", SLES_MENU)).makes("/boot/grub/menu.lst",
        SLES_MENU.replace("default 0\nfallback 1\n", "default 2\n") + """

            title sles 11.3, kernel 3.0.76-0.11-default
                root (hd0,0)
                kernel /boot/vmlinuz-3.0.76-0.11-default root=/dev/disk/by-uuid/%s console=tty0 console=ttyS0
                initrd /boot/initrd-3.0.76-0.11-default
            """.formatted(GuestCase.ROOT_UUID));
  }

  @Test
  void aSavedDefaultOfGrubLegacyIsLookedUp() {
    String menu = (SLES_MENU + SLES_DEFAULT).replace("default 0\nfallback 1\n", "default saved\n");
    on(slesWithDefault().file("/boot/grub/menu.lst", menu).file("/boot/grub/default", "3\n#\n")).leavesAlone();
    on(slesWithDefault().file("/boot/grub/menu.lst", menu).file("/boot/grub/default", "1\n#\n"))
        .makes("/boot/grub/menu.lst", menu.replace("default saved", "default 3"));
  }

  @Test
  void aDefaultThatRunsStaysThoughThereIsANewerKernel() {
    on(debian().kernel(Kernels.good("/boot/vmlinuz-5.10.0-9-amd64", "/boot/initrd.img-5.10.0-9-amd64"))
        .file("/boot/grub/menu.lst", """
        default 1
        title a
        kernel /vmlinuz-6.1.0-31-amd64
        title b
        kernel /vmlinuz-5.10.0-9-amd64
        """)).leavesAlone().says();
    on(debian()).leavesAlone().says();
  }

  @Test
  void aLinkToTheKernelIsTheKernel() {
    on(debian().file("/boot/vmlinuz-6.1.0-31-amd64", "").link("/vmlinuz", "boot/vmlinuz-6.1.0-31-amd64")
        .file("/boot/grub/menu.lst", """
        title a
        kernel /vmlinuz root=/dev/vda1
        """)).leavesAlone();
    on(debian().file("/boot/grub/menu.lst", "title a\nrootnoverify (hd0)\nchainloader +1\n")).leavesAlone();
    on(debian().file("/boot/grub/menu.lst", "title a\nkernel ../../../x\ntitle b\nkernel /boot/vmlinuz-6.1.0-31-amd64\n"))
        .makes("/boot/grub/menu.lst", "default 1\ntitle a\nkernel ../../../x\ntitle b\nkernel /boot/vmlinuz-6.1.0-31-amd64\n");
  }

  private static final String GRUB_CFG = """
      set default="0"
      menuentry 'Debian, with Xen hypervisor' $menuentry_id_option 'xen-gnulinux-simple-1' {
      	search --no-floppy --fs-uuid --set=root 1
      	multiboot2	/boot/xen.gz
      	module2	/boot/vmlinuz-6.1.0-31-amd64 root=UUID=1
      }
      submenu 'Advanced' $menuentry_id_option 'gnulinux-advanced-1' {
      	menuentry 'Debian (recovery mode)' $menuentry_id_option 'gnulinux-recovery-1' {
      		linux	/boot/vmlinuz-6.1.0-31-amd64 root=UUID=1 single
      	}
      	menuentry 'Debian' $menuentry_id_option 'gnulinux-6.1-1' {
      		linux	/boot/vmlinuz-6.1.0-31-amd64 root=UUID=1
      		initrd	/boot/initrd.img-6.1.0-31-amd64
      	}
      }
      """;

  @Test
  void grub2StartsTheEntryWithoutTheHypervisorAndItsGeneratorSaysTheSame() {
    on(debian().file("/boot/grub/grub.cfg", GRUB_CFG).file("/etc/default/grub", "GRUB_DEFAULT=0\n"))
        .makes("/boot/grub/grub.cfg", GRUB_CFG.replace("default=\"0\"", "default=\"gnulinux-advanced-1>gnulinux-6.1-1\""),
            "/etc/default/grub", "GRUB_DEFAULT=\"gnulinux-advanced-1>gnulinux-6.1-1\"\n");
    on(debian().file("/boot/grub/grub.cfg", GRUB_CFG.replace("default=\"0\"", "default=\"1>1\""))
        .file("/etc/default/grub", "GRUB_DEFAULT=\"1>1\"\n")).leavesAlone();
  }

  @Test
  void aSavedDefaultOfGrub2IsSavedAnew() {
    String config = GRUB_CFG.replace("default=\"0\"", "default=\"${saved_entry}\"");
    String env = "# GRUB Environment Block\nsaved_entry=Debian, with Xen hypervisor\n";
    String after = "# GRUB Environment Block\nsaved_entry=gnulinux-advanced-1>gnulinux-6.1-1\n";

    on(debian().file("/boot/grub/grub.cfg", config).file("/etc/default/grub", "GRUB_DEFAULT=saved\n")
        .file("/boot/grub/grubenv", env + "#".repeat(1024 - env.length())))
        .makes("/boot/grub/grubenv", after + "#".repeat(1024 - after.length())).changesOnly("/boot/grub/grubenv");
    on(debian().file("/boot/grub/grub.cfg", config))
        .makes("/boot/grub/grubenv", after + "#".repeat(1024 - after.length())).changesOnly("/boot/grub/grubenv");
  }

  @Test
  void grub2GetsAnEntryForAKernelThatItDoesNotOffer() {
    String onlyXen = GRUB_CFG.substring(0, GRUB_CFG.indexOf("submenu"));
    on(debian().file("/boot/grub/grub.cfg", onlyXen)).makes("/boot/grub/grub.cfg",
        onlyXen.replace("default=\"0\"", "default=\"Debian GNU/Linux 12 (bookworm), kernel 6.1.0-31-amd64\"") + """
            menuentry 'Debian GNU/Linux 12 (bookworm), kernel 6.1.0-31-amd64' {
            	search --no-floppy --fs-uuid --set=root 1
            	linux /boot/vmlinuz-6.1.0-31-amd64 root=UUID=1 console=tty0 console=ttyS0
            	initrd /boot/initrd.img-6.1.0-31-amd64
            }
            """);
  }

  @Test
  void loaderEntriesAreChosenInTheEnvironment() {
    GuestCase rhel = GuestCase.system("rhel", "8.2", PackageFormat.RPM, InitSystem.SYSTEMD)
        .kernel(Kernels.xenOnly("/boot/vmlinuz-5.4-xen", "")).kernel(Kernels.good("/boot/vmlinuz-4.18.0-193", "/boot/i"))
        .kernel(Kernels.good("/boot/vmlinuz-4.18.0-80", "/boot/i"))
        .file("/boot/grub2/grub.cfg", "set default=\"${saved_entry}\"\nblscfg\n")
        .file("/boot/loader/entries/a-5.4-xen.conf", "title x\nlinux /vmlinuz-5.4-xen\n")
        .file("/boot/loader/entries/a-4.18.0-80.conf", "title o\nlinux /vmlinuz-4.18.0-80\n")
        .file("/boot/loader/entries/a-4.18.0-193.conf", "title n\nlinux /vmlinuz-4.18.0-193\n");
    String after = "# GRUB Environment Block\nsaved_entry=a-4.18.0-193\n";

    on(rhel).makes("/boot/grub2/grubenv", after + "#".repeat(1024 - after.length())).changesOnly("/boot/grub2/grubenv");
    on(rhel.file("/boot/grub2/grubenv", "# GRUB Environment Block\nsaved_entry=a-4.18.0-80\n####")).leavesAlone();
  }

  @Test
  void extlinuxStartsAnotherLabel() {
    on(debian().file("/boot/extlinux.conf",
        "default xen\nlabel xen\n kernel mboot.c32\n append xen.gz --- v\nlabel l\n linux vmlinuz-6.1.0-31-amd64\n"))
        .makes("/boot/extlinux.conf",
            "default l\nlabel xen\n kernel mboot.c32\n append xen.gz --- v\nlabel l\n linux vmlinuz-6.1.0-31-amd64\n");
  }

  @ParameterizedTest
  @CsvSource({"sles,kernel-default", "opensuse-leap,kernel-default", "ubuntu,linux-image-generic", "debian,linux-image-amd64",
      "centos,Install kernel in", "alpine,linux-virt", "arch,a kernel with virtio drivers"})
  void aGuestWithOnlyXensKernelsIsRefusedAndToldThePackage(String id, String wanted) {
    FixTester tester = on(GuestCase.system(id, "11", PackageFormat.OTHER, InitSystem.SYSVINIT)
        .kernel(Kernels.xenOnly("/boot/vmlinuz-3.0-xen", "")).file("/boot/grub/menu.lst", SLES_MENU))
        .leavesAlone().says("ERROR /boot: The guest has only kernels that run under Xen: 3.0-xen");

    assertThat(tester.planned().findings().get(0).advice()).contains(wanted);
  }

  @Test
  void aGuestWithoutAKernelOrWithoutVirtioIsRefused() {
    on(GuestCase.debian()).leavesAlone().says("ERROR /boot: The guest has no kernel of its own");
    on(GuestCase.debian().kernel(Kernels.kernel("/boot/vmlinuz-2.6.18", "", false, DriverSupport.MISSING))).leavesAlone()
        .says("ERROR /boot: No kernel of the guest has drivers for virtio disks: 2.6.18");
  }

  @Test
  void aKernelThatCannotBeReadGetsAChance() {
    on(GuestCase.debian().kernel(Kernels.kernel("/boot/vmlinuz-2.6.18", "", false, DriverSupport.UNKNOWN))).leavesAlone()
        .says("WARNING /boot/vmlinuz-2.6.18: Whether this kernel has virtio drivers cannot be told");
  }
}
