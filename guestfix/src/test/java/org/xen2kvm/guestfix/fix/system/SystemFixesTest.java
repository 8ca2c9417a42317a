package org.xen2kvm.guestfix.fix.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.text.MutatedText;

/** All fixes of the family on whole systems, on broken ones too: none fails, and none has anything to do a second time. */
final class SystemFixesTest {
  private static final int MUTATIONS = 25;
  private static final String CACHE = "persistent_filter_cache {\n\tvalid_devices=[\n\t\t\"/dev/xvda2\",\n\t\t\"/dev/md0\"\n\t]\n}\n";

  static List<Map<String, String>> systems() {
    return List.of(
        // CentOS 5
        Map.of("/etc/modprobe.conf", "alias eth0 xennet\nalias scsi_hostadapter xenblk\n", "/etc/lvm/cache/.cache", CACHE,
            "/etc/lvm/lvm.conf", "devices {\n    dir = \"/dev\"\n    filter = [ \"a/xvd.*/\", \"r/.*/\" ]\n}\nactivation {\n}\n",
            "/etc/sysctl.conf", "net.ipv4.ip_forward = 0\nxen.independent_wallclock = 1\n"),
        // CentOS 6
        Map.of("/etc/modprobe.d/xen.conf", "alias eth0 xen_netfront\nblacklist virtio_net\n", "/etc/init/xe-daemon.conf",
            "start on started\n"),
        // RHEL 9
        Map.of("/etc/lvm/devices/system.devices",
            "VERSION=1.1.2\nIDTYPE=devname IDNAME=/dev/xvda2 DEVNAME=/dev/xvda2 PVID=phl0clFbAokp9UXqbIgI5YYQxuTIJVkD PART=2\n",
            "/etc/modules-load.d/xen.conf", "xen-evtchn\n"),
        // SLES 11
        Map.of("/etc/modprobe.d/xen_pvdrivers.conf",
            "install libata /sbin/modprobe xen-vbd 2>&1 |:; /sbin/modprobe --ignore-install libata\n", "/etc/lvm/lvm.conf",
            "devices {\n filter = [ \"r|/dev/.*/by-path/.*|\", \"r|/dev/.*/by-id/.*|\", \"r|/dev/fd.*|\", \"a/.*/\" ]\n}\n",
            "/etc/init.d/boot.local", "#! /bin/sh\necho 1 > /proc/sys/xen/independent_wallclock\n"),
        // SLES 12
        Map.of("/usr/lib/modules-load.d/xen.conf", "xen-evtchn\nxen-gntdev\n", "/etc/lvm/lvm.conf",
            "devices {\n\t# Configuration option devices/filter.\n\tfilter = [\n\t\t\"a|^/dev/xvd[a-c]|\",\n\t\t\"r|.*|\" ]\n}\n"),
        // openSUSE Leap 15
        Map.of("/etc/sysctl.d/99-xen.conf", "xen.independent_wallclock=1\n"),
        // Debian 5
        Map.of("/etc/modules", "loop\nxenblk\nxennet\n", "/etc/modprobe.d/aliases", "alias eth0 xennet\n"),
        // Debian 7
        Map.of("/etc/modules", "xen-blkfront\n", "/etc/rc.local", "#!/bin/sh -e\nsysctl -w xen.independent_wallclock=1\nexit 0\n"),
        // Debian 12
        Map.of("/etc/lvm/lvm.conf", "devices {\n\tglobal_filter = [\"a|/dev/xvda|\", 'r|.*|'] # xvd\n}\n"),
        // Ubuntu 14.04
        Map.of("/etc/init/xe-linux-distribution.conf", "start on runlevel 2\n", "/etc/init/xe-linux-distribution.override", "nice 3"),
        // nothing, and DOS's line ends
        Map.of("/etc/modules", ""),
        Map.of("/etc/modprobe.conf", "alias eth0 xennet\r\nalias scsi_hostadapter xenblk\r\n", "/etc/modules", "xenblk\r\nloop\r\n"));
  }

  private static GuestCase guest(Map<String, String> files) {
    GuestCase guest = GuestCase.debian().link("/etc/rc2.d/S20xendomains", "../init.d/xendomains")
        .link("/etc/systemd/system/multi-user.target.wants/xe-daemon.service", "../../../../../../../x");
    files.forEach(guest::file);
    return guest;
  }

  private static void fixTwice(GuestCase guest) {
    for (Fix fix : SystemFixes.inOrder()) {
      FixTester.on(fix, guest).makes();
    }
    for (Fix fix : SystemFixes.inOrder()) {
      FixTester.on(fix, guest).leavesAlone();
    }
  }

  @ParameterizedTest
  @MethodSource("systems")
  void wholeSystemsAreFixedOnce(Map<String, String> files) {
    fixTwice(guest(files));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void brokenSystemsAreFixedOnce(Map<String, String> files) {
    for (int seed = 0; seed < MUTATIONS; seed++) {
      MutatedText mutated = new MutatedText(seed);
      Map<String, String> broken = new TreeMap<>(files);
      broken.replaceAll((path, text) -> mutated.of(text));
      fixTwice(guest(broken));
    }
  }

  @Test
  void everyFixSaysWhatItIs() {
    assertThat(SystemFixes.inOrder()).extracting(fix -> fix.descriptor().id().value()).containsExactly(
        "lvm-filter", "lvm-cache", "lvm-devices-file", "modprobe-aliases", "modules-load", "xen-tools-services", "sysctl-xen-keys");
    assertThat(SystemFixes.inOrder()).allSatisfy(fix -> {
      assertThat(fix.descriptor().description()).isNotBlank();
      assertThat(fix.descriptor().sources()).isNotEmpty();
    });
  }
}
