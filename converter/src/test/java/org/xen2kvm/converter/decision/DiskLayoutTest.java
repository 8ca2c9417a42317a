package org.xen2kvm.converter.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.GuestOs;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;

/** Disks are written as words: {@code xvda}, {@code hda/ide}, {@code hdc/ide/cdrom}, {@code hdb/ide/disk/readonly}. */
class DiskLayoutTest {
  private static final GuestFacts UNKNOWN = GuestFacts.unknown();
  private static final GuestFacts LINUX_WITH_VIRTIO = GuestFacts.of(OperatingSystem.LINUX).withVirtio(true);
  private static final GuestFacts LINUX_WITHOUT_VIRTIO = GuestFacts.of(OperatingSystem.LINUX).withVirtio(false);
  private static final GuestFacts WINDOWS = GuestFacts.of(OperatingSystem.WINDOWS);

  private static final Policy PC = Policy.defaults();
  private static final Policy Q35 = Policy.builder().machine("q35").build();

  // ---- paravirtual guests

  @ParameterizedTest
  @CsvSource({
    "xvda/xen, vda",
    "xvda, vda",
    "xvda/xen xvdb/xen, vda vdb",
    "xvda xvdc xvdf, vda vdb vdc",
    "xvdb, vda",
    "xvdb xvda, vdb vda",
    "xvdz xvdaa, vda vdb",
    "xvdaa xvdz, vdb vda",
    "xvdA xvdB, vda vdb",
    "hda/ide, vda",
    "hda sda xvda, vda vdb vdc",
    "xvda hda, vda vdb",
    "sda/scsi sdb/scsi, vda vdb",
    "hdd hda, vdb vda",
    "/dev/xvda /dev/xvdb, vda vdb",
    "ioemu:hda ioemu:hdb, vda vdb",
    "xvda xvda, vda vdb",
    "odd xvda, vdb vda",
    "odd even, vda vdb",
    "51712 51728, vda vdb",
    "vdb vda, vdb vda",
  })
  void namesTheDisksOfAParavirtualGuestWithoutGaps(String disks, String devs) {
    DiskLayout layout = pv(disks, UNKNOWN, PC);
    assertThat(devs(layout)).isEqualTo(devs);
    assertThat(layout.all()).allMatch(disk -> disk.bus().equals("virtio") && disk.reason() == Reason.PARAVIRTUAL);
  }

  @ParameterizedTest
  @CsvSource({
    "xvda1, vda, PARTITION",
    "sda1, vda, PARTITION",
    "hda2, vda, PARTITION",
    "xvda2 xvda1, vda vdb, PARTITION PARTITION",
    "xvda1 xvda2 xvda3, vda vdb vdc, PARTITION PARTITION PARTITION",
    "xvdb1 xvda1, vda vdb, PARTITION PARTITION",
    "xvda1 xvdb, vdb vda, PARTITION PARAVIRTUAL",
    "xvda2 xvda1 xvdb xvdc, vdc vdd vda vdb, PARTITION PARTITION PARAVIRTUAL PARAVIRTUAL",
    "xvda xvda1, vda vdb, PARAVIRTUAL PARTITION"
  })
  void putsPartitionsBehindWholeDisksInTheOrderOfTheDefinition(String disks, String devs, String reasons) {
    DiskLayout layout = pv(disks, UNKNOWN, PC);
    assertThat(devs(layout)).isEqualTo(devs);
    assertThat(reasons(layout)).isEqualTo(reasons);
  }

  @Test
  void bootsThePartitionThatStandsFirstAndNotTheSwapWithTheLowerNumber() {
    DiskLayout layout = pv("xvda2 xvda1", UNKNOWN, PC);
    assertThat(layout.bootDisk()).map(DiskPlacement::xenName).contains("xvda2");
    assertThat(layout.bootDisk()).map(DiskPlacement::dev).contains("vda");
    assertThat(layout.all().get(0).isPartition()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "xvda xvdb, xvda",
    "xvdb xvda, xvdb",
    "hdc/ide/cdrom xvdb xvda, xvdb",
    "fda/fdc/floppy xvda, xvda",
    "xvda1 xvdb, xvda1",
    "xvda hda, xvda",
    "hda xvda, hda",
    "xvda//disk/readonly xvdb, xvda"
  })
  void bootsAParavirtualGuestFromTheFirstHardDiskOfTheList(String disks, String boot) {
    DiskLayout layout = pv(disks, UNKNOWN, PC);
    assertThat(layout.bootDisk()).map(DiskPlacement::xenName).contains(boot);
    assertThat(layout.all().stream().filter(DiskPlacement::boot)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "xvda/xen, hda/ide, sda/sata",
    "xvda xvdc, hda/ide hdc/ide, sda/sata sdc/sata",
    "xvda xvdf, hda/ide hdb/ide, sda/sata sdf/sata",
    "xvda xvdb xvdc xvdd xvde, hda/ide hdb/ide hdc/ide hdd/ide sda/sata, sda/sata sdb/sata sdc/sata sdd/sata sde/sata",
    "xvda1 xvda2, hda/ide hdb/ide, sda/sata sdb/sata",
    "xvda xvdd/xen/cdrom, hda/ide hdc/ide, sda/sata sdb/sata"
  })
  void usesACompatibleBusForAGuestKnownToLackVirtio(String disks, String onPc, String onQ35) {
    assertThat(places(pv(disks, LINUX_WITHOUT_VIRTIO, PC))).isEqualTo(onPc);
    assertThat(places(pv(disks, LINUX_WITHOUT_VIRTIO, Q35))).isEqualTo(onQ35);
  }

  // ---- fully virtual guests

  @ParameterizedTest
  @CsvSource({
    "hda/ide, hda/ide, sda/sata",
    "hda, hda/ide, sda/sata",
    "ioemu:hda, hda/ide, sda/sata",
    "hda/ide hdb/ide hdc/ide/cdrom, hda/ide hdb/ide hdc/ide, sda/sata sdb/sata sdc/sata",
    "hda hdd, hda/ide hdd/ide, sda/sata sdd/sata",
    "sda/scsi sdb/scsi, sda/scsi sdb/scsi, sda/scsi sdb/scsi",
    "sda, sda/scsi, sda/scsi",
    "sda/scsi sdc/scsi, sda/scsi sdc/scsi, sda/scsi sdc/scsi",
    "hda/scsi, sda/scsi, sda/scsi",
    "sda/sata, sda/sata, sda/sata",
    "sda/usb, sda/usb, sda/usb",
    "xvda/xen, vda/virtio, vda/virtio",
    "xvda, vda/virtio, vda/virtio",
    "xvdaa, vda/virtio, vda/virtio",
    "vda, vda/virtio, vda/virtio",
    "vda/virtio vdc/virtio, vda/virtio vdb/virtio, vda/virtio vdb/virtio",
    "hda/ide xvda/xen, hda/ide vda/virtio, sda/sata vda/virtio",
    "hda/ide xvdb/xen, hda/ide vda/virtio, sda/sata vda/virtio",
    "hda/ide sda/scsi, hda/ide sda/scsi, sdb/sata sda/scsi",
    "odd, hda/ide, sda/sata",
    "hda/uml, hda/ide, sda/sata"
  })
  void keepsTheEmulatedBusOfAnUnknownHvmGuest(String disks, String onPc, String onQ35) {
    assertThat(places(hvm(disks, UNKNOWN, PC))).isEqualTo(onPc);
    assertThat(places(hvm(disks, UNKNOWN, Q35))).isEqualTo(onQ35);
  }

  @ParameterizedTest
  @CsvSource({
    "hda/ide, vda",
    "hda/ide hdb/ide, vda vdb",
    "hda/ide hdd/ide, vda vdb",
    "hda/ide xvda/xen, vda vdb",
    "xvda/xen hda/ide, vdb vda",
    "sda/scsi hda/ide xvda/xen, vdc vda vdb",
    "hda/ide hda1, vda vdb"
  })
  void movesAllHardDisksToVirtioWhereTheGuestIsKnownToHaveIt(String disks, String devs) {
    DiskLayout layout = hvm(disks, LINUX_WITH_VIRTIO, PC);
    assertThat(devs(layout)).isEqualTo(devs);
    assertThat(layout.all()).allMatch(disk -> disk.bus().equals("virtio"));
  }

  @ParameterizedTest
  @CsvSource({
    "xvda/xen, hda/ide, sda/sata",
    "hda/ide xvda/xen, hda/ide hdb/ide, sda/sata sdb/sata",
    "xvda/xen hda/ide, hdb/ide hda/ide, sdb/sata sda/sata",
    "xvda xvdb xvdc xvdd hda, hdb/ide hdc/ide hdd/ide sda/sata hda/ide, sdb/sata sdc/sata sdd/sata sde/sata sda/sata",
    "vda/virtio, vda/virtio, vda/virtio",
    "sda/scsi, sda/scsi, sda/scsi"
  })
  void keepsWindowsOffVirtio(String disks, String onPc, String onQ35) {
    assertThat(places(hvm(disks, WINDOWS, PC))).isEqualTo(onPc);
    DiskLayout q35 = hvm(disks, WINDOWS, Q35);
    assertThat(q35.all().stream().map(DiskPlacement::bus)).isEqualTo(
        Stream.of(onQ35.split(" ")).map(place -> place.substring(place.indexOf('/') + 1)).toList());
    assertThat(q35.all().stream().map(DiskPlacement::dev)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "hda/ide hdb/ide, hda",
    "hdb/ide hda/ide, hda",
    "hdc/ide/cdrom hdb/ide, hdb",
    "hda/ide xvda/xen, hda",
    "xvda/xen hda/ide, hda",
    "xvda/xen hdb/ide, xvda",
    "sda/scsi xvda/xen hda/ide, hda",
    "sda/scsi xvda/xen, xvda",
    "xvda1 hdb/ide, hdb",
    "odd hdb, hdb",
    "odd, odd"
  })
  void bootsAFullyVirtualGuestFromItsLowestLetter(String disks, String boot) {
    assertThat(hvm(disks, UNKNOWN, PC).bootDisk()).map(DiskPlacement::xenName).contains(boot);
  }

  @Test
  void knowsNoBootDiskWhereThereIsNoHardDisk() {
    assertThat(hvm("hdc/ide/cdrom fda/fdc/floppy", UNKNOWN, PC).bootDisk()).isEmpty();
    assertThat(hvm("", UNKNOWN, PC).bootDisk()).isEmpty();
    assertThat(hvm("", UNKNOWN, PC).all()).isEmpty();
  }

  // ---- drives and limits

  @ParameterizedTest
  @CsvSource({
    "xvda xvdd/xen/cdrom, vda/virtio hdc/ide, vda/virtio sda/sata",
    "xvda xvdd//cdrom, vda/virtio hdc/ide, vda/virtio sda/sata",
    "xvda vdd/virtio/cdrom, vda/virtio hdc/ide, vda/virtio sda/sata",
    "xvda hdc:cdrom, vda/virtio hdc/ide, vda/virtio sdc/sata",
    "xvda hdb/ide/cdrom, vda/virtio hdb/ide, vda/virtio sdb/sata",
    "xvdb/xen/cdrom xvdc/xen/cdrom, hdc/ide hdd/ide, sda/sata sdb/sata",
    "xvdb//cdrom xvdc//cdrom xvdd//cdrom xvde//cdrom, hdc/ide hdd/ide hda/ide hdb/ide, "
        + "sda/sata sdb/sata sdc/sata sdd/sata",
    "xvda sda/scsi/cdrom, vda/virtio sda/scsi, vda/virtio sda/scsi",
    "xvda sda/usb/cdrom, vda/virtio sda/usb, vda/virtio sda/usb",
    "xvda fda, vda/virtio fda/fdc, vda/virtio fda/fdc",
    "xvda fda//floppy, vda/virtio fda/fdc, vda/virtio fda/fdc",
    "xvda fdb/fdc/floppy, vda/virtio fdb/fdc, vda/virtio fdb/fdc",
    "hda//floppy, fda/fdc, fda/fdc",
    "fda fda fda, fda/fdc fdb/fdc fdc/fdc, fda/fdc fdb/fdc fdc/fdc"
  })
  void putsRemovableMediaWhereTheyCanBeEjected(String disks, String onPc, String onQ35) {
    assertThat(places(pv(disks, UNKNOWN, PC))).isEqualTo(onPc);
    assertThat(places(pv(disks, UNKNOWN, Q35))).isEqualTo(onQ35);
  }

  @ParameterizedTest
  @CsvSource({
    "hda hdb hdc hdd hde, hda/ide hdb/ide hdc/ide hdd/ide sda/sata",
    "hde hda hdb hdc hdd, sda/sata hda/ide hdb/ide hdc/ide hdd/ide",
    "hda hdb hdc/ide/cdrom hdd hde hdf, hda/ide hdb/ide hdc/ide hdd/ide sda/sata sdb/sata",
    "hda hdb hdd hde hdf/ide/cdrom, hda/ide hdb/ide hdd/ide sda/sata hdc/ide",
    "hde, hda/ide",
    "hda hdb hdc hdd hde sda/scsi, hda/ide hdb/ide hdc/ide hdd/ide sdb/sata sda/scsi"
  })
  void movesWhatTheIdeControllerCannotHold(String disks, String places) {
    DiskLayout layout = hvm(disks, UNKNOWN, PC);
    assertThat(places(layout)).isEqualTo(places);
    assertThat(layout.all()).allMatch(disk -> (disk.reason() == Reason.IDE_LIMIT) == disk.bus().equals("sata"));
  }

  @Test
  void keepsTheBootDiskOnIdeWhenOthersMove() {
    DiskLayout layout = hvm("hdf hde hdd hdc hdb hda", UNKNOWN, PC);
    assertThat(layout.bootDisk()).map(DiskPlacement::bus).contains("ide");
    assertThat(layout.bootDisk()).map(DiskPlacement::dev).contains("hda");
  }

  @ParameterizedTest
  @CsvSource({
    "hda/ide hdb/ide/disk/readonly, hda/ide vda/virtio, EMULATED READ_ONLY",
    "hda/ide/disk/readonly, vda/virtio, READ_ONLY",
    "hda/ide hdb/ide/cdrom/readonly, hda/ide hdb/ide, EMULATED CDROM",
    "sda/scsi/disk/readonly, sda/scsi, EMULATED",
    "xvda/xen/disk/readonly, vda/virtio, EMULATED",
    "sda/sata/disk/readonly, vda/virtio, READ_ONLY"
  })
  void takesReadOnlyHardDisksOffIdeAndSata(String disks, String places, String reasons) {
    DiskLayout layout = hvm(disks, UNKNOWN, PC);
    assertThat(places(layout)).isEqualTo(places);
    assertThat(reasons(layout)).isEqualTo(reasons);
  }

  @Test
  void takesADirectoryForReadOnly() {
    DomainTree domain = parse(
        """
        <domain type='xen'><os><type>hvm</type></os><devices>
          <disk type='dir' device='disk'><source dir='/srv'/><target dev='hdb' bus='ide'/></disk>
        </devices></domain>
        """);
    assertThat(layout(domain, UNKNOWN, PC).all().get(0).reason()).isEqualTo(Reason.READ_ONLY);
  }

  @Test
  void putsReadOnlyDisksOfWindowsOnScsi() {
    assertThat(places(hvm("hda/ide hdb/ide/disk/readonly", WINDOWS, PC))).isEqualTo("hda/ide sdb/scsi");
  }

  @Test
  void putsPassThroughDisksOnScsiAndFilesAmongTheOthers() {
    DiskLayout layout = hvm("hda/ide sdb/scsi/lun", UNKNOWN, PC);
    assertThat(places(layout)).isEqualTo("hda/ide sdb/scsi");
    assertThat(reasons(layout)).isEqualTo("EMULATED LUN");
    assertThat(devs(pv("xvda xvdb/xen/lun", UNKNOWN, PC))).isEqualTo("vda sdb");

    DomainTree file = parse(
        """
        <domain type='xen'><os><type>linux</type></os><devices>
          <disk type='file' device='lun'><source file='/srv/a.img'/><target dev='xvda'/></disk>
        </devices></domain>
        """);
    DiskPlacement placement = layout(file, UNKNOWN, PC).all().get(0);
    assertThat(placement.device()).isEqualTo("disk");
    assertThat(placement.reason()).isEqualTo(Reason.PARAVIRTUAL);
  }

  // ---- the policy's bus

  @ParameterizedTest
  @CsvSource({
    "virtio, hda/ide xvda/xen hdc/ide/cdrom, vda/virtio vdb/virtio hdc/ide",
    "sata, hda/ide xvda/xen hdc/ide/cdrom, sda/sata sdb/sata hdc/ide",
    "scsi, hda/ide xvda/xen hdc/ide/cdrom, sda/scsi sdb/scsi hdc/ide",
    "ide, xvda/xen xvdb/xen hdc/ide/cdrom, hda/ide hdb/ide hdc/ide",
    "ide, hda xvda xvdb xvdc xvdd, hda/ide hdb/ide hdc/ide hdd/ide sda/sata",
    "ide, hda/ide/disk/readonly, vda/virtio",
    "scsi, xvda1 fda, sda/scsi fda/fdc"
  })
  void attachesAllHardDisksToTheBusOfThePolicy(String bus, String disks, String places) {
    assertThat(places(hvm(disks, UNKNOWN, Policy.builder().diskBus(bus).build()))).isEqualTo(places);
  }

  @Test
  void knowsThatAQ35HasNoIde() {
    Policy policy = Policy.builder().machine("pc-q35-7.2").diskBus("ide").build();
    assertThat(places(hvm("hda/ide hdc/ide/cdrom", UNKNOWN, policy))).isEqualTo("sda/sata sdc/sata");
  }

  @Test
  void keepsPartitionsApartUnderAPolicyToo() {
    Policy policy = Policy.builder().diskBus("scsi").build();
    assertThat(reasons(pv("xvda1 xvdb", UNKNOWN, policy))).isEqualTo("PARTITION PARAVIRTUAL");
    assertThat(reasons(hvm("hda xvdb", UNKNOWN, policy))).isEqualTo("EMULATED EMULATED");
  }

  @Test
  void asksForNoVirtioWhenThePolicySaysThatTheGuestIsAWindows() {
    Policy policy = Policy.builder().guestOs(GuestOs.WINDOWS).build();
    assertThat(places(hvm("xvda/xen", UNKNOWN, policy))).isEqualTo("hda/ide");
  }

  // ---- many and odd

  @Test
  void namesManyDisks() {
    String disks = IntStream.range(0, 40).mapToObj(index -> DiskName.of("xvd", index)).collect(Collectors.joining(" "));
    DiskLayout layout = pv(disks, UNKNOWN, PC);
    assertThat(layout.all().get(29).dev()).isEqualTo("vdad");
    assertThat(layout.all().get(39).dev()).isEqualTo("vdan");
    assertThat(layout.all()).allMatch(layout::keepsLetter);

    DiskLayout sata = pv(disks, LINUX_WITHOUT_VIRTIO, Q35);
    assertThat(sata.all().get(39).dev()).isEqualTo("sdan");
  }

  @Test
  void toleratesDisksWithoutTargetAndTargetsWithoutName() {
    DomainTree domain = parse(
        """
        <domain type='xen'><os><type>linux</type></os><devices>
          <disk/>
          <disk><target/></disk>
          <disk><target dev=''/></disk>
          <disk device=''><target dev='xvda'/></disk>
        </devices></domain>
        """);
    DiskLayout layout = layout(domain, UNKNOWN, PC);
    assertThat(devs(layout)).isEqualTo("vdb vdc vdd vda");
    assertThat(layout.all().get(0).xenName()).isEmpty();
    assertThat(layout.keepsLetter(layout.all().get(0))).isFalse();
  }

  @Test
  void neverGivesANameTwice() {
    List<String> buses = List.of("", "xen", "ide", "scsi", "sata", "usb", "virtio", "fdc");
    List<String> names = List.of("hda", "hdb", "hde", "sda", "sdb", "xvda", "xvda1", "xvdz", "vda", "fda", "odd", "");
    List<String> devices = List.of("disk", "cdrom", "floppy", "lun");
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      StringBuilder disks = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        disks.append(names.get(random.nextInt(names.size())))
            .append('/')
            .append(buses.get(random.nextInt(buses.size())))
            .append('/').append(devices.get(random.nextInt(devices.size())))
            .append(random.nextInt(4) == 0 ? "/readonly " : " ");
      }
      for (GuestFacts facts : List.of(UNKNOWN, LINUX_WITH_VIRTIO, LINUX_WITHOUT_VIRTIO, WINDOWS)) {
        for (Policy policy : List.of(PC, Q35)) {
          for (DiskLayout layout : List.of(pv(disks.toString(), facts, policy), hvm(disks.toString(), facts, policy))) {
            assertThat(layout.all().stream().map(DiskPlacement::dev)).as(disks.toString()).doesNotHaveDuplicates();
            assertThat(layout.all().stream().filter(disk -> disk.bus().equals("ide"))).hasSizeLessThanOrEqualTo(4);
            assertThat(layout.all().stream().map(layout::guestName)).doesNotHaveDuplicates();
          }
        }
      }
    }
  }

  // ---- looking things up

  @Test
  void findsThePlacementOfAnElement() {
    DiskLayout layout = pv("xvda xvdb", UNKNOWN, PC);
    DiskPlacement second = layout.all().get(1);
    assertThat(layout.of(second.disk())).isSameAs(second);
    assertThat(layout.of(new Element("disk"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "xvda xvdb xvde/xen/cdrom, vda vdb sr0",
    "hda/ide hdb/ide hdc/ide/cdrom, sda sdb sr0",
    "hda/ide hdd/ide, sda sdb",
    "hda/ide xvda/xen sda/scsi, sda vda sdb",
    "sda/scsi hda/ide, sdb sda",
    "sda/usb sdb/scsi hda/ide sdc/sata, sdd sdc sda sdb",
    "fda fdb hdc//cdrom hdd//cdrom, fd0 fd1 sr0 sr1",
    "hda hdb hdc hdd hde, sda sdb sdc sdd sde"
  })
  void tellsTheNameThatALinuxGuestGivesTheDisk(String disks, String names) {
    DiskLayout layout = hvm(disks, UNKNOWN, PC);
    assertThat(layout.all().stream().map(layout::guestName).collect(Collectors.joining(" "))).isEqualTo(names);
  }

  @Test
  void knowsNoGuestNameForAnotherLayoutsDisk() {
    DiskPlacement stranger = pv("xvda", UNKNOWN, PC).all().get(0);
    DiskLayout layout = pv("xvda", UNKNOWN, PC);
    assertThatThrownBy(() -> layout.guestName(stranger)).isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "xvda, true", "hda, true", "xvda xvdb, true", "xvda xvdc, false", "xvda1, false", "odd, false", "hda xvda, false",
    "xvda hda, false", "xvda1 xvda, true", "xvdb//cdrom xvda, true"
  })
  void saysWhetherTheLastDiskKeepsItsLetter(String disks, boolean keeps) {
    DiskLayout layout = pv(disks, UNKNOWN, PC);
    assertThat(layout.keepsLetter(layout.all().get(layout.all().size() - 1))).isEqualTo(keeps);
  }

  // ---- building

  private static DiskLayout pv(String disks, GuestFacts facts, Policy policy) {
    return layout(domain("<type>linux</type>", disks), facts, policy);
  }

  private static DiskLayout hvm(String disks, GuestFacts facts, Policy policy) {
    return layout(domain("<type>hvm</type>", disks), facts, policy);
  }

  private static DiskLayout layout(DomainTree domain, GuestFacts facts, Policy policy) {
    return DiskLayout.of(domain, Decisions.of(domain, policy, HostProfile.generic(), facts), policy);
  }

  private static DomainTree domain(String osType, String disks) {
    String elements = Stream.of(disks.split(" ")).filter(word -> !word.isBlank()).map(DiskLayoutTest::disk)
        .collect(Collectors.joining("\n"));
    return parse("<domain type='xen'><os>" + osType + "</os><devices>\n" + elements + "\n</devices></domain>");
  }

  private static String disk(String word) {
    // A device path has slashes of its own.
    String[] parts = word.startsWith("/dev/") ? new String[] {word} : word.split("/", -1);
    String bus = parts.length > 1 && !parts[1].isEmpty() ? " bus='" + parts[1] + "'" : "";
    String device = parts.length > 2 ? " device='" + parts[2] + "'" : "";
    String readonly = parts.length > 3 ? "<readonly/>" : "";
    return "<disk type='block'" + device + "><source dev='/dev/vg/lv'/><target dev='" + parts[0] + "'" + bus + "/>"
        + readonly + "</disk>";
  }

  private static DomainTree parse(String xml) {
    try {
      return DomainParser.parse(xml);
    } catch (DomainSyntaxException e) {
      throw new AssertionError(xml, e);
    }
  }

  private static String devs(DiskLayout layout) {
    return layout.all().stream().map(DiskPlacement::dev).collect(Collectors.joining(" "));
  }

  private static String places(DiskLayout layout) {
    return layout.all().stream().map(disk -> disk.dev() + "/" + disk.bus()).collect(Collectors.joining(" "));
  }

  private static String reasons(DiskLayout layout) {
    return layout.all().stream().map(disk -> disk.reason().name()).collect(Collectors.joining(" "));
  }
}
