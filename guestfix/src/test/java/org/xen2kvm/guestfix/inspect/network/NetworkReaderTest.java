package org.xen2kvm.guestfix.inspect.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.inspect.GuestNetwork;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Stack;
import org.xen2kvm.guestfix.inspect.LenientReader;

final class NetworkReaderTest {
  private final DirectoryFilesystem guest = DirectoryFilesystem.inMemory();

  /** Checks the cards, each {@code name=mac@file}, in order. */
  private void reads(Stack stack, String... cards) {
    GuestNetwork network = NetworkReader.read(new LenientReader(guest));
    assertThat(network.interfaces().stream().map(card -> card.name() + "=" + card.mac() + "@" + card.file()))
        .containsExactly(cards);
    assertThat(network.stacks()).containsExactly(stack);
  }

  private void readsNothing() {
    assertThat(NetworkReader.read(new LenientReader(guest)).interfaces()).isEmpty();
  }

  @Test
  void debiansInterfacesWithIncludedFiles() {
    guest.with("/etc/network/interfaces", """
        source /etc/network/interfaces.d/*
        auto lo
        iface lo inet loopback
        allow-hotplug eth0
        iface eth0 inet static
          address 10.0.0.2/24
        iface eth0 inet6 auto
        iface eth0:1 inet static
        """).with("/etc/network/interfaces.d/second.cfg", "auto eth1\niface eth1 inet dhcp\n")
        .with("/etc/network/interfaces.d/.hidden", "iface eth9 inet dhcp\n");

    reads(Stack.IFUPDOWN, "eth0=@/etc/network/interfaces", "eth1=@/etc/network/interfaces.d/second.cfg");
  }

  @Test
  void debiansBridgesBondsAndVlansStandOnCards() {
    guest.with("/etc/network/interfaces", """
        iface br0 inet static
          bridge_ports eth0 eth1
        iface team inet manual
          bond-slaves eth2 \\
            eth3
        iface eth4.10 inet static
        iface mgmt inet static
          vlan-raw-device eth5
        source-directory more
        """).with("/etc/network/more/plain", "iface eth6 inet dhcp\n")
        .with("/etc/network/more/not.this", "iface eth7 inet dhcp\n");

    String file = "@/etc/network/interfaces";
    reads(Stack.IFUPDOWN, "eth0=" + file, "eth1=" + file, "eth2=" + file, "eth3=" + file, "eth4=" + file, "eth5=" + file,
        "eth6=@/etc/network/more/plain");
  }

  @Test
  void filesThatIncludeEachOtherAreReadOnce() {
    guest.with("/etc/network/interfaces", "source /etc/network/interfaces\nsource ../../../../x/*\nsource /etc/network/*\n")
        .with("/etc/network/loop", "source interfaces\nsource loop\niface eth0 inet dhcp\n");

    reads(Stack.IFUPDOWN, "eth0=@/etc/network/loop");
  }

  @Test
  void redHatsScripts() {
    String scripts = "/etc/sysconfig/network-scripts/ifcfg-";
    guest.with(scripts + "lo", "DEVICE=lo\n")
        .with(scripts + "eth0", "# Xen Virtual Ethernet\nDEVICE=eth0\nBOOTPROTO=dhcp\nHWADDR=00:16:3E:00:00:01\nONBOOT=yes\n")
        .with(scripts + "eth0.bak", "DEVICE=eth8\n")
        .with(scripts + "eth0~", "DEVICE=eth8\n")
        .with(scripts + "eth0.rpmsave", "DEVICE=eth8\n")
        .with(scripts + "eth0:1", "DEVICE=eth0:1\n")
        .with(scripts + "eth1.10", "DEVICE=eth1.10\nVLAN=yes\n")
        .with(scripts + "internal", "DEVICE=\"internal\"\nTYPE=Bridge\n")
        .with(scripts + "lan", "TYPE=\"Ethernet\"\nHWADDR='00:16:3e:00:00:02'\n")
        .with(scripts + "bond0", "DEVICE=bond0\nBONDING_OPTS=\"mode=1\"\n");

    reads(Stack.IFCFG, "eth0=00:16:3e:00:00:01@" + scripts + "eth0", "eth1=@" + scripts + "eth1.10",
        "lan=00:16:3e:00:00:02@" + scripts + "lan");
  }

  @Test
  void susesScripts() {
    String scripts = "/etc/sysconfig/network/ifcfg-";
    guest.with(scripts + "lo", "STARTMODE=nfsroot\n").with("/etc/sysconfig/network/ifcfg.template", "x\n")
        .with(scripts + "eth0", "BOOTPROTO='dhcp'\nNAME='Virtual Ethernet Card 0'\nSTARTMODE='auto'\n")
        .with(scripts + "br1", "BRIDGE='yes'\nBRIDGE_PORTS='eth1 eth2'\n")
        .with(scripts + "bond0", "BONDING_MASTER='yes'\nBONDING_SLAVE_0='eth3'\n")
        .with(scripts + "vlan7", "ETHERDEVICE='eth4'\n")
        .with(scripts + "eth-id-00:16:3e:00:00:05", "BOOTPROTO='dhcp'\n")
        .with(scripts + "eth9.YaST2save", "BOOTPROTO='dhcp'\n");

    reads(Stack.WICKED, "eth3=@" + scripts + "bond0", "eth1=@" + scripts + "br1", "eth2=@" + scripts + "br1",
        "eth0=@" + scripts + "eth0", "eth4=@" + scripts + "vlan7");
  }

  @Test
  void networkManagersConnections() {
    String connections = "/etc/NetworkManager/system-connections/";
    guest.with(connections + "Wired.nmconnection", """
        [connection]
        id=Wired
        type=ethernet
        interface-name=enX0

        [ethernet]
        mac-address=00:16:3E:00:00:01
        """).with(connections + "old", "[connection]\ntype=802-3-ethernet\ninterface-name=eth1\n")
        .with(connections + "any", "[connection]\ntype=ethernet\n")
        .with(connections + "vlan", "[connection]\ntype=vlan\ninterface-name=x\n[vlan]\nparent=eth2\n")
        .with(connections + "bridge", "[connection]\ntype=bridge\ninterface-name=lan\n")
        .with(connections + "gone~", "[connection]\ntype=ethernet\ninterface-name=eth8\n");

    reads(Stack.NETWORK_MANAGER, "enX0=00:16:3e:00:00:01@" + connections + "Wired.nmconnection",
        "eth1=@" + connections + "old", "eth2=@" + connections + "vlan");
  }

  @Test
  void netplansCards() {
    guest.with("/etc/netplan/50-cloud-init.yaml", """
        network:
          ethernets:
            eth0:
              match:
                macaddress: 00:16:3e:00:00:01
              set-name: eth0
        """).with("/etc/netplan/old.yaml.bak", "network:\n  ethernets:\n    eth9:\n");

    reads(Stack.NETPLAN, "eth0=00:16:3e:00:00:01@/etc/netplan/50-cloud-init.yaml");
  }

  @Test
  void networkdsFiles() {
    guest.with("/etc/systemd/network/10-lan.network", "[Match]\nName=eth0 eth1\n\n[Network]\nDHCP=yes\n")
        .with("/etc/systemd/network/20-any.network", "[Match]\nName=en*\n")
        .with("/etc/systemd/network/30-br.network", "[Match]\nName=br0\n");

    reads(Stack.NETWORKD, "eth0=@/etc/systemd/network/10-lan.network", "eth1=@/etc/systemd/network/10-lan.network");
  }

  @Test
  void udevsRulesAndLinkFilesTellTheAddress() {
    guest.with("/etc/network/interfaces", "iface eth0 inet dhcp\niface lan inet dhcp\niface eth2 inet dhcp\n")
        .with("/etc/udev/rules.d/70-persistent-net.rules", """
            SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="00:16:3e:00:00:01", NAME="eth0"
            SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="00:16:3e:00:00:02", NAME="eth2"
            SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="00:16:3e:00:00:03", NAME="eth2"
            """)
        .with("/etc/systemd/network/70-lan.link", "[Match]\nMACAddress=00:16:3e:00:00:04\n[Link]\nName=lan\n");

    String file = "@/etc/network/interfaces";
    reads(Stack.IFUPDOWN, "eth0=00:16:3e:00:00:01" + file, "lan=00:16:3e:00:00:04" + file, "eth2=" + file);
  }

  @Test
  void anUnconfiguredGuestHasNothing() {
    readsNothing();
    guest.with("/etc/network/interfaces", "auto lo\niface lo inet loopback\n");
    readsNothing();
    assertThat(NetworkReader.read(new LenientReader(guest)).stacks()).isEmpty();
  }

  @Test
  void hostileFilesAreBounded() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      many.append("iface lan").append(i).append(" inet dhcp\nsource /etc/network/dir").append(i).append("/*\n");
    }
    guest.with("/etc/network/interfaces", many.toString())
        .with("/etc/netplan/dir.yaml/file", "")
        .with("/etc/netplan/big.yaml", new byte[1 << 20])
        .withLink("/etc/netplan/loop.yaml", "loop.yaml")
        .with("/etc/sysconfig/network", "a file\n");

    assertThat(NetworkReader.read(new LenientReader(guest)).interfaces()).hasSize(200);
  }
}
