package org.xen2kvm.guestfix.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guest paths have one spelling and stay in the guest. */
final class GuestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/etc/fstab, /etc/fstab",
    "//etc///fstab/, /etc/fstab",
    "/etc/./fstab/., /etc/fstab",
    "/etc/default/../fstab, /etc/fstab",
    "/etc/..., /etc/...",
    "/etc/..fstab, /etc/..fstab",
    "/a/.., /",
    "/, /",
    "///, /",
    "/with space/größe, /with space/größe",
  })
  void everySpellingBecomesTheSamePath(String spelling, String path) {
    assertThat(GuestPath.of(spelling).value()).isEqualTo(path);
    assertThat(GuestPath.of(path)).isEqualTo(GuestPath.of(spelling)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "etc/fstab", "./etc", "../etc", "C:\\fstab"})
  void relativePathIsRefused(String path) {
    assertThatThrownBy(() -> GuestPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absolute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/../etc/shadow", "/etc/../../etc/shadow", "/a/b/../../.."})
  void pathAboveTheRootIsRefused(String path) {
    assertThatThrownBy(() -> GuestPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/fstab\0.bak", "/\0"})
  void nulIsRefused(String path) {
    assertThatThrownBy(() -> GuestPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> GuestPath.of("/\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UTF-8");
    assertThat(GuestPath.of("/\ud83d\ude00").fileName()).isEqualTo("\ud83d\ude00");
  }

  @Test
  void linkTargetsAreSeenFromTheDirectory() {
    GuestPath directory = GuestPath.of("/etc/systemd");

    assertThat(directory.resolve("system/getty.target")).isEqualTo(GuestPath.of("/etc/systemd/system/getty.target"));
    assertThat(directory.resolve("../fstab")).isEqualTo(GuestPath.of("/etc/fstab"));
    assertThat(directory.resolve("/dev/null")).isEqualTo(GuestPath.of("/dev/null"));
    assertThat(directory.resolve("")).isEqualTo(directory);
    assertThat(GuestPath.ROOT.resolve("boot")).isEqualTo(GuestPath.of("/boot"));
    assertThatThrownBy(() -> directory.resolve("../../../etc/shadow")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partsOfAPath() {
    GuestPath path = GuestPath.of("/boot/grub/menu.lst");

    assertThat(path.fileName()).isEqualTo("menu.lst");
    assertThat(path.parent()).contains(GuestPath.of("/boot/grub"));
    assertThat(GuestPath.of("/boot").parent()).contains(GuestPath.ROOT);
    assertThat(path.names()).containsExactly("boot", "grub", "menu.lst");
  }

  @Test
  void rootHasNoParts() {
    assertThat(GuestPath.ROOT.isRoot()).isTrue();
    assertThat(GuestPath.ROOT.parent()).isEmpty();
    assertThat(GuestPath.ROOT.fileName()).isEmpty();
    assertThat(GuestPath.ROOT.names()).isEmpty();
  }

  @Test
  void startsWithComparesNames() {
    GuestPath boot = GuestPath.of("/boot");

    assertThat(GuestPath.of("/boot/grub").startsWith(boot)).isTrue();
    assertThat(boot.startsWith(boot)).isTrue();
    assertThat(boot.startsWith(GuestPath.ROOT)).isTrue();
    assertThat(GuestPath.of("/bootx").startsWith(boot)).isFalse();
    assertThat(GuestPath.ROOT.startsWith(boot)).isFalse();
  }

  @Test
  void sortedByText() {
    assertThat(GuestPath.of("/a")).isLessThan(GuestPath.of("/b")).isGreaterThan(GuestPath.ROOT);
  }
}
