package org.xen2kvm.guestfix.fix.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.fix.FamilyTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class NetworkFixesTest {
  private static final Nic[] NICS = {new Nic(GuestCase.MAC, true), new Nic("00:16:3e:00:00:02", true)};

  private final FamilyTester family = FamilyTester.of(NetworkFixes.inOrder())
      .and("RHEL 9 with settings for Xen's driver", () -> GuestCase.of("rhel9")
          .file("/etc/systemd/network/10-a.link", "[Match]\nDriver=vif\nOriginalName=enX1\n[Link]\nName=lan0\n")
          .file("/etc/NetworkManager/system-connections/a.nmconnection",
              "[connection]\ntype=ethernet\ninterface-name=enX0\n\n[match]\ndriver=vif;\npath=xen-vif-0;\n").inspect())
      .and("Ubuntu 22.04 that matches Xen's driver", () -> GuestCase.of("ubuntu2204").file("/etc/netplan/50-cloud-init.yaml", """
          network:
            version: 2
            ethernets:
              enX0:
                dhcp4: true
              second:
                match:
                  driver: xen_netfront
                  macaddress: "00:16:3e:00:00:02"
                set-name: eth1
          """).inspect())
      .and("CentOS 6 with a bridge", () -> GuestCase.of("rhel6")
          .file("/etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=\"eth0\"\nBRIDGE=br0\n")
          .file("/etc/sysconfig/network-scripts/ifcfg-br0", "DEVICE=br0\nTYPE=Bridge\n").inspect())
      .and("RHEL 7 with two cards", () -> GuestCase.of("rhel7")
          .file("/etc/sysconfig/network-scripts/ifcfg-eth1", "DEVICE=eth1\nHWADDR=00:16:3e:00:00:02\n").inspect())
      .and("Debian 12 with included files", () -> GuestCase.of("debian12").file("/etc/network/interfaces",
          "source /etc/network/interfaces.d/*\nallow-hotplug eth0\niface eth0 inet static\n address 10.0.0.2\n").inspect())
      .each(guest -> guest.nics(NICS));

  @Test
  void anyGuestIsFixedOnce() {
    family.fixesEachOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void brokenGuestsAreFixedOnce(long seed) {
    family.fixesEachOnceThoughBroken(seed, 5);
  }

  @Test
  void filesMadeToHurtAreReadOnce() {
    family.fixesRepetitionsOnce(
        guest -> guest.nics(NICS),
        List.of("/etc/udev/rules.d/70-persistent-net.rules", "/etc/systemd/network/a.link",
            "/etc/NetworkManager/system-connections/a", "/etc/netplan/a.yaml", "/etc/network/interfaces"),
        List.of("a", " ", "ATTR{", "A=\"\n", "ATTR{a\n", "\\\n", "DRIVERS==\"vif\", NAME=\"lan0\"\n",
            "DRIVERS==\"vif\", ATTR{address}==\"00:16:3e:00:00:01\", NAME=\"eth0\"\n", "[Match]\nPath=xen-vif-9\n",
            "ethernets:\n a:\n  match:\n   driver: vif\n"));
  }

  @Test
  void eachFixIsListed() {
    assertThat(NetworkFixes.inOrder().stream().map(fix -> fix.descriptor().id().value()))
        .containsExactly("nic-persistent-rules", "nic-config-bindings", "nic-names");
  }
}
