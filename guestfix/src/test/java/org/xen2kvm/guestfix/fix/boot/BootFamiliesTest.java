package org.xen2kvm.guestfix.fix.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.FamilyTester;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.fix.FixOptions.BootCodeChoice;
import org.xen2kvm.guestfix.fix.FixOptions.InitramfsChoice;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fix.cmdline.CmdlineFixes;
import org.xen2kvm.guestfix.inspect.BootCode.State;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;

/** The fixes of command lines and of boot together, because both edit what boot loaders read. */
final class BootFamiliesTest {
  private static final String ENV = "# GRUB Environment Block\nsaved_entry=a-5.14\nkernelopts=root=/dev/xvda1 ro console=hvc0 \n";

  private static final FamilyTester FAMILIES =
      FamilyTester.of(Stream.of(CmdlineFixes.inOrder(), BootFixes.inOrder()).flatMap(List::stream).toList());

  static {
    odd("rhel 8", "/boot/grub2/grub.cfg", "set default=\"${saved_entry}\"\nblscfg\n",
        "/boot/grub2/grubenv", ENV + "#".repeat(1024 - ENV.length()),
        "/boot/loader/entries/a-5.14.conf",
        "title R\nversion 1\nlinux /vmlinuz-1-xen\ninitrd /initrd-1-xen\noptions $kernelopts\n",
        "/boot/loader/entries/a-5.10.conf",
            "title R\nversion 2\nlinux /vmlinuz-2\ninitrd /initrd-2\noptions $kernelopts $tuned_params\n");
    odd("debian 12 of pv-grub", "/boot/grub/grub.cfg", """
        set root='(xen/xvda,msdos1)'
        menuentry 'Debian' {
        	linux	/boot/vmlinuz-2 root=/dev/xvda1 ro console=hvc0 earlyprintk=xen
        	initrd	/boot/initrd-2
        }
        """, "/usr/sbin/grub-install", "", "/usr/lib/grub/i386-pc/normal.mod", "");
    odd("pygrub without tools", "/boot/grub/menu.lst", "title a\nkernel /vmlinuz-2 root=/dev/xvda1\n",
        "/etc/fstab", "/dev/xvda1 / ext3 x 0 0\n");
    odd("pygrub with grub 2", "/boot/grub/menu.lst", "title a\nkernel /vmlinuz-2 root=/dev/xvda1\ninitrd /initrd-2\n",
        "/usr/sbin/grub-install", "", "/usr/lib/grub/i386-pc/normal.mod", "");
    odd("no menu at all", "/etc/fstab", "LABEL=root / ext4 defaults 0 1\n");
  }

  private static void odd(String name, String... pathsAndTexts) {
    FAMILIES.and(name, () -> {
      GuestCase guest = GuestCase.debian()
          .kernel(Kernels.xenOnly("/boot/vmlinuz-1-xen", "/boot/initrd-1-xen"))
          .kernel(Kernels.good("/boot/vmlinuz-2", "/boot/initrd-2"));
      for (int i = 0; i < pathsAndTexts.length; i += 2) {
        guest.file(pathsAndTexts[i], pathsAndTexts[i + 1]);
      }
      return guest;
    });
  }

  @Test
  void anyGuestIsFixedOnce() {
    FAMILIES.fixesEachOnce();
  }

  @Test
  void nothingOfXenIsLeft() {
    FAMILIES.guests()
        .forEach((name, guest) -> FixTester.on(FAMILIES.together(), guest.get()).planned().actions().forEach(action -> {
      if (action instanceof WriteFile write) {
        assertThat(write.after().text().replaceAll("(?m)^\\s*(?:kernel .*xen.gz|module|#boot|# kopt_).*$", ""))
            .as("%s in %s", write.path(), name)
            .doesNotContain("/dev/xvd", "hvc0", "xvc", "xencons", "earlyprintk=xen", "xen/xvd");
      }
    }));
  }

  @Test
  void everyGuestCanBeStartedByTheHost() {
    FixOptions direct = new FixOptions(InitramfsChoice.AUTO, BootCodeChoice.DIRECT, Set.of());
    FAMILIES.guests().forEach((name, made) -> {
      GuestCase guest = made.get().bootCode(State.NONE).options(direct);
      DirectBoot boot = FixTester.on(FAMILIES.together(), guest).planned().directBoot().orElseThrow();
      assertThat(guest.kernels()).as(name).filteredOn(GuestKernel::canUseVirtioDisks).extracting(GuestKernel::image)
          .contains(boot.kernel());
      assertThat(boot.cmdline()).as(name).contains("root=", "console=ttyS0").doesNotContain("xvd", "hvc", "$");
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void brokenGuestsAreFixedOnce(long seed) {
    FAMILIES.fixesEachOnceThoughBroken(seed, 5);
  }

  @Test
  void brokenGuestsThatStartThemselvesAreNoTrouble() {
    FamilyTester.of(CmdlineFixes.inOrder()).each(guest -> guest.bootCode(State.STALE).startedByItself().withoutConsole())
        .fixesEachOnceThoughBroken(42, 3);
    FamilyTester.of(BootFixes.inOrder()).each(guest -> guest.bootCode(State.STALE).startedByItself().withoutConsole())
        .fixesEachOnceThoughBroken(42, 3);
  }
}
