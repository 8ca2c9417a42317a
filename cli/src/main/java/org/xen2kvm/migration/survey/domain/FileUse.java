package org.xen2kvm.migration.survey.domain;

/**
 * A file, folder or program of the Xen host that a definition names, other than a disk. Immutable.
 *
 * @param purpose what it is for: {@code kernel}, {@code initrd}, {@code loader}, {@code acpi-table}, {@code script} …
 * @param path as it is written
 * @param needed whether the converted domain names it still, so that the KVM host has to have it; false
 *     for a domain that is refused
 */
public record FileUse(String purpose, String path, boolean needed) {}
