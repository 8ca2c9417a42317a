package org.xen2kvm.guestfix.fix.network;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class NicPersistentRulesTest {
  private static final String RULES = "/etc/udev/rules.d/70-persistent-net.rules";
  private static final Nic FIRST = new Nic(GuestCase.MAC, true);
  private static final Nic SECOND = new Nic("00:16:3e:00:00:02", true);

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new NicPersistentRules(), guest);
  }

  private static void becomes(String before, String after) {
    on(GuestCase.debian().file(RULES, before)).makes(RULES, after).changesOnly(RULES);
  }

  @Test
  void aRuleWithTheAddressNoLongerAsksForTheDriver() {
    becomes("""
        # Xen virtual device (vif)
        SUBSYSTEM=="net", ACTION=="add", DRIVERS=="vif", ATTR{address}=="00:16:3e:00:00:01", ATTR{type}=="1", NAME="eth0"
        """, """
        # Xen virtual device (vif)
        SUBSYSTEM=="net", ACTION=="add", ATTR{address}=="00:16:3e:00:00:01", ATTR{type}=="1", NAME="eth0"
        """);
  }

  @Test
  void theBusThePlaceAndTheKernelsNameGoToo() {
    becomes("SUBSYSTEM==\"net\", SUBSYSTEMS==\"xen\", KERNELS==\"vif-0\", ATTR{address}==\"00:16:3e:00:00:01\", NAME=\"enX0\", "
            + "KERNEL==\"enX*\"\r\n",
        "SUBSYSTEM==\"net\", ATTR{address}==\"00:16:3e:00:00:01\", NAME=\"enX0\"\r\n");
  }

  @Test
  void aRuleWithoutAnAddressGetsTheOneOfItsPlace() {
    on(GuestCase.debian().nics(FIRST, SECOND).file(RULES, """
        SUBSYSTEM=="net", ID=="vif-1", BUS=="xen", NAME="lan"
        SUBSYSTEM=="net", DRIVERS=="xennet", NAME="eth0"
        """)).makes(RULES, """
        SUBSYSTEM=="net", ATTR{address}=="00:16:3e:00:00:02", NAME="lan"
        SUBSYSTEM=="net", ATTR{address}=="00:16:3e:00:00:01", NAME="eth0"
        """);
  }

  @Test
  void oldUdevIsAskedInItsOwnWords() {
    String file = "/etc/udev/rules.d/30-net_persistent_names.rules";
    on(GuestCase.debian().file(file, """
        SUBSYSTEM=="net", ACTION=="add", SYSFS{address}=="00:16:3e:00:00:07", IMPORT="/lib/udev/rename_netiface %k eth7"
        SUBSYSTEM=="net", ACTION=="add", ID=="vif-0", IMPORT="/lib/udev/rename_netiface %k eth0"
        """)).makes(file, """
        SUBSYSTEM=="net", ACTION=="add", SYSFS{address}=="00:16:3e:00:00:07", IMPORT="/lib/udev/rename_netiface %k eth7"
        SUBSYSTEM=="net", ACTION=="add", SYSFS{address}=="00:16:3e:00:00:01", IMPORT="/lib/udev/rename_netiface %k eth0"
        """);
  }

  @Test
  void aRuleThatIsThereAlreadyIsNotMadeTwice() {
    becomes("""
        SUBSYSTEM=="net", DRIVERS=="vif", ATTR{address}=="00:16:3e:00:00:01", NAME="eth0"
        # kept
        SUBSYSTEM=="net", DRIVERS=="?*", ATTR{address}=="00:16:3e:00:00:01", NAME="eth0"
        """, """
        # kept
        SUBSYSTEM=="net", DRIVERS=="?*", ATTR{address}=="00:16:3e:00:00:01", NAME="eth0"
        """);
  }

  @Test
  void aCardThatIsNotKnownIsTold() {
    on(GuestCase.debian().nics().file(RULES, "# a\nDRIVERS==\"vif\", NAME=\"eth0\"\n")).leavesAlone()
        .says("WARNING " + RULES + ":2: The name eth0 is bound to Xen's driver, and the address of the card is not known");
  }

  @Test
  void otherRulesAreLeftAlone() {
    on(GuestCase.debian().file(RULES, """
        SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="00:16:3e:00:00:01", KERNEL=="eth*", NAME="eth0"
        #SUBSYSTEM=="net", DRIVERS=="vif", ATTR{address}=="00:16:3e:00:00:01", NAME="eth0"
        SUBSYSTEM=="net", DRIVERS=="vif", RUN+="/sbin/ethtool -K $name tx off"
        SUBSYSTEM=="net", DRIVERS!="vif", ATTR{address}=="00:16:3e:00:00:02", NAME="eth1"
        SUBSYSTEM=="net", DRIVERS=="vif, NAME="broken"
        """).file("/etc/udev/rules.d/75-persistent-net-generator.rules", "DRIVERS==\"vif\", NAME=\"eth0\"\n")
        .file("/etc/udev/rules.d/60-disk.rules", "DRIVERS==\"vif\", NAME=\"eth0\"\n")).leavesAlone().says();
  }
}
