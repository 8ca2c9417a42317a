package org.xen2kvm.converter.xl.nic;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.xl.device.Remark;

/**
 * What an item of {@code vif = [ … ]} says, as xl understands it (Xen, xl-network-configuration(5), tools/xl/xl_parse.c,
 * parse_nic_config). What is not said is empty.
 *
 * @param mac six pairs of hexadecimal digits with colons, in lower case
 * @param bridge the bridge, with VLAN tags where the script is Open vSwitch's
 * @param type {@code ioemu}, {@code vif} or {@code netfront}
 * @param model the emulated card
 * @param vifname the host's name for its end
 * @param script the hotplug script, name or path
 * @param addresses the addresses that the guest may use
 * @param gatewaydev the host's interface that a routed guest is behind
 * @param backend the domain that serves the interface
 * @param rate the limit of what the guest sends
 * @param mtu the largest packet; 0 when not said
 * @param vlan the VLANs, as the bridge's port is told them
 * @param remarks what was found; with an ERROR among them the rest is only what was read before it
 */
public record VifSpec(
    String mac,
    String bridge,
    String type,
    String model,
    String vifname,
    String script,
    List<Address> addresses,
    String gatewaydev,
    String backend,
    Optional<VifRate> rate,
    int mtu,
    String vlan,
    List<Remark> remarks) {
  public VifSpec {
    addresses = List.copyOf(addresses);
    remarks = List.copyOf(remarks);
  }

  /**
   * An IP address of the guest.
   *
   * @param address four numbers or IPv6's notation
   * @param prefix the length of the network's part as written behind a slash; empty when not said
   */
  public record Address(String address, String prefix) {
    public boolean isIpv6() {
      return address.indexOf(':') >= 0;
    }
  }

  /** Reads a specification; the empty one is an interface with nothing but defaults. */
  public static VifSpec parse(String text) {
    return new VifSpecParser(text).parse();
  }

  /** Returns whether the text could be read in full. */
  public boolean isUsable() {
    return remarks.stream().noneMatch(Remark::isError);
  }

  /** Returns the file name of the script. */
  public String scriptName() {
    return script.substring(script.lastIndexOf('/') + 1);
  }
}
