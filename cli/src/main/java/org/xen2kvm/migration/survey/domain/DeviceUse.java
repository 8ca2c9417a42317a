package org.xen2kvm.migration.survey.domain;

/**
 * A device of the host that a domain has for itself. Immutable.
 *
 * @param type {@code pci}, {@code usb}, or another of libvirt's kinds
 * @param address its address, {@code 0000:03:00.0}, or for USB {@code VENDOR:PRODUCT} or {@code bus.device}
 */
public record DeviceUse(String type, String address) {}
