package org.xen2kvm.guestfix.fix.boot;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class UefiFallbackLoaderTest {
  private static GuestCase uefi() {
    Volume esp = new Volume("/dev/sda3", Volume.Kind.PARTITION, 0, 3, "vfat", "AAAA-1111", "", 1 << 28);
    return GuestCase.debian().uefi().startedByItself().volume(esp).mount("/boot/efi", esp);
  }

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new UefiFallbackLoader(), guest);
  }

  @Test
  void shimIsCopiedWithItsGrub() {
    on(uefi().file("/boot/efi/EFI/aaa/grubx64.efi", "other").file("/boot/efi/EFI/debian/shimx64.efi", "shim")
        .file("/boot/efi/EFI/debian/grubx64.efi", "grub").file("/boot/efi/EFI/debian/fbx64.efi", "fb"))
        .makes("/boot/efi/EFI/BOOT/BOOTX64.EFI", "shim", "/boot/efi/EFI/BOOT/grubx64.efi", "grub")
        .changesOnly("/boot/efi/EFI/BOOT/BOOTX64.EFI", "/boot/efi/EFI/BOOT/grubx64.efi");
  }

  @Test
  void grubAloneIsCopiedAndNamesOfAnyCaseAreUnderstood() {
    on(uefi().file("/boot/efi/efi/Debian/GRUBX64.EFI", "grub").file("/boot/efi/efi/Boot/x", ""))
        .makes("/boot/efi/efi/Boot/BOOTX64.EFI", "grub").changesOnly("/boot/efi/efi/Boot/BOOTX64.EFI");
  }

  @Test
  void aFallbackThatIsThereAndABiosAreLeftAlone() {
    on(uefi().file("/boot/efi/EFI/Boot/bootx64.efi", "").file("/boot/efi/EFI/debian/grubx64.efi", "")).leavesAlone().says();
    on(GuestCase.debian().file("/boot/efi/EFI/debian/grubx64.efi", "")).leavesAlone().says();
  }

  @Test
  void noLoaderIsTold() {
    on(uefi().file("/boot/efi/EFI/Microsoft/x", "")).leavesAlone()
        .says("WARNING /boot/efi/EFI: No boot loader was found on the EFI system partition");
    on(GuestCase.debian().uefi()).leavesAlone()
        .says("WARNING : No EFI system partition with a boot loader was found, though the domain has UEFI");
  }
}
