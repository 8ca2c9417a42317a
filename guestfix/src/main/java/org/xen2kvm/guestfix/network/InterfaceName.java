package org.xen2kvm.guestfix.network;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by its name what kind of network interface a guest means. */
public final class InterfaceName {
  /** What the kernel allows and every file spells without quoting. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,14}");

  /** Interfaces that software makes, and those that are no Ethernet card. */
  private static final Pattern VIRTUAL = Pattern.compile(
      "(?i)(?:lo|bond|br|xenbr|xapi|virbr|vlan|tun|tap|dummy|ppp|sit|ip6tnl|gre|ipsec|wlan|wlp|wl|ww|ib|veth|vnet|vif|docker|team"
          + "|vxlan|macvlan|macvtap|wg|ovs|lxc|lxd|ifb|slip|isdn|ippp|dsl|modem|irlan|tr|usb|can)[0-9_-].*"
          + "|lo|default|all|any|template|none|regex|bridge[0-9]?");

  private static final Pattern XEN_VIF = Pattern.compile("(?:eth|enX)(0|[1-9][0-9]?)");
  private static final Pattern PREDICTABLE = Pattern.compile("en(?:o|s|p|x)[0-9a-f].*");

  private InterfaceName() {}

  /** Returns whether that is the name of an Ethernet card, real or emulated, as far as a name tells. */
  public static boolean isPhysical(String name) {
    return PLAIN.matcher(name).matches() && !VIRTUAL.matcher(name).matches();
  }

  /** Returns the number in a name that Linux gives to a Xen interface, {@code eth1} or {@code enX1}; empty for other names. */
  public static OptionalInt xenNumber(String name) {
    Matcher matcher = XEN_VIF.matcher(name);
    return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
  }

  /** Returns whether the kernel itself may give that name to an interface. */
  public static boolean isKernels(String name) {
    return name.startsWith("eth") && xenNumber(name).isPresent();
  }

  /** Returns whether systemd made the name of the place of a card, which is another one under KVM: {@code ens3}. */
  public static boolean isPredictable(String name) {
    return PREDICTABLE.matcher(name).matches();
  }
}
