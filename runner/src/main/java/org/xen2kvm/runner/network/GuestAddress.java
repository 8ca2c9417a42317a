package org.xen2kvm.runner.network;

/**
 * An address one of a domain's cards has.
 *
 * @param mac the card's, empty when the source does not say
 * @param address IPv4 or IPv6, as text
 * @param prefix length of the network's prefix in bits, 0 when unknown ({@link AddressSource#ARP})
 */
public record GuestAddress(String mac, String address, int prefix) {}
