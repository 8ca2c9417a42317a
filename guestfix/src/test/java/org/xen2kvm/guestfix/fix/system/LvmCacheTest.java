package org.xen2kvm.guestfix.fix.system;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class LvmCacheTest {
  @Test
  void rememberedDevicesOfXenAreForgotten() {
    String cache = "persistent_filter_cache {\n\tvalid_devices=[\n\t\t\"/dev/xvda2\"\n\t]\n}\n";
    FixTester.on(new LvmCache(), GuestCase.debian().file("/etc/lvm/cache/.cache", cache).file("/etc/lvm/.cache", cache))
        .makes("/etc/lvm/cache/.cache", null, "/etc/lvm/.cache", null)
        .changesOnly("/etc/lvm/cache/.cache", "/etc/lvm/.cache");
  }

  @Test
  void otherRememberedDevicesStay() {
    FixTester.on(new LvmCache(), GuestCase.debian().file("/etc/lvm/cache/.cache", "valid_devices=[\"/dev/vda2\"]\n"))
        .leavesAlone();
  }
}
