package org.xen2kvm.guestfix.libguestfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fs.CommandResult;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemContract;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFilesystemWriter;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;

/** The libguestfs adapter keeps the filesystem's contract; and what only a real filesystem can show. */
final class LibguestfsFilesystemTest extends GuestFilesystemContract {
  private static @Nullable LibguestfsWritableDisks disks;

  @BeforeAll
  static void makeFilesystem(@TempDir Path folder) {
    disks = TestAppliance.orSkip(() -> (LibguestfsWritableDisks) Appliance.openWritable(
        List.of(TestAppliance.rawImage(folder.resolve("fs.raw"), 64)), ApplianceOptions.defaults(), ApplianceListener.SILENT));
    shell("mkfs.ext4 -q /dev/disk/guestfs/diska");
    Volume whole = disks.volumes().get(0);
    disks.mount(whole, GuestPath.ROOT, "");
  }

  @AfterAll
  static void close() {
    if (disks != null) {
      disks.close();
    }
  }

  @Override
  protected GuestFilesystemWriter files() {
    return disks().files();
  }

  @Test
  void writingKeepsOwnerModeLabelTimesAndHardLinks() {
    files().write(in("shadow"), "old".getBytes(UTF_8));
    String shadow = sysroot("shadow");
    shell("ln " + shadow + " " + shadow + "-; chown 12:42 " + shadow + "; chmod 2640 " + shadow
        + "; touch -d '2001-02-03 04:05:06.789' " + shadow
        + "; setfattr -n security.selinux -v system_u:object_r:shadow_t:s0 " + shadow + " 2>/dev/null || true");
    label("shadow", "system_u:object_r:shadow_t:s0");
    files().symlink(in("link"), "shadow");
    String before = shell("stat -c '%u %g %a %h %x %y' " + shadow);

    files().write(in("link"), "new".getBytes(UTF_8));
    files().append(in("link"), "x".getBytes(UTF_8));

    assertThat(shell("stat -c '%u %g %a %h %x %y' " + shadow)).isEqualTo(before).startsWith("12 42 2640 2 ");
    assertThat(label("shadow")).isEqualTo("system_u:object_r:shadow_t:s0");
    assertThat(files().read(in("shadow-"), 10)).isEqualTo("new\0x".getBytes(UTF_8));
  }

  @Test
  void newFileIsRootsAndLabelledLikeMostNeighboursOfItsKind() {
    files().makeDirectory(in("etc"));
    label("etc", "system_u:object_r:etc_t:s0");
    shell("chown 5:6 " + sysroot("etc") + "; chmod 2755 " + sysroot("etc"));
    for (String name : List.of("a", "b", "c")) {
      files().write(in("etc/" + name), new byte[0]);
      label("etc/" + name, name.equals("a") ? "system_u:object_r:passwd_file_t:s0" : "system_u:object_r:net_conf_t:s0");
    }

    files().write(in("etc/new"), "x".getBytes(UTF_8));
    files().makeDirectory(in("etc/directory"));
    files().symlink(in("etc/link"), "new");

    assertThat(label("etc/new")).isEqualTo("system_u:object_r:net_conf_t:s0");
    assertThat(label("etc/directory")).as("no neighbour of its kind").isEqualTo("system_u:object_r:etc_t:s0");
    assertThat(label("etc/link")).isEqualTo("system_u:object_r:etc_t:s0");
    GuestFileStat stat = files().stat(in("etc/new"));
    assertThat(List.of(stat.owner(), stat.group(), (long) stat.permissions())).containsExactly(0L, 0L, (long) 0644);
    assertThat(files().stat(in("etc/directory")).permissions()).isEqualTo(0755);
  }

  @Test
  void copyKeepsOwnerModeLabelAndTimes() {
    files().write(in("initrd"), "content".getBytes(UTF_8));
    shell("chown 1:2 " + sysroot("initrd") + "; chmod 600 " + sysroot("initrd") + "; touch -d 2001-02-03 " + sysroot("initrd"));
    label("initrd", "system_u:object_r:boot_t:s0");

    files().copyFile(in("initrd"), in("initrd.old"));

    assertThat(shell("stat -c '%u %g %a %y' " + sysroot("initrd.old")))
        .isEqualTo(shell("stat -c '%u %g %a %y' " + sysroot("initrd")));
    assertThat(label("initrd.old")).isEqualTo("system_u:object_r:boot_t:s0");
  }

  @Test
  void pipesAndDevicesAreNotOpened() {
    shell("mkfifo " + sysroot("pipe") + "; mknod " + sysroot("disk") + " b 8 0");
    files().symlink(in("fstab"), "pipe");

    refused(Reason.WRONG_TYPE, () -> files().read(in("pipe"), 10));
    refused(Reason.WRONG_TYPE, () -> files().read(in("fstab"), 10));
    refused(Reason.WRONG_TYPE, () -> files().write(in("disk"), new byte[10]));
    refused(Reason.WRONG_TYPE, () -> files().append(in("disk"), new byte[10]));
    assertThat(files().stat(in("disk")).type()).isEqualTo(GuestFileStat.Type.OTHER);
  }

  @Test
  void hugeHoleIsRefused() {
    shell("truncate -s 1T " + sysroot("huge"));

    refused(Reason.TOO_LARGE, () -> files().read(in("huge"), 1 << 20));
  }

  @Test
  void immutableFileIsAClearError() {
    files().write(in("f"), "old".getBytes(UTF_8));
    shell("chattr +i " + sysroot("f"));
    try {
      refused(Reason.FAILED, () -> files().write(in("f"), "new".getBytes(UTF_8)));
    } finally {
      shell("chattr -i " + sysroot("f"));
    }
  }

  @Test
  void fullDiskIsNoSpace() {
    refused(Reason.NO_SPACE, () -> files().write(in("big"), new byte[80 << 20]));
    files().remove(in("big"));
    assertThat(disks().space(in("")).freeBytes()).isBetween(20L << 20, 64L << 20);
    assertThat(disks().space(in("")).freeInodes()).isBetween(1000L, 100_000L);
  }

  @Test
  void linkOutOfTheGuestDoesNotReachTheAppliance() {
    files().symlink(in("escape"), "../../../../../../etc");
    files().makeDirectory(GuestPath.of("/etc"));

    files().symlink(in("escape/made-by-link"), "x");
    files().write(in("escape/made-by-write"), new byte[0]);

    assertThat(files().list(GuestPath.of("/etc"))).contains("made-by-link", "made-by-write");
    assertThat(shell("ls /etc")).doesNotContain("made-by");
  }

  @Test
  void commandTellsStatusAndBothOutputs() {
    busybox();

    assertThat(files().run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"))).isEqualTo(new CommandResult(3, "out\nerr\n"));
    assertThat(files().run(List.of("echo", "a b", "$HOME; `x` \"'\\", "*", "größe")))
        .isEqualTo(new CommandResult(0, "a b $HOME; `x` \"'\\ * größe\n"));
    assertThat(files().run(List.of("printf", "no newline"))).isEqualTo(new CommandResult(0, "no newline"));
    assertThat(files().run(List.of("cat"))).as("its input is empty").isEqualTo(new CommandResult(0, ""));
    refused(Reason.NOT_FOUND, () -> files().run(List.of("no-such-program")));
  }

  @Test
  void endOfALongOutputIsKept() {
    busybox();

    CommandResult result = files().run(List.of("sh", "-c", "yes line | head -n 2000000; echo last; exit 7"));

    assertThat(result.exitStatus()).isEqualTo(7);
    assertThat(result.output()).hasSizeBetween(200_000, 300_000).endsWith("line\nlast\n");
  }

  /** Gives the guest a shell of the appliance, once. */
  private void busybox() {
    if (!files().exists(GuestPath.of("/bin/sh"))) {
      shell("for f in /bin/sh /bin/cat /usr/bin/tail /usr/bin/head /usr/bin/yes /usr/bin/printf; do r=$(readlink -f $f);"
          + " for l in $r $(ldd $r | grep -o '/[^ )]*'); do mkdir -p /sysroot$(dirname $l); cp -L $l /sysroot$l; done;"
          + " mkdir -p /sysroot$(dirname $f); [ -e /sysroot$f ] || cp -L $f /sysroot$f; done");
    }
  }

  private String sysroot(String name) {
    return "/sysroot" + in(name);
  }

  private void label(String name, String label) {
    byte[] value = (label + '\0').getBytes(UTF_8);
    LibguestfsLibrary library = disks().handle().library();
    disks().handle().number(g -> library.guestfs_lsetxattr(g, "security.selinux", value, value.length, in(name).value()));
  }

  private String label(String name) {
    LibguestfsLibrary library = disks().handle().library();
    byte[] value = disks().handle().bytes((g, size) -> library.guestfs_lgetxattr(g, in(name).value(), "security.selinux", size));
    return new String(value, 0, value.length - 1, UTF_8);
  }

  private static String shell(String script) {
    return TestAppliance.shell(disks(), script);
  }

  private static LibguestfsWritableDisks disks() {
    return Objects.requireNonNull(disks);
  }
}
