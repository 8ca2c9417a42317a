package org.xen2kvm.guestfix.fix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsException;

/** What becomes of copies, inside an initramfs, of files that other fixes change. */
final class EditedCopiesTest {
  private static final String VERSION = InitramfsGuests.VERSION;
  private static final String IMAGE = "/boot/initrd.img-" + VERSION;
  private static final String FILTER = "filter = [ \"a|^/dev/xvd|\", \"r|.*|\" ]\n";

  /** Changes xvd to vd in two files, as other fixes do, and then looks at the initramfs. */
  private static final Fix AFTER_AN_EDIT = new Fix() {
    @Override
    public FixDescriptor descriptor() {
      return new VirtioInitramfs().descriptor();
    }

    @Override
    public void plan(GuestEditor guest, FixContext context) {
      for (String file : new String[] {"/etc/lvm/lvm.conf", "/etc/initramfs-tools/conf.d/resume"}) {
        guest.edit(GuestPath.of(file), text -> text.replace("xvd", "vd"), "KVM's names");
      }
      new VirtioInitramfs().plan(guest, context);
    }
  };

  private static GuestCase guest(String name, String copy, String... modules) {
    Map<String, String> files = InitramfsGuests.tools(VERSION, modules);
    files.put(name, copy);
    return InitramfsGuests.kernel(GuestCase.debian(), VERSION, IMAGE, InitramfsGuests.gzip(files))
        .file("/etc/lvm/lvm.conf", FILTER).file("/etc/initramfs-tools/conf.d/resume", "RESUME=/dev/xvda2\n");
  }

  private static Optional<String> inInitramfs(GuestCase guest, String name) throws InitramfsException {
    return InitramfsContents.of(guest.files().read(GuestPath.of(IMAGE), 1 << 24)).listing().text(name);
  }

  @Test
  void aCopyFollowsItsFile() throws InitramfsException {
    GuestCase guest = guest("etc/lvm/lvm.conf", FILTER, "xen-blkfront");

    FixTester.on(AFTER_AN_EDIT, guest).changesOnly(IMAGE, "/etc/lvm/lvm.conf", "/etc/initramfs-tools/conf.d/resume");

    assertThat(inInitramfs(guest, "etc/lvm/lvm.conf")).contains("filter = [ \"a|^/dev/vd|\", \"r|.*|\" ]\n");
  }

  @Test
  void aCopyUnderAnotherNameFollowsToo() throws InitramfsException {
    GuestCase guest = guest("conf/conf.d/resume", "RESUME=/dev/xvda2\n", "xen-blkfront");

    FixTester.on(AFTER_AN_EDIT, guest).changesOnly(IMAGE, "/etc/lvm/lvm.conf", "/etc/initramfs-tools/conf.d/resume");

    assertThat(inInitramfs(guest, "conf/conf.d/resume")).contains("RESUME=/dev/vda2\n");
  }

  @Test
  void aCopyIsReasonEnoughWhereTheDriversAreThere() throws InitramfsException {
    GuestCase guest = guest("etc/lvm/lvm.conf", FILTER, "virtio_pci", "virtio_blk", "virtio", "virtio_ring");

    FixTester.on(AFTER_AN_EDIT, guest).changesOnly(IMAGE, "/etc/lvm/lvm.conf", "/etc/initramfs-tools/conf.d/resume");

    assertThat(inInitramfs(guest, "etc/lvm/lvm.conf")).contains("filter = [ \"a|^/dev/vd|\", \"r|.*|\" ]\n");
  }

  @Test
  void aCopyThatItsGeneratorChangedStays() throws InitramfsException {
    GuestCase guest = guest("etc/lvm/lvm.conf", "# for the initramfs\n" + FILTER, "xen-blkfront");

    FixTester.on(AFTER_AN_EDIT, guest).changesOnly(IMAGE, "/etc/lvm/lvm.conf", "/etc/initramfs-tools/conf.d/resume");

    assertThat(inInitramfs(guest, "etc/lvm/lvm.conf")).contains("# for the initramfs\n" + FILTER);
  }
}
