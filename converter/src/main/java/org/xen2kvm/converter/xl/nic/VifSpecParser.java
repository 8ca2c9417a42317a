package org.xen2kvm.converter.xl.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.converter.xl.device.Remark;
import org.xen2kvm.converter.xl.device.SpecText;

/** Reads the keys and flags of a VIF specification; what is said last counts, as in xl. For one text. */
final class VifSpecParser {
  private static final String FORM =
      "Write it as xl-network-configuration(5) has it: mac=00:16:3e:…, bridge=NAME, model=NAME.";

  /** The smallest that IPv4 allows (RFC 791), and the largest that libvirt's type of it and Linux' bridges take. */
  private static final int LEAST_MTU = 68;

  private static final int MOST_MTU = 65_535;

  private final String text;
  private final List<Remark> remarks = new ArrayList<>();
  private final List<VifSpec.Address> addresses = new ArrayList<>();
  private String mac = "";
  private String bridge = "";
  private String type = "";
  private String model = "";
  private String vifname = "";
  private String script = "";
  private String gatewaydev = "";
  private String backend = "";
  private Optional<VifRate> rate = Optional.empty();
  private int mtu;
  private String vlan = "";
  private int gatewaydevAt;
  private int vlanAt;

  VifSpecParser(String text) {
    this.text = text;
  }

  VifSpec parse() {
    Optional<Remark> unreadable = SpecText.refusal("The interface specification", text);
    if (unreadable.isPresent()) {
      remarks.add(unreadable.get());
    } else {
      int start = 0;
      while (start <= text.length()) {
        int comma = text.indexOf(',', start);
        int end = comma < 0 ? text.length() : comma;
        part(start, end);
        start = end + 1;
      }
      remarkOnHost();
    }
    return new VifSpec(
        mac, bridge, type, model, vifname, script, addresses, gatewaydev, backend, rate, mtu, vlan, remarks);
  }

  private void part(int start, int end) {
    String part = text.substring(start, end).strip();
    if (part.isEmpty()) {
      return;
    }
    int offset = text.indexOf(part, start);
    int equals = part.indexOf('=');
    if (equals < 0) {
      flag(part, offset);
    } else {
      key(part.substring(0, equals).strip(), part.substring(equals + 1).strip(), offset);
    }
  }

  private void flag(String name, int offset) {
    switch (name) {
      case "untrusted" -> remarks.add(Remark.note(
          "The interface's back end was not trusted; a guest under KVM has to trust its host", offset));
      case "trusted" -> {
        // What Xen does anyway.
      }
      default -> fail("xl knows no flag " + name + " of an interface", offset);
    }
  }

  private void key(String name, String value, int offset) {
    switch (name) {
      case "mac" -> setMac(value, offset);
      case "bridge" -> bridge = value;
      case "type" -> setType(value, offset);
      case "model" -> model = value;
      case "vifname" -> vifname = value;
      case "script" -> script = value;
      case "ip" -> setAddresses(value, offset);
      case "gatewaydev", "netdev" -> {
        gatewaydev = value;
        gatewaydevAt = offset;
      }
      case "backend" -> backend = value;
      case "rate" -> setRate(value, offset);
      case "mtu" -> setMtu(value, offset);
      case "vlan" -> {
        vlan = value;
        vlanAt = offset;
      }
      case "devid" -> remarks.add(Remark.note(
          "The interface was given the number " + value + " (devid); under KVM the order of the list counts", offset));
      case "accel" -> remarks.add(Remark.note("Xen never supported accel= of an interface; it is dropped", offset));
      default -> other(name, offset);
    }
  }

  /** Tells of what only the Xen host's scripts made of the interface, where it was said last. */
  private void remarkOnHost() {
    if (!vlan.isEmpty()) {
      remarks.add(Remark.warning("The interface's port of the bridge was in VLAN " + vlan
          + ", and libvirt sets no VLANs on a Linux bridge: the guest would be in the bridge's own network",
          "Make a bridge on the KVM host for that VLAN, and map the interface's bridge to it.", vlanAt));
    }
    if (!gatewaydev.isEmpty()) {
      remarks.add(Remark.note("The interface was behind the host's interface " + gatewaydev
          + ", which only Xen's script vif-route reads", gatewaydevAt));
    }
  }

  private void other(String name, int offset) {
    if (name.startsWith("colo") || name.startsWith("forward")) {
      remarks.add(Remark.warning("The interface was part of a replication to a second host (" + name + ")",
          "Nothing replicates the guest under KVM.", offset));
    } else {
      remarks.add(Remark.warning("xl knows no parameter " + name + " of an interface; it is dropped",
          "Look for a misspelt name: what it was to say is not said.", offset));
    }
  }

  /** xl takes any one character between the numbers, people write hyphens; and all zeros count as none. */
  private void setMac(String value, int offset) {
    StringBuilder plain = new StringBuilder("00:00:00:00:00:00".length());
    int at = 0;
    for (int i = 0; i < 6; i++) {
      int end = at;
      while (end < value.length() && end < at + 2 && Character.digit(value.charAt(end), 16) >= 0 && value.charAt(end) < 128) {
        end++;
      }
      boolean separated = i == 5 ? end == value.length() : end < value.length() && ":-.".indexOf(value.charAt(end)) >= 0;
      if (end == at || !separated) {
        fail("The interface has no MAC address that could be read: " + value, offset);
        return;
      }
      plain.append(i == 0 ? "" : ":").append(end == at + 1 ? "0" : "").append(value, at, end);
      at = end + 1;
    }
    mac = plain.toString().toLowerCase(Locale.ROOT);
    if (mac.equals("00:00:00:00:00:00")) {
      mac = "";
    } else if (Character.digit(mac.charAt(1), 16) % 2 == 1) {
      fail("The MAC address " + mac + " is one for groups of interfaces (multicast)", offset);
    }
  }

  private void setType(String value, int offset) {
    if (value.equals("ioemu") || value.equals("vif") || value.equals("netfront")) {
      type = value;
    } else {
      fail("xl knows no type " + value + " of an interface", offset);
    }
  }

  private void setRate(String value, int offset) {
    rate = VifRate.parse(value);
    if (rate.isEmpty()) {
      remarks.add(Remark.error("The rate " + value + " of the interface cannot be read",
          "Write a number of at most 4294967295 with a unit, and perhaps a window: 250KB/s, 10Mb/s@20ms.", offset));
    }
  }

  private void setMtu(String value, int offset) {
    boolean digits = !value.isEmpty() && value.length() <= 5 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(value) : 0;
    if (number < LEAST_MTU || number > MOST_MTU) {
      fail("The interface's MTU is no number from " + LEAST_MTU + " to " + MOST_MTU + ": " + value, offset);
    } else {
      mtu = number;
    }
  }

  private void setAddresses(String value, int offset) {
    addresses.clear();
    for (String each : value.split(" ", -1)) {
      int slash = each.indexOf('/');
      String address = slash < 0 ? each : each.substring(0, slash);
      String prefix = slash < 0 ? "" : each.substring(slash + 1);
      boolean good = IpAddress.isValid(address) && (slash < 0 || IpAddress.isPrefixOf(address, prefix));
      if (good) {
        addresses.add(new VifSpec.Address(address, prefix));
      } else if (!each.isEmpty()) {
        remarks.add(Remark.warning("The interface was limited to " + each + ", which is no IP address",
            "What the script made of it does not happen under KVM.", offset));
      }
    }
  }

  private void fail(String message, int offset) {
    remarks.add(Remark.error(message, FORM, offset));
  }
}
