package org.xen2kvm.guestfix.fix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestNetwork;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;
import org.xen2kvm.guestfix.inspect.LenientReader;
import org.xen2kvm.guestfix.inspect.network.NetworkReader;
import org.xen2kvm.guestfix.inspect.system.GettyReader;

/**
 * The console and network files of a dozen distributions as Xen guests, whole and broken in all ways: on each, a family's fixes plan
 * and apply without an exception, and then find nothing more to do, with the same inspection and with a new one.
 */
public final class GuestTrees {
  private static final String LINK = "-> ";
  private static final Nic[] NICS = {new Nic(GuestCase.MAC, true), new Nic("00:16:3e:00:00:02", true)};

  private GuestTrees() {}

  /** A distribution: {@code path, content, path, content …}; a content of {@code -> target} is a link. */
  private record Tree(String id, String version, PackageFormat packages, InitSystem init, Map<String, String> files) {
    static Tree of(String id, String version, PackageFormat packages, InitSystem init, String... pathsAndContents) {
      Map<String, String> files = new TreeMap<>();
      for (int i = 0; i < pathsAndContents.length; i += 2) {
        files.put(pathsAndContents[i], pathsAndContents[i + 1]);
      }
      return new Tree(id, version, packages, init, files);
    }

    Tree with(Map<String, String> others) {
      return new Tree(id, version, packages, init, others);
    }
  }

  private static final String INITTAB = """
      id:3:initdefault:
      si::sysinit:/etc/init.d/rcS
      1:2345:respawn:/sbin/mingetty --noclear tty1
      #2:23:respawn:/sbin/getty 38400 tty2
      #S0:12345:respawn:/sbin/agetty -L 9600 ttyS0 vt102
      %s
      """;

  private static final String GENERATED_RULE = """
      # Xen virtual device (vif)
      SUBSYSTEM=="net", ACTION=="add", DRIVERS=="vif", ATTR{address}=="00:16:3e:00:00:01", ATTR{type}=="1", KERNEL=="eth*", NAME="eth0"
      """;

  private static final List<Tree> TREES = List.of(
      Tree.of("debian", "5", PackageFormat.DEB, InitSystem.SYSVINIT,
          "/etc/inittab", INITTAB.formatted("1:2345:respawn:/sbin/getty 38400 hvc0"), "/etc/securetty", "console\ntty1\nhvc0\n",
          "/etc/network/interfaces", "auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n",
          "/etc/udev/rules.d/70-persistent-net.rules", GENERATED_RULE),
      Tree.of("debian", "7", PackageFormat.DEB, InitSystem.SYSVINIT,
          "/etc/inittab", INITTAB.formatted("hvc0:2345:respawn:/sbin/getty 38400 hvc0"), "/lib/udev/rules.d/80-drivers.rules", "#\n",
          "/etc/network/interfaces", "iface br0 inet static\n  bridge_ports eth0 eth1\n  bridge_stp off\n"),
      Tree.of("debian", "12", PackageFormat.DEB, InitSystem.SYSTEMD,
          "/lib/systemd/system/serial-getty@.service", "[Service]\n",
          "/lib/udev/rules.d/80-net-setup-link.rules", "#\n",
          "/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service", "-> /lib/systemd/system/serial-getty@.service",
          "/etc/network/interfaces", "source /etc/network/interfaces.d/*\nallow-hotplug eth0\niface eth0 inet static\n address 10.0.0.2\n"),
      Tree.of("ubuntu", "9.04", PackageFormat.DEB, InitSystem.UPSTART,
          "/etc/event.d/xvc0", "start on runlevel 2\nrespawn\nexec /sbin/getty 38400 xvc0\n", "/etc/securetty", "tty1\nxvc0\n"),
      Tree.of("ubuntu", "14.04", PackageFormat.DEB, InitSystem.UPSTART,
          "/etc/init/hvc0.conf", "# hvc0\nstart on stopped rc\nrespawn\nexec /sbin/getty -8 38400 hvc0\n",
          "/lib/udev/rules.d/80-net-name-slot.rules", "#\n", "/etc/network/interfaces", "iface eth0 inet dhcp\niface eth0:1 inet static\n"),
      Tree.of("ubuntu", "22.04", PackageFormat.DEB, InitSystem.SYSTEMD,
          "/etc/systemd/system/serial-getty@hvc0.service.d/autologin.conf", "[Service]\nExecStart=\nExecStart=-/sbin/agetty hvc0\n",
          "/etc/netplan/50-cloud-init.yaml", """
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
              """),
      Tree.of("sles", "10.4", PackageFormat.RPM, InitSystem.SYSVINIT,
          "/etc/inittab", INITTAB.formatted("co:2345:respawn:/sbin/mingetty --noclear xvc0 linux"),
          "/etc/sysconfig/network/ifcfg-eth-bus-vif-0", "BOOTPROTO='dhcp'\n_nm_name='static-0'\n",
          "/etc/udev/rules.d/30-net_persistent_names.rules",
          "SUBSYSTEM==\"net\", ACTION==\"add\", ID==\"vif-0\", IMPORT=\"/lib/udev/rename_netiface %k eth0\"\n"),
      Tree.of("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT,
          "/etc/inittab", INITTAB.formatted("S1:12345:respawn:/sbin/agetty -L 9600 xvc0 xterm"), "/etc/securetty", "xvc0\ntty1\n",
          "/lib/udev/rules.d/75-persistent-net-generator.rules", "#\n",
          "/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='dhcp'\nSTARTMODE='auto'\n", "/etc/sysconfig/network/ifcfg-vlan7",
          "ETHERDEVICE='eth0'\nVLAN_ID='7'\n", "/etc/udev/rules.d/70-persistent-net.rules", GENERATED_RULE),
      Tree.of("sles", "12.5", PackageFormat.RPM, InitSystem.SYSTEMD,
          "/etc/systemd/system/getty.target.wants/getty@xvc0.service", "-> /usr/lib/systemd/system/getty@.service",
          "/etc/udev/rules.d/80-net-setup-link.rules", "-> /dev/null", "/etc/sysconfig/network/ifcfg-eth0", "BOOTPROTO='dhcp'\n"),
      Tree.of("centos", "5.11", PackageFormat.RPM, InitSystem.SYSVINIT,
          "/etc/inittab", INITTAB.formatted("co:2345:respawn:/sbin/agetty xvc0 9600 vt100-nav"), "/etc/securetty", "console\nxvc0",
          "/etc/sysconfig/network-scripts/ifcfg-eth0", "# Xen Virtual Ethernet\nDEVICE=eth0\nHWADDR=00:16:3E:00:00:01\nONBOOT=yes\n"),
      Tree.of("centos", "6.10", PackageFormat.RPM, InitSystem.UPSTART,
          "/etc/sysconfig/init", "ACTIVE_CONSOLES=\"/dev/tty[1-6] /dev/hvc0\"\n", "/etc/init/serial.conf", "exec /sbin/agetty $DEV\n",
          "/lib/udev/rules.d/60-net.rules", "#\n", "/etc/udev/rules.d/70-persistent-net.rules", GENERATED_RULE,
          "/etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=\"eth0\"\nBRIDGE=br0\n",
          "/etc/sysconfig/network-scripts/ifcfg-br0", "DEVICE=br0\nTYPE=Bridge\n"),
      Tree.of("rhel", "7.9", PackageFormat.RPM, InitSystem.SYSTEMD,
          "/usr/lib/udev/rules.d/80-net-setup-link.rules", "#\n", "/etc/securetty", "console\ntty1\nhvc0\nttyS0\n",
          "/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service", "-> /usr/lib/systemd/system/serial-getty@.service",
          "/etc/sysconfig/network-scripts/ifcfg-eth0", "TYPE=Ethernet\nNAME=eth0\nDEVICE=eth0\n",
          "/etc/sysconfig/network-scripts/ifcfg-eth1", "DEVICE=eth1\nHWADDR=00:16:3e:00:00:02\n"),
      Tree.of("rhel", "9.4", PackageFormat.RPM, InitSystem.SYSTEMD,
          "/usr/lib/udev/rules.d/80-net-setup-link.rules", "#\n", "/etc/systemd/network/10-a.link", "[Match]\nDriver=vif\nOriginalName=enX1\n"
              + "[Link]\nName=lan0\n", "/etc/systemd/system/hvc0.service", "[Service]\nExecStart=/sbin/agetty hvc0\n",
          "/etc/systemd/system/multi-user.target.wants/hvc0.service", "-> /etc/systemd/system/hvc0.service",
          "/etc/NetworkManager/system-connections/a.nmconnection",
          "[connection]\ntype=ethernet\ninterface-name=enX0\n\n[match]\ndriver=vif;\npath=xen-vif-0;\n"));

  /** Runs a family over all trees, whole and broken; the seed says how. */
  public static void check(List<Fix> fixes, long seed) {
    Random random = new Random(seed);
    for (Tree tree : TREES) {
      check(fixes, tree);
      for (int i = 0; i < 12; i++) {
        Map<String, String> broken = new TreeMap<>();
        tree.files().forEach((path, content) ->
            broken.put(path, content.startsWith(LINK) ? content : broken(content, random)));
        check(fixes, tree.with(broken));
      }
    }
  }

  /** Runs a family over large files whose cost would grow with their square if any pattern were careless. */
  public static void checkLarge(List<Fix> fixes) {
    List<String> pieces = List.of("a", " ", "getty", "exec getty hvc0 ", "exec" + " ".repeat(1000), "ATTR{", "A=\"\n", "ATTR{a\n", "\\\n",
        "DRIVERS==\"vif\", NAME=\"lan0\"\n", "DRIVERS==\"vif\", ATTR{address}==\"00:16:3e:00:00:01\", NAME=\"eth0\"\n",
        "[Match]\nPath=xen-vif-9\n", "ethernets:\n a:\n  match:\n   driver: vif\n", "#1:2:respawn:getty tty1 ", "hvc0\n",
        "exec /sbin/getty hvc0\n", "ACTIVE_CONSOLES='/dev/hvc0 ' ");
    for (String piece : pieces) {
      GuestCase guest = GuestCase.debian().nics(NICS).xenTools("xe-guest-utilities");
      String content = piece.repeat((1 << 17) / piece.length());
      for (String path : List.of("/etc/inittab", "/etc/securetty", "/etc/init/hvc0.conf", "/etc/event.d/x", "/etc/sysconfig/init",
          "/etc/systemd/system/hvc0.service", "/etc/udev/rules.d/70-persistent-net.rules", "/etc/systemd/network/a.link",
          "/etc/NetworkManager/system-connections/a", "/etc/netplan/a.yaml", "/etc/network/interfaces")) {
        guest.file(path, content);
      }
      NetworkReader.read(new LenientReader(guest.files()));
      GettyReader.read(new LenientReader(guest.files()));
      FixTester.on(new Family(fixes), guest).makes();
    }
  }

  private static String broken(String content, Random random) {
    StringBuilder text = new StringBuilder(content);
    for (int edits = random.nextInt(4); edits > 0 && text.length() > 1; edits--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.setLength(at);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.insert(at, "\"'{}[]=:,\\\n\r\t#\u00e4".charAt(random.nextInt(14)));
        case 3 -> text.append(content);
        case 4 -> text.insert(at, text.substring(0, Math.min(at, 80)));
        default -> text.setCharAt(at, (char) random.nextInt(1, 128));
      }
    }
    return random.nextInt(5) == 0 ? text.toString().replace("\n", "\r\n") : text.toString();
  }

  private static void check(List<Fix> fixes, Tree tree) {
    GuestCase guest = guest(tree);
    Fix all = new Family(fixes);
    FixTester.on(all, guest).makes();
    Tree fixed = tree.with(files(guest.files()));
    assertThat(FixTester.on(all, guest(fixed)).planned().actions()).as("%s %s inspected again", tree.id(), tree.version()).isEmpty();
  }

  private static GuestCase guest(Tree tree) {
    GuestCase guest = GuestCase.system(tree.id(), tree.version(), tree.packages(), tree.init()).nics(NICS);
    tree.files().forEach((path, content) -> {
      if (content.startsWith(LINK)) {
        guest.link(path, content.substring(LINK.length()));
      } else {
        guest.file(path, content);
      }
    });
    GuestNetwork network = NetworkReader.read(new LenientReader(guest.files()));
    network.interfaces().forEach(card ->
        guest.network(network.stacks().iterator().next(), card.name(), card.mac(), card.file().value()));
    return guest.gettys(GettyReader.read(new LenientReader(guest.files())).toArray(String[]::new));
  }

  private static Map<String, String> files(DirectoryFilesystem guest) {
    Map<String, String> found = new TreeMap<>();
    List<GuestPath> waiting = new ArrayList<>(List.of(GuestPath.ROOT));
    while (!waiting.isEmpty()) {
      GuestPath directory = waiting.remove(waiting.size() - 1);
      for (String name : guest.list(directory)) {
        GuestPath path = directory.resolve(name);
        GuestFileStat.Type type = guest.stat(path).type();
        if (type == GuestFileStat.Type.DIRECTORY) {
          waiting.add(path);
        } else {
          found.put(path.value(), type == GuestFileStat.Type.SYMLINK ? LINK + guest.readLink(path)
              : new String(guest.read(path, 1 << 20), StandardCharsets.UTF_8));
        }
      }
    }
    return found;
  }

  /** All fixes of a family as one. */
  private record Family(List<Fix> fixes) implements Fix {
    @Override
    public FixDescriptor descriptor() {
      return FixDescriptor.of("family", "All of a family", "For tests");
    }

    @Override
    public void plan(GuestEditor guest, FixContext context) {
      fixes.forEach(fix -> fix.plan(guest, context));
    }
  }
}
