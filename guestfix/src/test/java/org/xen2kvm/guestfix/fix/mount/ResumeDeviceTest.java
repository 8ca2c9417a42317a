package org.xen2kvm.guestfix.fix.mount;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class ResumeDeviceTest {
  private static final String RESUME = "/etc/initramfs-tools/conf.d/resume";

  private static FixTester fix(String path, String content) {
    return FixTester.on(new ResumeDevice(), GuestCase.debian().file(path, content));
  }

  @Test
  void theSwapSpaceIsFoundByUuid() {
    fix(RESUME, "RESUME=/dev/xvda2\n").makes(RESUME, "RESUME=UUID=" + GuestCase.SWAP_UUID + "\n").changesOnly(RESUME);
  }

  @Test
  void quotesAndCommentsStay() {
    fix(RESUME, "# swap\nexport RESUME=\"/dev/xvda2\" # here")
        .makes(RESUME, "# swap\nexport RESUME=\"UUID=" + GuestCase.SWAP_UUID + "\" # here");
  }

  @Test
  void aDiskThatTheGuestDoesNotHaveIsNotWaitedFor() {
    fix(RESUME, "RESUME=/dev/xvdq9\n").makes(RESUME, "RESUME=none\n");
  }

  @Test
  void theMainConfigurationFollows() {
    fix("/etc/initramfs-tools/initramfs.conf", "MODULES=most\nRESUME=/dev/xvda3\n")
        .makes("/etc/initramfs-tools/initramfs.conf", "MODULES=most\nRESUME=/dev/vda3\n");
  }

  @Test
  void theToolThatSuspendsFollows() {
    fix("/etc/uswsusp.conf", "# /etc/uswsusp.conf\nresume device = /dev/xvda2\ncompress = y\n").makes("/etc/uswsusp.conf",
        "# /etc/uswsusp.conf\nresume device = /dev/disk/by-uuid/" + GuestCase.SWAP_UUID + "\ncompress = y\n");
  }

  @Test
  void whatIsFoundUnderKvmTooIsLeftAlone() {
    FixTester.on(new ResumeDevice(), GuestCase.debian()
        .file(RESUME, "RESUME=UUID=" + GuestCase.SWAP_UUID + "\n#RESUME=/dev/xvda2\n")
        .file("/etc/initramfs-tools/conf.d/other", "RESUME=none\nRESUME=auto\nRESUME=/dev/mapper/vg-swap\n")
        .file("/etc/uswsusp.conf", "snapshot device = /dev/snapshot\n")).leavesAlone().says();
  }
}
