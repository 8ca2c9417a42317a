package org.xen2kvm.guestfix.fix.network;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Stack;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class NicNamesTest {
  private static final String INTERFACES = "/etc/network/interfaces";
  private static final String RULES = "/etc/udev/rules.d/70-persistent-net.rules";
  private static final String SECOND = "00:16:3e:00:00:02";
  private static final Nic FIRST_NIC = new Nic(GuestCase.MAC, true);
  private static final Nic SECOND_NIC = new Nic(SECOND, true);

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new NicNames(), guest);
  }

  private static String link(String name) {
    return "/etc/systemd/network/10-xen2kvm-" + name + ".link";
  }

  private static String linkFile(String mac, String name) {
    return """
        # Written by xen2kvm: systemd would name this card after its place under KVM.
        [Match]
        MACAddress=%s
        # Bridges, bonds and VLANs have the same address, and no path.
        Path=*

        [Link]
        Name=%s
        """.formatted(mac, name);
  }

  private static String rule(String mac, String name) {
    return "SUBSYSTEM==\"net\", ACTION==\"add\", DRIVERS==\"?*\", ATTR{address}==\"" + mac
        + "\", ATTR{type}==\"1\", KERNEL==\"eth*\", NAME=\"" + name + "\"\n";
  }

  private static GuestCase debian6() {
    return GuestCase.system("debian", "6", PackageFormat.DEB, InitSystem.SYSVINIT)
        .file("/lib/udev/rules.d/75-persistent-net-generator.rules", "#\n");
  }

  @Test
  void eth0StaysEth0() {
    on(GuestCase.debian().network(Stack.IFUPDOWN, "eth0", "", INTERFACES))
        .makes(link("eth0"), linkFile(GuestCase.MAC, "eth0")).changesOnly(link("eth0")).says();
  }

  @Test
  void theNewNameOfXenStaysToo() {
    on(GuestCase.debian().network(Stack.NETPLAN, "enX0", "", "/etc/netplan/a.yaml"))
        .makes(link("enX0"), linkFile(GuestCase.MAC, "enX0")).says();
  }

  @Test
  void theNumberTellsWhichCardItIs() {
    on(GuestCase.debian().nics(FIRST_NIC, SECOND_NIC).network(Stack.IFUPDOWN, "eth1", "", INTERFACES))
        .makes(link("eth1"), linkFile(SECOND, "eth1")).changesOnly(link("eth1")).says();
  }

  @Test
  void aStatedAddressTellsBetter() {
    on(GuestCase.debian().nics(FIRST_NIC, SECOND_NIC).network(Stack.NETWORK_MANAGER, "lan0", SECOND, "/etc/a")
        .network(Stack.NETWORK_MANAGER, "enX1", GuestCase.MAC, "/etc/b"))
        .makes(link("lan0"), linkFile(SECOND, "lan0"), link("enX1"), linkFile(GuestCase.MAC, "enX1")).says();
  }

  @Test
  void whatIsLeftIsGivenInOrder() {
    on(GuestCase.debian().network(Stack.IFUPDOWN, "eth3", "", INTERFACES))
        .makes(link("eth3"), linkFile(GuestCase.MAC, "eth3")).says();
    on(GuestCase.debian().network(Stack.NETPLAN, "ens3", "", "/etc/netplan/a.yaml"))
        .makes(link("ens3"), linkFile(GuestCase.MAC, "ens3")).says();
  }

  @Test
  void namesThatSystemdCannotSwapAreTold() {
    on(GuestCase.debian().nics(FIRST_NIC, SECOND_NIC).network(Stack.IFCFG, "eth0", SECOND, "/etc/a"))
        .makes(link("eth0"), linkFile(SECOND, "eth0"))
        .says("WARNING /etc/a: The guest calls interface 2 of the definition eth0, "
            + "which the kernel may give to another card before udev can rename it");
  }

  @Test
  void withoutAddressesTheKernelsNamesStay() {
    on(GuestCase.debian().nics().network(Stack.IFUPDOWN, "eth0", "", INTERFACES))
        .makes(link("kernel-names"), """
            # Written by xen2kvm: systemd would name cards after their places under KVM.
            [Match]
            OriginalName=eth*

            [Link]
            NamePolicy=kernel
            """).says();
  }

  @Test
  void withoutAddressesNoOtherNameCanBeKept() {
    on(GuestCase.debian().nics(new Nic("", true)).network(Stack.NETPLAN, "enX0", "", "/etc/netplan/a.yaml")).leavesAlone()
        .says("WARNING /etc/netplan/a.yaml: Which interface of the domain the guest calls enX0 is not known, "
            + "so it may get another name");
  }

  @Test
  void aMaskedRuleOfSystemdMeansARuleOfUdev() {
    on(GuestCase.debian().link("/etc/udev/rules.d/80-net-setup-link.rules", "/dev/null")
        .network(Stack.WICKED, "eth0", "", "/etc/sysconfig/network/ifcfg-eth0"))
        .makes(RULES, rule(GuestCase.MAC, "eth0")).changesOnly(RULES);
    on(GuestCase.system("rhel", "7.0", PackageFormat.RPM, InitSystem.SYSTEMD)
        .file("/usr/lib/udev/rules.d/80-net-name-slot.rules", "#\n").network(Stack.IFCFG, "eth0", "", "/etc/a"))
        .makes(RULES, rule(GuestCase.MAC, "eth0"));
  }

  @Test
  void systemsBeforeSystemdGetARule() {
    on(debian6().file(RULES, "# mine").nics(FIRST_NIC, SECOND_NIC).network(Stack.IFUPDOWN, "eth0", "", INTERFACES)
        .network(Stack.IFUPDOWN, "eth1", "", INTERFACES))
        .makes(RULES, "# mine\n" + rule(GuestCase.MAC, "eth0") + rule(SECOND, "eth1")).changesOnly(RULES).says();
  }

  @Test
  void aCardThatIsNamedAlreadyIsLeftAlone() {
    on(debian6().file(RULES, rule(GuestCase.MAC.toUpperCase(Locale.ROOT), "eth0"))
        .network(Stack.IFUPDOWN, "eth0", "", INTERFACES)).leavesAlone().says();
    on(GuestCase.debian().file("/etc/systemd/network/70-a.link", "[Match]\nMACAddress=00-16-3E-00-00-01\n[Link]\nName=lan0\n")
        .network(Stack.IFUPDOWN, "lan0", GuestCase.MAC, INTERFACES)).leavesAlone().says();
    String ifcfg = "/etc/sysconfig/network-scripts/ifcfg-eth0";
    on(GuestCase.system("centos", "6.10", PackageFormat.RPM, InitSystem.UPSTART).file("/lib/udev/rules.d/60-net.rules", "#\n")
        .network(Stack.IFCFG, "eth0", GuestCase.MAC, ifcfg)).leavesAlone().says();
  }

  @Test
  void aRuleThatNamesTheCardOtherwiseIsTold() {
    on(debian6().file(RULES, rule(GuestCase.MAC, "eth1")).network(Stack.IFUPDOWN, "eth0", "", INTERFACES)).leavesAlone()
        .says("WARNING " + RULES + ": The card that the guest configures as eth0 is named eth1 by a rule");
  }

  @Test
  void redHat5AndSles10NeedNothing() {
    on(GuestCase.system("centos", "5.11", PackageFormat.RPM, InitSystem.SYSVINIT)
        .network(Stack.IFCFG, "eth0", "", "/etc/sysconfig/network-scripts/ifcfg-eth0")).leavesAlone().says();
  }

  @Test
  void anAddressThatNoCardHasIsTold() {
    on(GuestCase.debian().network(Stack.IFCFG, "eth0", "00:16:3e:99:99:99", "/etc/a")).leavesAlone()
        .says("WARNING /etc/a: The guest binds eth0 to the address 00:16:3e:99:99:99, which no interface of the domain has");
  }

  @Test
  void moreNamesThanCardsAreTold() {
    on(GuestCase.debian().network(Stack.IFUPDOWN, "eth0", "", INTERFACES).network(Stack.IFUPDOWN, "eth1", "", INTERFACES))
        .changesOnly(link("eth0"))
        .says("WARNING /etc/network/interfaces: Which interface of the domain the guest calls eth1 is not known, "
            + "so it may get another name");
  }

  @Test
  void namesThatTellNothingAreLeftAlone() {
    on(GuestCase.debian().network(Stack.IFUPDOWN, "lan0", "", INTERFACES)).leavesAlone().says();
    on(GuestCase.debian().nics(FIRST_NIC, SECOND_NIC).network(Stack.IFUPDOWN, "ens3", "", INTERFACES)).leavesAlone()
        .says("WARNING /etc/network/interfaces: Which interface of the domain the guest calls ens3 is not known, "
            + "so it may get another name");
  }

  @Test
  void aGuestWithoutAnyConfigurationIsTold() {
    on(GuestCase.debian()).leavesAlone()
        .says("NOTE : No configuration of a network card was found in the guest, so none is kept");
    on(GuestCase.debian().nics()).leavesAlone().says();
  }
}
