package org.xen2kvm.guestfix.inspect;

import java.util.List;
import java.util.Set;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * The network of a guest, as its files configure it.
 *
 * @param stacks what brings interfaces up
 * @param interfaces the physical interfaces that are configured by name, in the order of the configuration
 */
public record GuestNetwork(Set<Stack> stacks, List<Interface> interfaces) {
  public GuestNetwork {
    stacks = Set.copyOf(stacks);
    interfaces = List.copyOf(interfaces);
  }

  /** What brings interfaces up. */
  public enum Stack {
    /** Debian's /etc/network/interfaces. */
    IFUPDOWN,
    /** Red Hat's /etc/sysconfig/network-scripts/ifcfg-*. */
    IFCFG,
    /** SUSE's /etc/sysconfig/network/ifcfg-*, by wicked or ifup. */
    WICKED,
    NETWORK_MANAGER,
    NETPLAN,
    NETWORKD
  }

  /**
   * An interface that is configured by name.
   *
   * @param name {@code eth0}, {@code enX0}
   * @param mac the address that the configuration binds it to, in lower case; empty when it binds it to none
   * @param file where it is configured
   */
  public record Interface(String name, String mac, GuestPath file) {}
}
