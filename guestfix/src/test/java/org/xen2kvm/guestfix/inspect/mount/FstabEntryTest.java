package org.xen2kvm.guestfix.inspect.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FstabEntryTest {
  @Test
  void readsWhatMountsAndNothingElse() {
    List<FstabEntry> entries = FstabEntry.parse("""
        # <file system> <mount point>

        /dev/xvda1\t/   ext3  noatime,errors=remount-ro 0 1
        incomplete
        UUID=1 /my\\040data btrfs subvol=/@/data,nofail
        /dev/xvda2 none swap
        """);

    assertThat(entries).extracting(FstabEntry::line).containsExactly(3, 5, 6);
    assertThat(entries.get(0).options()).containsExactly("noatime", "errors=remount-ro");
    assertThat(entries.get(0).isOptional()).isFalse();
    assertThat(entries.get(1).mountPoint()).isEqualTo("/my data");
    assertThat(entries.get(1).subvolume()).isEqualTo("@/data");
    assertThat(entries.get(1).isOptional()).isTrue();
    assertThat(entries.get(2).options()).containsExactly("defaults");
  }

  @Test
  void backslashThatBeginsNoNumberStays() {
    assertThat(FstabEntry.parse("//host\\share /mnt\\9 cifs x\\04\n").get(0).device()).isEqualTo("//host\\share");
  }

  @Test
  void endlessFilesAreCut() {
    assertThat(FstabEntry.parse("/dev/a /b ext4\n".repeat(5000))).hasSize(2000);
  }
}
