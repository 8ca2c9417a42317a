package org.xen2kvm.guestfix.fix.cmdline;


import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

/** One line each, through the simplest of the files that hold one. */
final class KvmKernelParametersTest {
  private static final String ROOT = "root=UUID=" + GuestCase.ROOT_UUID;
  private static final String SWAP = "UUID=" + GuestCase.SWAP_UUID;
  private static final String BOTH = " console=tty0 console=ttyS0";
  private static final String FILE = "/etc/kernel/cmdline";

  private static void becomes(GuestCase guest, String line, String expected) {
    FixTester.on(new KernelInstallCommandLine(), guest.file(FILE, line + "\n")).makes(FILE, expected + "\n");
  }

  private static void stays(GuestCase guest, String line) {
    FixTester.on(new KernelInstallCommandLine(), guest.file(FILE, line + "\n")).leavesAlone();
  }

  @Test
  void disksAreNamedByUuid() {
    becomes(GuestCase.debian(), "root=/dev/xvda1 ro resume=/dev/xvda2 console=ttyS0",
        ROOT + " ro resume=" + SWAP + " console=ttyS0");
  }

  @Test
  void aPlainNameAndUdevsLinksAreUnderstood() {
    becomes(GuestCase.debian(), "root=xvda1 console=tty1", ROOT + " console=tty1");
    becomes(GuestCase.debian(), "root=/dev/disk/by-path/xen-vbd-51713 console=tty1", ROOT + " console=tty1");
    becomes(GuestCase.debian(), "root=/dev/disk/by-id/ata-QEMU_HARDDISK_QM00001-part1 console=tty1", ROOT + " console=tty1");
  }

  @Test
  void quotesOfGrubsScriptStay() {
    becomes(GuestCase.debian(), "'root=/dev/xvda1' 'xen_nopv' console=tty1", "'" + ROOT + "' console=tty1");
  }

  @Test
  void theDiskOfSusesGuideKeepsNoUuid() {
    becomes(GuestCase.debian(), "root=/dev/xvda1 disk=/dev/xvda console=xvc", ROOT + " disk=/dev/vda" + BOTH);
  }

  @Test
  void anHvmGuestsOtherNameOfTheDiskIsTheSameDisk() {
    becomes(GuestCase.debian().startedByItself(), "root=/dev/sda1 quiet", ROOT + " quiet");
    becomes(GuestCase.debian().startedByItself(), "root=/dev/hda1 quiet", ROOT + " quiet");
  }

  @Test
  void encryptedAndEmbeddedNames() {
    becomes(GuestCase.debian(), "cryptdevice=/dev/xvda1:root:allow-discards console=tty1",
        "cryptdevice=UUID=" + GuestCase.ROOT_UUID + ":root:allow-discards console=tty1");
    becomes(GuestCase.debian(), "cryptopts=target=c,source=/dev/xvda1 console=tty1",
        "cryptopts=target=c,source=/dev/vda1 console=tty1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      console=hvc0                               | console=tty0 console=ttyS0
      console=xvc0                               | console=tty0 console=ttyS0
      console=tty                                | console=tty0 console=ttyS0
      quiet                                      | quiet console=tty0 console=ttyS0
      console=tty0 console=hvc0 quiet            | console=tty0 console=ttyS0 quiet
      console=hvc0 console=tty0                  | console=ttyS0 console=tty0
      console=ttyS0,115200n8 console=hvc0        | console=ttyS0,115200n8
      console=hvc0 console=hvc0                  | console=tty0 console=ttyS0
      console=xvc0,9600                          | console=tty0 console=ttyS0,9600
      console=hvc0 xencons=hvc0 earlyprintk=xen  | console=tty0 console=ttyS0
      """)
  void theConsoleIsTheSerialPortOnce(String line, String expected) {
    becomes(GuestCase.debian(), line, expected);
  }

  @ParameterizedTest
  @CsvSource({"console=tty0", "console=ttyS0", "console=tty0 console=ttyS0\\,115200 quiet", "console=ttyS1"})
  void aConsoleThatAPcHasStays(String line) {
    stays(GuestCase.debian(), line.replace("\\,", ","));
  }

  @Test
  void withoutASerialPortXensConsoleGoes() {
    becomes(GuestCase.debian().withoutConsole(), "quiet console=hvc0 ro", "quiet ro");
    stays(GuestCase.debian().withoutConsole(), "quiet");
  }

  @Test
  void aGuestThatStartsItselfIsGivenNoConsole() {
    stays(GuestCase.debian().startedByItself(), "quiet");
    stays(GuestCase.debian().startedByItself(), "console=tty");
    becomes(GuestCase.debian().startedByItself(), "console=hvc0", "console=tty0 console=ttyS0");
  }

  @ParameterizedTest
  @CsvSource({
      "xencons=tty", "earlyprintk=xen", "'earlyprintk=xen,keep'", "xen_scrub_pages=0", "independent_wallclock=1",
      "xen_emul_unplug=never", "clocksource=xen", "xen_blkfront.max=32", "xen-blkfront.max_queues=1", "xen-fbfront.video=8",
      "xen_nopv", "'video=xenfb:1'"})
  void whatOnlyXenUnderstandsGoes(String parameter) {
    becomes(GuestCase.debian(), "quiet " + parameter + " console=tty1", "quiet console=tty1");
  }

  @ParameterizedTest
  @CsvSource({
      "elevator=noop", "iommu=soft", "swiotlb=1", "nomodeset", "clocksource=tsc", "earlyprintk=ttyS0", "net.ifnames=0",
      "root=LABEL=x", "root=/dev/mapper/vg-root", "root=UUID=1", "rd.lvm.lv=xenvg/root", "dyndbg=\"file a b +p\"",
      "'hda=noprobe'",
      "root=/dev/vda1", "open=\"quote root=/dev/xvda1", "resume=/dev/disk/by-uuid/1", "init=/sbin/xendinit"})
  void everythingElseStays(String parameter) {
    stays(GuestCase.debian(), "a  " + parameter + "\tconsole=tty1 ");
  }

  @Test
  void aDiskThatTheGuestDoesNotHaveIsTold() {
    FixTester.on(new KernelInstallCommandLine(), GuestCase.debian().file(FILE, "root=/dev/xvdz1 console=tty1\n"))
        .leavesAlone().says("WARNING /etc/kernel/cmdline: The kernel parameter root=/dev/xvdz1 names none of the guest's disks");
  }

  @Test
  void partitionsThatXenGaveAsDisksAreDisksNow() {
    GuestCase guest = GuestCase.debian().disks(
        new DiskNames(0, "xvda1", "vda", true, true), new DiskNames(1, "xvda2", "vdb", true, false));
    guest.volume(new Volume("/dev/sda", Volume.Kind.WHOLE_DISK, 0, 0, "ext4", "", "", 1 << 30));
    guest.volume(new Volume("/dev/sdb", Volume.Kind.WHOLE_DISK, 1, 0, "swap", GuestCase.SWAP_UUID, "", 1 << 30));

    becomes(guest, "root=/dev/xvda1 resume=/dev/xvda2 console=tty1", "root=/dev/vda resume=" + SWAP + " console=tty1");
  }

  @Test
  void susesMkinitrdGetsTheLinkByUuid() {
    becomes(GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT),
        "root=/dev/xvda1 resume=/dev/xvda2 console=tty1",
        "root=/dev/disk/by-uuid/" + GuestCase.ROOT_UUID + " resume=/dev/disk/by-uuid/" + GuestCase.SWAP_UUID + " console=tty1");
    becomes(GuestCase.system("sles", "12.5", PackageFormat.RPM, InitSystem.SYSTEMD).file("/usr/lib/dracut/x", ""),
        "root=/dev/xvda1 console=tty1", ROOT + " console=tty1");
  }
}
