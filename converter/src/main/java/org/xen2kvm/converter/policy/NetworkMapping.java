package org.xen2kvm.converter.policy;

import java.util.List;
import java.util.Optional;

/**
 * Where the interfaces of a Xen bridge or network connect on the KVM host.
 *
 * @param kind what the name is the name of
 * @param from which bridges or networks
 * @param target whether the new name is a bridge's or a libvirt network's, or the emulator's own network is meant
 * @param to the new name; may use groups of a regular expression; empty for the emulator's own network
 * @param portgroup the network's portgroup; empty for none
 * @param vlan VLAN tags: one is an access port, several are a trunk; empty leaves the interface's own
 * @param openVswitch whether the bridge is one of Open vSwitch
 */
public record NetworkMapping(
    Kind kind,
    NameMatch from,
    Kind target,
    String to,
    Optional<String> portgroup,
    List<Integer> vlan,
    boolean openVswitch) {

  public NetworkMapping {
    vlan = List.copyOf(vlan);
  }

  /** What an interface connects to. */
  public enum Kind {
    BRIDGE,
    NETWORK,
    /** The emulator's own: the guest reaches out through the host, and nobody reaches it. Only to connect to. */
    USER
  }
}
