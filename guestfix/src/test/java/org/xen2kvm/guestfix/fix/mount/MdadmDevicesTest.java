package org.xen2kvm.guestfix.fix.mount;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class MdadmDevicesTest {
  private static FixTester fix(String path, String content) {
    return FixTester.on(new MdadmDevices(), GuestCase.debian().disks(
        new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvde", "vdb", false, false)).file(path, content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/mdadm/mdadm.conf", "/etc/mdadm.conf"})
  void membersAreNamedAsUnderKvm(String path) {
    fix(path, """
        # DEVICE /dev/xvda1
        DEVICE /dev/xvda1  /dev/xvde1 # members
        ARRAY /dev/md0 UUID=3aaa0122:29827cfa:5331ad66:ca767371
           devices=/dev/xvda1,/dev/xvde1
        MAILADDR root
        """).makes(path, """
        # DEVICE /dev/xvda1
        DEVICE /dev/vda1  /dev/vdb1 # members
        ARRAY /dev/md0 UUID=3aaa0122:29827cfa:5331ad66:ca767371
           devices=/dev/vda1,/dev/vdb1
        MAILADDR root
        """).changesOnly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEVICE /dev/xvd*\n", "DEVICE /dev/xvd[a-z]* /dev/xvd?\n", "DEVICE partitions /dev/xvda*\n"})
  void patternsBecomeAllPartitions(String content) {
    fix("/etc/mdadm.conf", content).makes("/etc/mdadm.conf", "DEVICE partitions\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "DEVICE partitions\n", "DEVICE containers /dev/sd*\n", "HOMEHOST <system>\nARRAY /dev/md0 metadata=1.2 UUID=a:b:c:d\n",
      "PROGRAM /usr/local/bin/tell /dev/xvda1\n", "DE /dev/xvda1\n", ""})
  void whatIsFoundUnderKvmTooIsLeftAlone(String content) {
    fix("/etc/mdadm.conf", content).leavesAlone().says();
  }
}
