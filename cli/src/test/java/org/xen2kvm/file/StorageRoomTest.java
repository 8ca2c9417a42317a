package org.xen2kvm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bytes in words, where one byte more would be enough. */
final class StorageRoomTest {
  private static final long MEBI = 1L << 20;

  @Test
  void whatIsFreeNeverSeemsToBeEnoughForMoreThanThat() {
    assertThat(StorageRoom.free(300 * MEBI - 1)).isEqualTo("299 MiB");
    assertThat(StorageRoom.free(300 * MEBI)).isEqualTo("300 MiB");
    assertThat(StorageRoom.needed(300 * MEBI)).isEqualTo("300 MiB");
    assertThat(StorageRoom.needed(300 * MEBI + 1)).isEqualTo("301 MiB");
  }

  @Test
  void littleIsToldInKibibytes() {
    assertThat(StorageRoom.free(5 * 1024 + 1023)).isEqualTo("5 KiB");
    assertThat(StorageRoom.needed(1)).isEqualTo("1 KiB");
    assertThat(StorageRoom.free(0)).isEqualTo("0 KiB");
  }
}
