package org.xen2kvm.guestfix.fix.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.fix.FixOptions.BootCodeChoice;
import org.xen2kvm.guestfix.fix.FixOptions.InitramfsChoice;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.BootCode.State;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction.RunCommand;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;

final class BootCodeOrDirectBootTest {
  private static final String MENU = """
      default 1
      title old's
      root (hd0,0)
      kernel /boot/vmlinuz-5.10.0-9-amd64 root=UUID=1 ro console=ttyS0
      title Debian
      root (hd0,0)
      kernel /boot/vmlinuz-6.1.0-31-amd64 root=UUID=1 ro console=tty0 console=ttyS0
      initrd /boot/initrd.img-6.1.0-31-amd64
      """;
  private static final FixOptions DIRECT = new FixOptions(InitramfsChoice.AUTO, BootCodeChoice.DIRECT, Set.of());
  private static final FixOptions INSTALL = new FixOptions(InitramfsChoice.AUTO, BootCodeChoice.INSTALL, Set.of());

  private static GuestCase pygrub() {
    return GuestCase.debian().bootCode(State.NONE)
        .kernel(Kernels.good("/boot/vmlinuz-6.1.0-31-amd64", "/boot/initrd.img-6.1.0-31-amd64"))
        .kernel(Kernels.good("/boot/vmlinuz-5.10.0-9-amd64", ""));
  }

  private static GuestCase withGrub2(GuestCase guest) {
    return guest.file("/usr/sbin/grub-install", "").file("/usr/lib/grub/i386-pc/normal.mod", "")
        .file("/usr/lib/grub/i386-pc/modinfo.sh", "");
  }

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new BootCodeOrDirectBoot(), guest);
  }

  private static DirectBoot directBoot(GuestCase guest) {
    return on(guest).planned().directBoot().orElseThrow();
  }

  @Test
  void theGuestsOwnGrubIsInstalledWithAMenuOfItsOwn() {
    FixPlan plan = on(withGrub2(pygrub().file("/boot/grub/menu.lst", MENU))).planned();

    assertThat(plan.directBoot()).isEmpty();
    assertThat(plan.actions()).filteredOn(WriteFile.class::isInstance).singleElement()
        .isInstanceOfSatisfying(WriteFile.class, write -> {
          assertThat(write.path()).hasToString("/boot/grub/grub.cfg");
          assertThat(write.after().text()).isEqualTo("""
              # Written by xen2kvm: GRUB 2 does not start menu.lst by itself. grub-mkconfig may replace it.
              set default=0
              set timeout=5
              serial --unit=0 --speed=115200
              terminal_input serial console
              terminal_output serial console
              search --no-floppy --fs-uuid --set=root %s
              menuentry Debian {
              	linux /boot/vmlinuz-6.1.0-31-amd64 root=UUID=1 ro console=tty0 console=ttyS0
              	initrd /boot/initrd.img-6.1.0-31-amd64
              }
              menuentry 'old'\\''s' {
              	linux /boot/vmlinuz-5.10.0-9-amd64 root=UUID=1 ro console=ttyS0
              }
              """.formatted(GuestCase.ROOT_UUID));
        });
    assertThat(plan.actions().get(1)).isInstanceOfSatisfying(RunCommand.class, run -> {
      assertThat(run.argv()).containsExactly("/usr/sbin/grub-install", "--target=i386-pc", "/dev/sda");
      assertThat(run.writes().toString()).isEqualTo("[/boot/grub, /dev/sda]");
    });
  }

  @Test
  void aGrubCfgThatIsThereIsKept() {
    FixPlan plan = on(withGrub2(pygrub().bootCode(State.STALE)
        .file("/boot/grub/grub.cfg", "menuentry 'a' {\n linux /boot/vmlinuz-6.1.0-31-amd64\n}\n"))).planned();

    assertThat(plan.actions()).singleElement().isInstanceOf(RunCommand.class);
  }

  @Test
  void grubLegacyIsInstalledWhereTheMenuIsItsOwn() {
    GuestCase guest = withGrub2(pygrub().file("/boot/grub/menu.lst", MENU).file("/boot/grub/stage1", "")
        .file("/boot/grub/stage2", "")
        .file("/usr/sbin/grub", ""));

    assertThat(on(guest).planned().actions()).singleElement().isInstanceOfSatisfying(RunCommand.class, run -> {
      assertThat(run.argv()).startsWith("/bin/sh", "-c").hasSize(3);
      assertThat(run.argv().get(2)).startsWith(
          "out=$(printf 'device (hd0) /dev/sda\\nroot (hd0,0)\\nsetup (hd0)\\nquit\\n' | /usr/sbin/grub --batch --no-floppy "
              + "2>&1)");
    });
  }

  @Test
  void withoutToolsTheHostStartsTheDefaultsKernel() {
    DirectBoot boot = directBoot(pygrub().file("/boot/grub/menu.lst", MENU));

    assertThat(boot.kernel()).hasToString("/boot/vmlinuz-6.1.0-31-amd64");
    assertThat(boot.initramfs().toString()).isEqualTo("Optional[/boot/initrd.img-6.1.0-31-amd64]");
    assertThat(boot.cmdline()).isEqualTo("root=UUID=1 ro console=tty0 console=ttyS0");
    assertThat(boot.reason().text()).isEqualTo("The guest cannot start by itself: NONE, and it has no GRUB for PCs to install");
  }

  @Test
  void theHostStartsItWhenAskedTo() {
    assertThat(on(withGrub2(pygrub().file("/boot/grub/menu.lst", MENU).options(DIRECT))).planned().actions()).isEmpty();
    assertThat(directBoot(withGrub2(pygrub().file("/boot/grub/menu.lst", MENU.replace("default 1", "default 0")).options(DIRECT)))
        .kernel())
        .hasToString("/boot/vmlinuz-5.10.0-9-amd64");
  }

  @Test
  void imagesOfPartitionsAreStartedByTheHostWithAMadeUpLine() {
    GuestCase guest = withGrub2(pygrub()).disks(
        new DiskNames(0, "xvda1", "vda", true, true), new DiskNames(1, "xvda2", "vdb", true, false));
    Volume root = new Volume("/dev/sda", Volume.Kind.WHOLE_DISK, 0, 0, "ext4", GuestCase.ROOT_UUID, "", 1 << 30);
    guest.volume(root).mount("/", root);

    DirectBoot boot = directBoot(guest);
    assertThat(boot.cmdline()).isEqualTo("root=UUID=" + GuestCase.ROOT_UUID + " ro console=tty0 console=ttyS0");
    assertThat(boot.reason().text()).contains("its boot disk has no partitions");
    assertThat(directBoot(guest.file("/etc/fstab", "# x\n/dev/xvda1 / ext4 defaults 0 1\n")).cmdline())
        .startsWith("root=UUID=" + GuestCase.ROOT_UUID + " ro");
    assertThat(directBoot(guest.file("/etc/fstab", "/dev/mapper/vg-root / ext4 defaults 0 1\n")).cmdline())
        .startsWith("root=/dev/mapper/vg-root ro");
  }

  @Test
  void redHatsVariablesAreResolvedForTheHost() {
    DirectBoot boot = directBoot(pygrub().file("/boot/grub2/grub.cfg", "set default=\"${saved_entry}\"\nblscfg\n")
        .file("/boot/grub2/grubenv", "# GRUB Environment Block\nkernelopts=root=UUID=1 ro console=ttyS0 \n####")
        .file("/boot/loader/entries/a.conf", "title a\nlinux /vmlinuz-6.1.0-31-amd64\noptions $kernelopts $tuned_params\n"));

    assertThat(boot.cmdline()).isEqualTo("root=UUID=1 ro console=ttyS0");
  }

  @Test
  void installingIsRefusedWhereItCannotBeDone() {
    on(pygrub().options(INSTALL)).leavesAlone()
        .says("ERROR : The guest's boot loader cannot be installed: it has no GRUB for PCs to install");
  }

  @Test
  void guestsThatStartByThemselvesAreLeftAlone() {
    on(withGrub2(pygrub().bootCode(State.USABLE))).leavesAlone().says();
    on(withGrub2(pygrub().uefi().startedByItself())).leavesAlone().says();
  }

  @Test
  void aSeparateBootIsNamedByItsOwnUuidAndPaths() {
    GuestCase guest = withGrub2(pygrub().file("/boot/grub/menu.lst", MENU));
    Volume boot = new Volume("/dev/sda3", Volume.Kind.PARTITION, 0, 3, "ext2", "cccc-1", "", 1 << 30);

    FixPlan plan = on(guest.volume(boot).mount("/boot", boot)).planned();

    assertThat(plan.actions().get(0)).isInstanceOfSatisfying(WriteFile.class, write -> assertThat(write.after().text())
        .contains("--set=root cccc-1\n", "linux /vmlinuz-6.1.0-31-amd64 ", "initrd /initrd.img-6.1.0-31-amd64\n"));
  }
}
