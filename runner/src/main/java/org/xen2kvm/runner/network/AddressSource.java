package org.xen2kvm.runner.network;

/** Who may know a guest's addresses. */
public enum AddressSource {
  /** The DHCP server of the host's virtual networks; knows nothing of cards on a plain bridge. */
  LEASE,
  /** The agent inside the guest. */
  AGENT,
  /** The host's neighbour table: whoever the host has lately spoken with. */
  ARP
}
