package org.xen2kvm.guestfix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.initramfs.Appending.Verdict;
import org.xen2kvm.guestfix.initramfs.archive.CpioArchive;

/** What an initramfs can do is told from its files. */
final class InitramfsContentsTest {
  private static final Map<String, String> SERVING = Map.of(
      "usr/lib/systemd/systemd-udevd", "", "usr/lib/udev/rules.d/80-drivers.rules", "", "usr/bin/kmod", "");

  @Test
  void factsOfADebianInitramfs() throws InitramfsException {
    InitramfsContents contents = InitramfsContents.of(Fixtures.bytes("tree.cpio.zst"));

    assertThat(contents.generator()).isEqualTo(InitramfsGenerator.INITRAMFS_TOOLS);
    assertThat(contents.kernelVersions()).containsExactly("6.1.0-1-amd64");
    assertThat(contents.modules()).containsExactly("xen_blkfront");
    assertThat(contents.has("xen-blkfront")).isTrue();
    assertThat(contents.has("xen_blkfront")).isTrue();
    assertThat(contents.has("virtio_blk")).isFalse();
    assertThat(contents.has("6.1.0-1-amd64", "xen_blkfront")).isTrue();
    assertThat(contents.has("6.1.0-2-amd64", "xen_blkfront")).isFalse();
    assertThat(contents.moduleDirectory("6.1.0-9")).isEqualTo("usr/lib/modules/6.1.0-9");
    assertThat(contents.appending()).isEqualTo(
        new Appending(Verdict.SERVES, "initramfs-tools: udev in it loads drivers by alias"));
    assertThat(contents.listing().text("conf/modules")).isPresent();
  }

  @Test
  void dracutOfRhel6IsKnown() throws InitramfsException {
    InitramfsContents contents = contents(Map.of("lib/dracut-lib.sh", "", "sbin/udevd", "", "sbin/modprobe", "",
        "lib/udev/rules.d/80-drivers.rules", "", "lib/modules/2.6.32-754.el6.x86_64/xen-blkfront.ko", ""));

    assertThat(contents.generator()).isEqualTo(InitramfsGenerator.DRACUT);
    assertThat(contents.appending().serves()).isTrue();
    assertThat(contents.moduleDirectory("2.6.32")).isEqualTo("lib/modules/2.6.32");
  }

  @Test
  void otherGeneratorsAreKnownByTheirScripts() throws InitramfsException {
    assertThat(contents(Map.of("init_functions", "", "config", "", "hooks/udev", "")).generator())
        .isEqualTo(InitramfsGenerator.MKINITCPIO);
    assertThat(contents(Map.of("run_all.sh", "", "boot/01-x.sh", "")).generator())
        .isEqualTo(InitramfsGenerator.SUSE_MKINITRD);
    assertThat(contents(Map.of("init", "")).generator()).isEqualTo(InitramfsGenerator.UNKNOWN);
  }

  @Test
  void nashLoadsAFixedListWhateverElseIsThere() throws InitramfsException {
    InitramfsContents contents = contents(Map.of("bin/nash", "", "lib/xenblk.ko", "", "sbin/udevd", "",
        "lib/udev/rules.d/80-drivers.rules", "", "sbin/modprobe", ""));

    assertThat(contents.generator()).isEqualTo(InitramfsGenerator.NASH_MKINITRD);
    assertThat(contents.appending().verdict()).isEqualTo(Verdict.FIXED_LIST);
    assertThat(contents.appending().serves()).isFalse();
    assertThat(contents.modules()).containsExactly("xenblk");
    assertThat(contents.kernelVersions()).isEmpty();
  }

  @Test
  void udevItsRuleAndModprobeAreAllNeeded() throws InitramfsException {
    assertThat(contents(SERVING).appending().verdict()).isEqualTo(Verdict.SERVES);
    assertThat(without("usr/lib/systemd/systemd-udevd")).isEqualTo(Verdict.NO_UDEV);
    assertThat(without("usr/lib/udev/rules.d/80-drivers.rules")).isEqualTo(Verdict.NO_DRIVER_RULE);
    assertThat(without("usr/bin/kmod")).isEqualTo(Verdict.NO_MODPROBE);
  }

  @Test
  void libraryThatUdevUsesWillDoForModprobe() throws InitramfsException {
    Map<String, String> files = new TreeMap<>(SERVING);
    files.remove("usr/bin/kmod");
    files.put("usr/lib/x86_64-linux-gnu/libkmod.so.2", "");

    assertThat(contents(files).appending().serves()).isTrue();
  }

  @Test
  void modulesArePackedInManyWays() throws InitramfsException {
    InitramfsContents contents = contents(Map.of("lib/modules/5/a-b.ko.xz", "", "lib/modules/5/c.ko.zst", "",
        "lib/modules/5/d.ko.gz", "", "lib/modules/5/e.ko", "", "lib/modules/5/modules.dep", "", "lib/modules/5/.ko", ""));

    assertThat(contents.modules("5")).containsExactly("a_b", "c", "d", "e");
    assertThat(contents.modules("6")).isEmpty();
  }

  private static Verdict without(String file) throws InitramfsException {
    Map<String, String> files = new TreeMap<>(SERVING);
    files.remove(file);
    return contents(files).appending().verdict();
  }

  private static InitramfsContents contents(Map<String, String> files) throws InitramfsException {
    CpioArchive archive = new CpioArchive();
    for (Map.Entry<String, String> file : files.entrySet()) {
      archive.file(file.getKey(), 0755, file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    return InitramfsContents.of(archive.bytes());
  }
}
