package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class GrubEnvironmentKerneloptsTest {
  private static final String UUID = GuestCase.ROOT_UUID;
  private static final String XEN =
      "# GRUB Environment Block\nsaved_entry=x\nkernelopts=root=/dev/xvda1 ro console=hvc0 \nboot_success=0\n";
  private static final String KVM = "# GRUB Environment Block\nsaved_entry=x\nkernelopts=root=UUID=" + UUID
      + " ro console=tty0 console=ttyS0 \nboot_success=0\n";

  private static String block(String variables, int size) {
    return variables + "#".repeat(size - variables.length());
  }

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new GrubEnvironmentKernelopts(), guest);
  }

  @Test
  void grubenvKeepsItsSize() {
    on(GuestCase.debian().link("/boot/grub2/grubenv", "../efi/EFI/redhat/grubenv")
        .file("/boot/efi/EFI/redhat/grubenv", block(XEN, 1024)))
        .makes("/boot/grub2/grubenv", block(KVM, 1024)).changesOnly("/boot/efi/EFI/redhat/grubenv");
  }

  @Test
  void aBlockThatIsTooSmallIsTold() {
    on(GuestCase.debian().file("/boot/grub2/grubenv", block(XEN, 120))).leavesAlone()
        .says("WARNING /boot/grub2/grubenv: GRUB's environment block is too small for the new kernelopts");
  }

  @Test
  void aBlockWithoutKerneloptsOrWithKvmsIsLeftAlone() {
    on(GuestCase.debian().file("/boot/grub/grubenv", "# GRUB Environment Block\nsaved_entry=x\n####")).leavesAlone().says();
    on(GuestCase.debian().file("/boot/grub2/grubenv", block(KVM, 1024))).leavesAlone().says();
  }
}
