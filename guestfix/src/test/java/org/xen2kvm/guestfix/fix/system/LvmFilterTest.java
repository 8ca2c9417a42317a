package org.xen2kvm.guestfix.fix.system;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class LvmFilterTest {
  private static final String CONF = "/etc/lvm/lvm.conf";

  private static GuestCase guest(String conf) {
    return GuestCase.debian().file(CONF, conf)
        .disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvde", "vdb", false, false))
        .volume(physical(0, 2)).volume(physical(1, 0));
  }

  private static Volume physical(int disk, int partition) {
    return new Volume("/dev/sdx", partition == 0 ? Volume.Kind.WHOLE_DISK : Volume.Kind.PARTITION, disk, partition, "LVM2_member",
        "NYBplr-JD53-GUdn-ZiBf-eb2I-QtgX-H8cew4", "", 1L << 30);
  }

  private static FixTester fix(String conf) {
    return FixTester.on(new LvmFilter(), guest(conf));
  }

  @Test
  void theFilterAcceptsKvmsNamesToo() {
    fix("""
        # filter = [ "a|/dev/xvd|" ]
        devices {
            dir = "/dev"   # "xvd"
            preferred_names = [ "^/dev/xvd" ]
            filter = [ "a|^/dev/xvd|", "r|.*|" ]
            global_filter = [
                "a|/dev/xvda2$|",   # the root
                "r|.*|"
            ]
        }
        """).makes(CONF, """
        # filter = [ "a|/dev/xvd|" ]
        devices {
            dir = "/dev"   # "xvd"
            preferred_names = [ "^/dev/xvd" ]
            filter = [ "a|^/dev/xvd|", "a|^/dev/vd|", "r|.*|" ]
            global_filter = [
                "a|/dev/xvda2$|", "a|/dev/vda2$|",   # the root
                "r|.*|"
            ]
        }
        """).changesOnly(CONF).says();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "[ \"a/xvd.*/\" ]; [ \"a/xvd.*/\", \"a/vd.*/\" ]",
      "\"a/xvd/\"; [ \"a/xvd/\", \"a/vd/\" ]",
      "['a|xvde|','r|.*|']; ['a|xvde|', 'a|vdb|','r|.*|']",
      "[ \"a|/dev/xvd[a-d][0-9]|\", \"r|.*|\" ]; [ \"a|/dev/xvd[a-d][0-9]|\", \"a|/dev/vd[a-z][0-9]|\", \"r|.*|\" ]",
      "[ \"a(^/dev/(xvda|sdf))\", \"r{.*}\" ]; [ \"a(^/dev/(xvda|sdf))\", \"a(^/dev/(vda|sdf))\", \"r{.*}\" ]",
      "[ \"a|/dev/sd|\", \"r|.*|\" ]; [ \"a|/dev/sd|\", \"a|/dev/vd|\", \"r|.*|\" ]",
      "[\"r|/dev/hd.*|\",\"r|/dev/sd.*|\",\"a|/dev/xvd.*|\",\"r|.*|\"]; "
          + "[\"r|/dev/hd.*|\",\"r|/dev/sd.*|\",\"a|/dev/xvd.*|\", \"a|/dev/vd.*|\",\"r|.*|\"]",
      "[ \"r|/dev/xvde|\", \"a|xvda|\", \"r|.*|\" ]; [ \"r|/dev/xvde|\", \"a|xvda|\", \"a|vda|\", \"r|.*|\" ]"})
  void everyWayToWriteAFilterIsKnown(String before, String after) {
    fix("devices/filter = " + before).makes(CONF, "devices/filter = " + after);
  }

  @Test
  void aRejectedDiskWithoutVolumesIsRejectedUnderItsNewNameToo() {
    FixTester.on(new LvmFilter(), guest("filter=[\"r|/dev/xvdf|\"]")
        .disks(new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvdf", "vdb", false, false))
        .volume(physical(0, 2)))
        .makes(CONF, "filter=[\"r|/dev/xvdf|\", \"r|/dev/vdb|\"]");
  }

  @Test
  void aSataDiskIsNamedSd() {
    FixTester.on(new LvmFilter(), guest("filter=[\"a|xvd|\", \"r|.*|\"]")
        .disks(new DiskNames(0, "xvda", "sda", false, true))).makes(CONF, "filter=[\"a|xvd|\", \"a|sd|\", \"r|.*|\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "devices {\n filter = [ \"a/.*/\" ]\n}\n",
      "filter = [ \"r|/dev/.*/by-path/.*|\", \"r|/dev/.*/by-id/.*|\", \"r|/dev/fd.*|\", \"r|/dev/cdrom|\", \"a/.*/\" ]\n",
      "filter = [ \"a|/dev/vd|\", \"a|/dev/xvd|\", \"r|.*|\" ]\n", "filter = [ \"a|/dev/xvd|", "filter = [ \"a|/dev/xvd|\"",
      "filter",
      "filter =", "xfilter = [ \"a|/dev/xvd|\" ]", "filter = [ \"xvd\", \"a|xvd\", \"\" ]", "# filter = [ \"a|xvd|\" ]",
      "scan = [ \"/dev/xvda\" ]"})
  void whatHidesNothingIsLeftAlone(String conf) {
    fix(conf).leavesAlone().says();
  }

  @Test
  void aFilterThatHidesTheVolumesInAnotherWayIsTold() {
    fix("devices {\n\n filter = [ \"a|^/dev/disk/by-id/scsi-.*|\", \"r|.*|\" ]\n}\n").leavesAlone()
        .says("WARNING /etc/lvm/lvm.conf:3: LVM's filter may hide the guest's physical volumes under KVM");
  }
}
