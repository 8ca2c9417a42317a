package org.xen2kvm.migration.host.definition;

/**
 * A definition whose place on the host is checked.
 *
 * @param label what messages call it, such as its file's name
 * @param text a {@code <domain>} document, Xen's or KVM's
 */
public record CheckedDefinition(String label, String text) {}
