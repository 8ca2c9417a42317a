package org.xen2kvm.converter.policy;

/**
 * Gives domains another name.
 *
 * @param from which names
 * @param to the new name; may use groups of a regular expression
 */
public record Rename(NameMatch from, String to) {}
