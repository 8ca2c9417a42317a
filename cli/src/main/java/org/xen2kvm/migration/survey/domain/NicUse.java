package org.xen2kvm.migration.survey.domain;

/**
 * A network interface. Immutable.
 *
 * @param type what it connects to: {@code bridge}, {@code network}, {@code direct}, {@code ethernet}, {@code user} …
 * @param source the bridge's, network's or card's name as the Xen host has it, without VLAN tags; empty when it names none
 * @param mac its address in lower case; empty when libvirt or Xen chooses one
 * @param model its model; empty when the definition names none
 * @param toType what it connects to after conversion; empty when the domain is not converted
 * @param toSource the name of that
 */
public record NicUse(String type, String source, String mac, String model, String toType, String toSource) {}
