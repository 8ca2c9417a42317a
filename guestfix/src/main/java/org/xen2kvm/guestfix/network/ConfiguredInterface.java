package org.xen2kvm.guestfix.network;

/**
 * An Ethernet card that a configuration calls by name.
 *
 * @param name {@code eth0}
 * @param mac the address that the same place binds it to, in lower case; empty when it binds it to none
 */
public record ConfiguredInterface(String name, String mac) {}
