package org.xen2kvm.guestfix.fix.network;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class NicConfigBindingsTest {
  private static final String UNKNOWN =
      "The configuration chooses a card by what it is under Xen, and which one that is under KVM is not known";

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new NicConfigBindings(), guest);
  }

  private static void becomes(String file, String before, String after) {
    on(GuestCase.debian().file(file, before)).makes(file, after).changesOnly(file).says();
  }

  @Test
  void networkdsDriverBecomesVirtio() {
    becomes("/etc/systemd/network/lan.network", "[Match]\n# Xen\nDriver=vif\n\n[Network]\nDHCP=yes\n",
        "[Match]\n# Xen\nDriver=virtio_net\n\n[Network]\nDHCP=yes\n");
  }

  @Test
  void whatIsBoundOtherwiseNeedsNoDriver() {
    becomes("/etc/systemd/network/70-lan.link",
        "[Match]\r\nMACAddress=00:16:3e:00:00:01\r\nDriver=vif xen_netfront\r\nOriginalName=enX0\r\n\r\n[Link]\r\nName=lan0\r\n",
        "[Match]\r\nMACAddress=00:16:3e:00:00:01\r\n\r\n[Link]\r\nName=lan0\r\n");
  }

  @Test
  void aPlaceBecomesTheAddressOfItsCard() {
    becomes("/etc/systemd/network/70-lan.link", "[Match]\nPath=xen-vif-0\n[Link]\nName=lan0",
        "[Match]\nMACAddress=00:16:3e:00:00:01\n[Link]\nName=lan0");
    becomes("/etc/systemd/network/70-lan.link", "[Match]\nDriver=vif\nOriginalName=enX0\n[Link]\nName=lan0\n",
        "[Match]\nMACAddress=00:16:3e:00:00:01\n[Link]\nName=lan0\n");
  }

  @Test
  void networkManagersMatch() {
    String file = "/etc/NetworkManager/system-connections/lan.nmconnection";
    becomes(file, "[connection]\ntype=ethernet\ninterface-name=eth0\n\n[match]\ndriver=xen_netfront;\npath=xen-vif-0;\n",
        "[connection]\ntype=ethernet\ninterface-name=eth0\n\n[match]\n");
    becomes(file, "[connection]\ntype=ethernet\n\n[match]\ndriver=vif;\n",
        "[connection]\ntype=ethernet\n\n[match]\ndriver=virtio_net;\n");
  }

  @Test
  void netplansMatch() {
    becomes("/etc/netplan/01.yaml", """
        network:
          ethernets:
            all:
              match:
                driver: "xen_netfront"  # vif
              dhcp4: true
            one: {match: {driver: vif}, dhcp4: true}
        """, """
        network:
          ethernets:
            all:
              match:
                driver: "virtio_net"  # vif
              dhcp4: true
            one: {match: {driver: virtio_net}, dhcp4: true}
        """);
  }

  @Test
  void suses10FileIsChosenByAddress() {
    String suse = "/etc/sysconfig/network/ifcfg-eth-";
    on(GuestCase.debian().file(suse + "bus-vif-0", "BOOTPROTO='dhcp'\n"))
        .makes(suse + "bus-vif-0", null, suse + "id-00:16:3e:00:00:01", "BOOTPROTO='dhcp'\n");
  }

  @Test
  void aCardThatIsNotKnownIsTold() {
    String suse = "/etc/sysconfig/network/ifcfg-eth-bus-vif-1";
    String link = "/etc/systemd/network/a.link";
    String netplan = "/etc/netplan/a.yaml";
    on(GuestCase.debian().nics(new Nic(GuestCase.MAC, false)).file(suse, "x\n")
        .file(link, "[Match]\nDriver=vif\nPath=xen-vif-*\n[Link]\nName=lan\n")
        .file(netplan, "ethernets:\n  a:\n    match:\n      driver: vif\n")).leavesAlone()
        .says("WARNING " + link + ": " + UNKNOWN, "WARNING " + netplan + ": " + UNKNOWN, "WARNING " + suse + ": " + UNKNOWN);
  }

  @Test
  void whatSaysNothingOfXenIsLeftAlone() {
    on(GuestCase.debian()
        .file("/etc/systemd/network/a.network", "[Match]\nName=eth0\n[Network]\nBridge=br0\n")
        .file("/etc/systemd/network/b.link", "[Match]\nDriver=e1000 vif\n[Link]\nName=x0\n[Other]\nDriver=vif\n")
        .file("/etc/NetworkManager/system-connections/a", "[connection]\ninterface-name=eth0\n[match]\ndriver=e1000;vif;\n")
        .file("/etc/netplan/a.yaml", "network:\n  ethernets:\n    eth0:\n      match: {name: eth0}\n  # driver: vif\n")
        .file("/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='dhcp'\nETHTOOL_OPTIONS='-K iface tx off'\n")
        .file("/etc/sysconfig/network/ifcfg-eth-id-00:16:3e:00:00:01", "BOOTPROTO='dhcp'\n")
        .file("/etc/network/interfaces", "iface eth0 inet dhcp\n  post-up ethtool -K eth0 tx off\n")).leavesAlone().says();
  }
}
