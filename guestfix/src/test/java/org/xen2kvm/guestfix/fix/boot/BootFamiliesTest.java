package org.xen2kvm.guestfix.fix.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.cmdline.CmdlineFixes;
import org.xen2kvm.guestfix.inspect.BootCode.State;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;

/** All fixes of both families over whole trees, and over trees that are cut off or scrambled: no exception, nothing twice. */
final class BootFamiliesTest {
  /** All of them as one, under one id. */
  private static final Fix ALL = new Fix() {
    @Override
    public FixDescriptor descriptor() {
      return FixDescriptor.of("all-of-boot", "All", "All");
    }

    @Override
    public void plan(GuestEditor guest, FixContext context) {
      CmdlineFixes.inOrder().forEach(fix -> fix.plan(guest, context));
      BootFixes.inOrder().forEach(fix -> fix.plan(guest, context));
    }
  };

  private static final String ENV = "# GRUB Environment Block\nsaved_entry=a-5.14\nkernelopts=root=/dev/xvda1 ro console=hvc0 \n";

  private static final Map<String, Map<String, String>> TREES = new LinkedHashMap<>();

  static {
    tree("debian 5", "/boot/grub/menu.lst", """
        default 0
        # kopt=root=/dev/xvda1 ro console=hvc0
        title Debian
        root (hd0,0)
        kernel /boot/vmlinuz-1-xen root=/dev/xvda1 ro console=hvc0
        initrd /boot/initrd-1-xen
        title Debian
        kernel /boot/vmlinuz-2 root=/dev/xvda1 ro xencons=tty
        initrd /boot/initrd-2
        """, "/boot/grub/device.map", "(hd0) /dev/xvda\n");
    tree("sles 11", "/boot/grub/menu.lst", """
        default saved
        fallback 0
        title Xen
            root (hd0,0)
            kernel /boot/xen.gz
            module /boot/vmlinuz-1-xen root=/dev/xvda1
            module /boot/initrd-1-xen
        """, "/etc/sysconfig/bootloader", "DEFAULT_APPEND=\"resume=/dev/xvda2 console=xvc0\"\n",
        "/boot/grub/default", "0\n#\n", "/etc/default/grub_installdevice", "/dev/xvda\n");
    tree("sles 12", "/boot/grub2/grub.cfg", """
        if [ "${next_entry}" ]; then
          set default="${next_entry}"
        else
          set default="${saved_entry}"
        fi
        menuentry 'SLES 12 with Xen' --class xen $menuentry_id_option 'xen-1' {
        	set root='xen/xvda,msdos1'
        	multiboot /boot/xen.gz
        	module /boot/vmlinuz-1-xen root=/dev/xvda1
        }
        menuentry 'SLES 12' --class os $menuentry_id_option 'gnulinux-1' {
        	linux /boot/vmlinuz-2 root=/dev/xvda1 ${extra_cmdline} resume=/dev/xvda2 console=xvc0
        	initrd /boot/initrd-2
        }
        """, "/boot/grub2/grubenv", "# GRUB Environment Block\nsaved_entry=SLES 12 with Xen\n" + "#".repeat(970),
        "/etc/default/grub", """
            GRUB_DEFAULT=saved
            GRUB_CMDLINE_LINUX_DEFAULT=" root=/dev/xvda1 disk=/dev/xvda console=xvc"
            GRUB_CMDLINE_LINUX_RECOVERY="single console=xvc"
            GRUB_CMDLINE_LINUX=""
            GRUB_TERMINAL="hvc0"
            """, "/boot/grub2/device.map", "(hd0) /dev/xvda\n");
    tree("rhel 5", "/boot/grub/grub.conf", """
        #boot=/dev/xvda
        default=0
        timeout=5
        title RHEL (2.6.18-1-xen)
        	root (hd0,0)
        	kernel /vmlinuz-1-xen ro root=/dev/xvda1 console=xvc0
        	initrd /initrd-1-xen
        """, "/etc/sysconfig/grub", "boot=/dev/xvda\nforcelba=0\n");
    tree("rhel 7", "/boot/grub2/grub.cfg", """
        set default="${saved_entry}"
        menuentry 'RHEL' --class red $menuentry_id_option 'gnulinux-1' {
        	linux16 /vmlinuz-2 root=/dev/xvda1 ro console=hvc0 rd.lvm.lv=vg/root
        	initrd16 /initrd-2
        }
        """, "/etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=hvc0 crashkernel=auto\"\nGRUB_DISABLE_LINUX_UUID=true\n");
    tree("rhel 8", "/boot/grub2/grub.cfg", "set default=\"${saved_entry}\"\nblscfg\n",
        "/boot/grub2/grubenv", ENV + "#".repeat(1024 - ENV.length()),
        "/boot/loader/entries/a-5.14.conf", "title R\nversion 1\nlinux /vmlinuz-1-xen\ninitrd /initrd-1-xen\noptions $kernelopts\n",
        "/boot/loader/entries/a-5.10.conf", "title R\nversion 2\nlinux /vmlinuz-2\ninitrd /initrd-2\noptions $kernelopts $tuned_params\n");
    tree("rhel 9", "/boot/grub2/grub.cfg", "blscfg\n",
        "/boot/loader/entries/a.conf", "title R\nlinux /vmlinuz-2\ninitrd /initrd-2\noptions root=/dev/xvda1 ro console=hvc0\n",
        "/etc/kernel/cmdline", "root=/dev/xvda1 ro console=hvc0\n");
    tree("ubuntu", "/boot/grub/grub.cfg", """
        set default="0"
        menuentry 'Ubuntu' --class ubuntu $menuentry_id_option 'gnulinux-simple-1' {
        	linux	/boot/vmlinuz-2 root=/dev/xvda1 ro  quiet splash $vt_handoff
        	initrd	/boot/initrd-2
        }
        submenu 'Advanced options for Ubuntu' $menuentry_id_option 'gnulinux-advanced-1' {
        	menuentry 'recovery' {
        		linux	/boot/vmlinuz-2 root=/dev/xvda1 ro recovery nomodeset
        	}
        }
        """, "/etc/default/grub", "GRUB_DEFAULT=0\nGRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash\"\nGRUB_CMDLINE_LINUX=\"\"\n",
        "/etc/default/grub.d/50-cloudimg-settings.cfg", "GRUB_CMDLINE_LINUX_DEFAULT=\"console=hvc0\"\n");
    tree("debian 12 of pv-grub", "/boot/grub/grub.cfg", """
        set root='(xen/xvda,msdos1)'
        menuentry 'Debian' {
        	linux	/boot/vmlinuz-2 root=/dev/xvda1 ro console=hvc0 earlyprintk=xen
        	initrd	/boot/initrd-2
        }
        """, "/usr/sbin/grub-install", "", "/usr/lib/grub/i386-pc/normal.mod", "");
    tree("pygrub without tools", "/boot/grub/menu.lst", "title a\nkernel /vmlinuz-2 root=/dev/xvda1\n", "/etc/fstab", "/dev/xvda1 / ext3 x 0 0\n");
    tree("pygrub with grub 2", "/boot/grub/menu.lst", "title a\nkernel /vmlinuz-2 root=/dev/xvda1\ninitrd /initrd-2\n",
        "/usr/sbin/grub-install", "", "/usr/lib/grub/i386-pc/normal.mod", "");
    tree("alpine", "/boot/extlinux.conf", "DEFAULT g\nLABEL v\n LINUX vmlinuz-2\n INITRD initrd-2\n APPEND root=/dev/xvda1 console=hvc0\n",
        "/etc/update-extlinux.conf", "root=/dev/xvda1\ndefault_kernel_opts=\"quiet\"\n");
    tree("no menu at all", "/etc/fstab", "LABEL=root / ext4 defaults 0 1\n");
  }

  private static void tree(String name, String... pathsAndTexts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    TREES.put(name, files);
  }

  private static GuestCase guest(String name, Map<String, String> files) {
    boolean suse = name.startsWith("sles");
    GuestCase guest = suse ? GuestCase.system("sles", name.substring(5), PackageFormat.RPM, InitSystem.SYSVINIT) : GuestCase.debian();
    guest.kernel(Kernels.xenOnly("/boot/vmlinuz-1-xen", "/boot/initrd-1-xen")).kernel(Kernels.good("/boot/vmlinuz-2", "/boot/initrd-2"));
    files.forEach(guest::file);
    return guest;
  }

  @Test
  void wholeTreesAreFixedOnceAndHaveNothingOfXenLeft() {
    TREES.forEach((name, files) -> {
      FixTester tester = FixTester.on(ALL, guest(name, files));
      tester.makes();
      tester.planned().actions().forEach(action -> assertThat(action).isInstanceOfSatisfying(WriteFile.class, write ->
          assertThat(write.after().text().replaceAll("(?m)^\\s*(?:kernel .*xen.gz|module|#boot|# kopt_).*$", ""))
              .as("%s in %s", write.path(), name).doesNotContain("/dev/xvd", "hvc0", "xvc", "xencons", "earlyprintk=xen", "xen/xvd")));
    });
  }

  @Test
  void everyTreeCanBeStartedByTheHost() {
    TREES.forEach((name, files) -> {
      Map<String, String> withoutTools = new LinkedHashMap<>(files);
      withoutTools.remove("/usr/sbin/grub-install");
      DirectBoot boot = FixTester.on(ALL, guest(name, withoutTools).bootCode(State.NONE)).planned().directBoot().orElseThrow();
      assertThat(boot.kernel()).as(name).hasToString("/boot/vmlinuz-2");
      assertThat(boot.cmdline()).as(name).contains("root=", "console=ttyS0").doesNotContain("xvd", "hvc", "$");
    });
  }

  @Test
  void treesThatAreCutOffOrScrambledAreNoTrouble() {
    Random random = new Random(42);
    List<String> names = new ArrayList<>(TREES.keySet());
    for (int i = 0; i < 400; i++) {
      String name = names.get(random.nextInt(names.size()));
      Map<String, String> files = new LinkedHashMap<>();
      TREES.get(name).forEach((path, text) -> files.put(path, random.nextBoolean() ? scrambled(text, random) : cut(text, random)));
      GuestCase guest = guest(name, files);
      FixTester.on(ALL, guest).makes();
      FixTester.on(ALL, guest(name, files).bootCode(State.STALE).startedByItself().withoutConsole());
    }
  }

  private static String cut(String text, Random random) {
    return text.substring(0, random.nextInt(text.length() + 1));
  }

  private static String scrambled(String text, Random random) {
    StringBuilder scrambled = new StringBuilder(text);
    String alphabet = "\"'\\\n{}$=# \r\t>(\u00e4\u0000";
    for (int n = random.nextInt(6); n > 0 && !scrambled.isEmpty(); n--) {
      int at = random.nextInt(scrambled.length());
      switch (random.nextInt(3)) {
        case 0 -> scrambled.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        case 1 -> scrambled.deleteCharAt(at);
        default -> scrambled.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return scrambled.toString();
  }
}
