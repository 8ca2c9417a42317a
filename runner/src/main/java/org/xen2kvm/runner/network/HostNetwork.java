package org.xen2kvm.runner.network;

/**
 * A virtual network of the host, as a definition names it in {@code <source network='…'/>}.
 *
 * @param name unique on the host
 * @param active false means that a domain with a card on it does not start
 * @param autostart whether the host activates it when it starts
 * @param bridge the host's bridge behind it, empty when it has none (yet)
 */
public record HostNetwork(String name, boolean active, boolean autostart, String bridge) {}
