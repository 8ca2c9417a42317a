package org.xen2kvm.guestfix.inspect.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.inspect.BootCode;
import org.xen2kvm.guestfix.inspect.BootCode.State;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.LenientReader;

final class BootCodeReaderTest {
  private static final long SIZE = 8L << 30;

  /** Of Debian's and SUSE's grub packages, where they are installed. */
  private static final Path REAL = Path.of("/usr/lib/grub/i386-pc");

  private final FakeGuestDisks disks = new FakeGuestDisks();
  private Optional<LenientReader> files = Optional.empty();

  private BootCode read(PartitionTable table) {
    disks.disk(SIZE, table);
    return BootCodeReader.read(disks, disks.disks().get(0), files);
  }

  private FakeGuestDisks sector(long at, byte[] bytes) {
    return disks.bytes(at * 512, bytes);
  }

  @Test
  void grub2WithItsCoreIsUsable() {
    sector(0, BootSectors.grub2(1)).bytes(512, BootSectors.grub2Core());

    assertThat(read(PartitionTable.MBR)).isEqualTo(new BootCode(State.USABLE, "GRUB 2 in the MBR"));
  }

  @Test
  void grub2InTheBootPartitionOfAGptIsUsable() {
    sector(0, BootSectors.grub2(4_000_000)).bytes(4_000_000L * 512, BootSectors.grub2Core());

    assertThat(read(PartitionTable.GPT).state()).isEqualTo(State.USABLE);
  }

  @Test
  void grub2WithoutItsCoreIsStale() {
    sector(0, BootSectors.grub2(1));

    assertThat(read(PartitionTable.MBR)).isEqualTo(new BootCode(
        State.STALE, "GRUB 2 in the MBR, but there is nothing where it looks for its core image at sector 1"));
  }

  @Test
  void grub2ThatPointsBehindTheDiskIsStale() {
    for (long core : new long[] {SIZE / 512, -1, Long.MIN_VALUE, 0}) {
      FakeGuestDisks guest = new FakeGuestDisks().disk(SIZE, PartitionTable.MBR).bytes(0, BootSectors.grub2(core));

      assertThat(BootCodeReader.read(guest, guest.disks().get(0), files).state()).as("core at %d", core).isEqualTo(State.STALE);
    }
  }

  @Test
  void grubOfTheOtherKindBehindItIsStale() {
    sector(0, BootSectors.grubLegacy(1)).bytes(512, BootSectors.grub2Core());

    assertThat(read(PartitionTable.MBR)).isEqualTo(new BootCode(State.STALE,
        "GRUB legacy in the MBR, but where it looks for its next stage at sector 1 is the other GRUB"));
  }

  @Test
  void otherDataBehindItIsStale() {
    byte[] data = new byte[512];
    new Random(1).nextBytes(data);
    sector(0, BootSectors.grub2(1)).bytes(512, data);

    assertThat(read(PartitionTable.MBR).detail()).endsWith("is something else");
  }

  @Test
  void grubLegacyWithItsStageIsUsable() {
    sector(0, BootSectors.grubLegacy(1)).bytes(512, BootSectors.grubLegacyStage());

    assertThat(read(PartitionTable.MBR)).isEqualTo(new BootCode(State.USABLE, "GRUB legacy in the MBR"));
  }

  @Test
  void grubWhoseFilesAreGoneIsStale() {
    files = Optional.of(new LenientReader(new GuestTree().file("/boot/grub/menu.lst", "").filesystem()));
    sector(0, BootSectors.grub2(1)).bytes(512, BootSectors.grub2Core());

    assertThat(read(PartitionTable.MBR))
        .isEqualTo(new BootCode(State.STALE, "GRUB 2 in the MBR, but its files are not in /boot"));
  }

  @Test
  void grubWhoseFilesAreThereIsUsable() {
    files = Optional.of(new LenientReader(new GuestTree().file("/boot/grub2/i386-pc/normal.mod", "").filesystem()));
    sector(0, BootSectors.grub2(1)).bytes(512, BootSectors.grub2Core());

    assertThat(read(PartitionTable.MBR).state()).isEqualTo(State.USABLE);
  }

  @Test
  void zerosAreNone() {
    assertThat(read(PartitionTable.MBR)).isEqualTo(new BootCode(State.NONE, "no boot code in the MBR"));
  }

  @Test
  void signatureWithoutCodeIsNone() {
    sector(0, BootSectors.empty());

    assertThat(read(PartitionTable.NONE)).isEqualTo(new BootCode(State.NONE, "no boot code in the first sector"));
  }

  @Test
  void codeWithoutSignatureIsNone() {
    byte[] mbr = BootSectors.grub2(1);
    mbr[511] = 0;
    sector(0, mbr);

    assertThat(read(PartitionTable.MBR).state()).isEqualTo(State.NONE);
  }

  @Test
  void activePartitionIsFollowed() {
    sector(0, BootSectors.withPartition(
            BootSectors.withPartition(BootSectors.generic(), 0, false, 0x82, 2048), 1, true, 0x0f, 4096))
        .bytes(4096L * 512, BootSectors.grubLegacy(5000)).bytes(5000L * 512, BootSectors.grubLegacyStage());

    assertThat(read(PartitionTable.MBR))
        .isEqualTo(new BootCode(State.USABLE, "GRUB legacy in the boot sector of the active partition"));
  }

  @Test
  void activePartitionOfAGptIsFollowed() {
    sector(0, BootSectors.generic()).bytes(512, BootSectors.gpt(4, 2048)).bytes(2048L * 512, BootSectors.extlinux());

    assertThat(read(PartitionTable.GPT))
        .isEqualTo(new BootCode(State.USABLE, "SYSLINUX in the boot sector of the active partition"));
  }

  @Test
  void nothingActiveIsNone() {
    sector(0, BootSectors.withPartition(BootSectors.generic(), 0, false, 0x83, 2048));

    assertThat(read(PartitionTable.MBR)).isEqualTo(
        new BootCode(State.NONE, "boot code in the MBR that starts the active partition, but none is active"));
  }

  @Test
  void nothingActiveInAGptIsNone() {
    sector(0, BootSectors.generic()).bytes(512, BootSectors.gpt(0, 2048));

    assertThat(read(PartitionTable.GPT).state()).isEqualTo(State.NONE);
  }

  @Test
  void activePartitionWithoutCodeIsNone() {
    sector(0, BootSectors.withPartition(BootSectors.generic(), 0, true, 0x83, 2048));

    assertThat(read(PartitionTable.MBR)).isEqualTo(
        new BootCode(State.NONE, "no boot code in the boot sector of the active partition"));
  }

  @Test
  void otherLoadersAreNamed() {
    assertThat(new BootSector(BootSectors.lilo()).code()).isEqualTo(BootSector.Code.LILO);
    assertThat(new BootSector(BootSectors.windows()).code()).isEqualTo(BootSector.Code.WINDOWS);
    assertThat(new BootSector(BootSectors.extlinux()).code()).isEqualTo(BootSector.Code.SYSLINUX);
  }

  @Test
  void shortDiskIsNone() {
    FakeGuestDisks tiny = new FakeGuestDisks().disk(100, PartitionTable.NONE).bytes(0, BootSectors.grub2(1));

    assertThat(BootCodeReader.read(tiny, tiny.disks().get(0), files).state()).isEqualTo(State.NONE);
  }

  @Test
  void anyBytesGiveAnAnswer() {
    Random random = new Random(20261120);
    for (int i = 0; i < 2000; i++) {
      byte[] start = new byte[2048];
      random.nextBytes(start);
      byte[] mark = i % 3 == 0 ? BootSectors.grub2(random.nextLong())
          : i % 3 == 1 ? BootSectors.generic() : BootSectors.gpt(4, 1);
      System.arraycopy(mark, 0, start, i % 2 * 512, mark.length);
      start[510] = 0x55;
      start[511] = (byte) 0xaa;
      FakeGuestDisks guest = new FakeGuestDisks().disk(1 << 20, i % 2 == 0 ? PartitionTable.MBR : PartitionTable.GPT)
          .bytes(0, start);

      assertThat(BootCodeReader.read(guest, guest.disks().get(0), files).detail()).isNotEmpty();
    }
  }

  @Test
  void realGrub2IsKnown() throws IOException {
    boolean there = Files.exists(REAL.resolve("boot.img")) && Files.exists(REAL.resolve("diskboot.img"));
    if (!there) {
      System.out.println("BootCodeReaderTest: no " + REAL + " here (package grub-pc-bin), real boot sectors are not tested");
    }
    assumeTrue(there, "grub-pc-bin is not installed");
    byte[] boot = Files.readAllBytes(REAL.resolve("boot.img"));

    assertThat(new BootSector(boot).code()).isEqualTo(BootSector.Code.GRUB2);
    assertThat(new BootSector(boot).nextSector()).isEqualTo(1);
    assertThat(new BootSector(Files.readAllBytes(REAL.resolve("diskboot.img"))).isCoreOfGrub2()).isTrue();
  }
}
