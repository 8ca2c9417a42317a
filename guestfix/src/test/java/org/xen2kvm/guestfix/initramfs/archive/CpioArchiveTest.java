package org.xen2kvm.guestfix.initramfs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.initramfs.InitramfsEntry;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.initramfs.InitramfsListing;

/** An archive is written so that the kernel, cpio and the listing read the same from it, and always the same bytes. */
final class CpioArchiveTest {
  @TempDir private Path work;

  @Test
  void sameContentGivesTheSameBytesWhateverTheOrder() throws InitramfsException {
    byte[] one = new CpioArchive(7).directory("b", 0755).file("b/f", 0600, new byte[] {1, 2, 3}).symlink("a", "b").bytes();
    byte[] other = new CpioArchive(7).symlink("a", "b").file("b/f", 0600, new byte[] {1, 2, 3}).directory("b", 0755).bytes();

    assertThat(other).isEqualTo(one);
    assertThat(one.length % 512).isZero();
    assertThat(one).isNotEqualTo(
        new CpioArchive(8).directory("b", 0755).file("b/f", 0600, new byte[] {1, 2, 3}).symlink("a", "b").bytes());
  }

  @Test
  void entryIsWrittenFieldByField() throws InitramfsException {
    byte[] archive = new CpioArchive(0x5f5e100).file("ab", 0640, new byte[] {'h', 'i', '!'}).bytes();

    assertThat(new String(archive, 0, 120, StandardCharsets.US_ASCII)).isEqualTo(
        "070701" + "00000001" + "000081A0" + "00000000" + "00000000" + "00000001" + "05F5E100" + "00000003"
            + "00000000".repeat(4) + "00000003" + "00000000" + "ab\0" + "\0\0\0" + "hi!\0");
    assertThat(new String(archive, 120, 6, StandardCharsets.US_ASCII)).isEqualTo("070701");
    assertThat(new String(archive, 230, 10, StandardCharsets.US_ASCII)).isEqualTo("TRAILER!!!");
  }

  @Test
  void directoriesComeBeforeWhatIsInThem() throws InitramfsException {
    InitramfsListing listing = InitramfsListing.of(new CpioArchive()
        .file("usr/lib/modules/x.ko", 0644, new byte[0]).directory("usr/lib/modules", 0755)
        .directory("usr", 0755).directory("usr/lib", 0755).bytes());

    assertThat(listing.entries()).extracting(InitramfsEntry::name)
        .containsExactly("usr", "usr/lib", "usr/lib/modules", "usr/lib/modules/x.ko");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "a/..", "a//b", "a/", "./a", ".", "a\0b", "TRAILER!!!"})
  void nameThatIsNoPlainRelativePathIsRefused(String name) {
    assertThatThrownBy(() -> new CpioArchive().file(name, 0644, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpioArchive().directory(name, 0755)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpioArchive().symlink(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nameIsTakenOnce() throws InitramfsException {
    CpioArchive archive = new CpioArchive().directory("a", 0755).directory("a", 0755);

    assertThat(archive.entries()).isEqualTo(1);
    assertThatThrownBy(() -> archive.file("a", 0644, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'a'");
    assertThatThrownBy(() -> archive.symlink("l", "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CpioArchive(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cpioReadsTheSame() throws IOException, InterruptedException, InitramfsException {
    boolean isThere = Arrays.stream(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, "cpio")));
    if (!isThere) {
      System.out.println("skipped: no cpio on this host");
    }
    assumeTrue(isThere, "no cpio");
    Path archive = Files.write(work.resolve("a.cpio"), new CpioArchive().directory("etc", 0750)
        .file("etc/größe", 0640, "inhalt".getBytes(StandardCharsets.UTF_8)).symlink("link", "etc/größe").bytes());
    Process process = new ProcessBuilder("cpio", "-i", "--quiet", "-D", work.toString()).redirectInput(archive.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isZero();
    assertThat(work.resolve("etc").toFile().list()).hasSize(1);
    assertThat(work.resolve("link")).isSymbolicLink();
    assertThat(Files.getPosixFilePermissions(work.resolve("etc"))).hasSize(5);
  }
}
