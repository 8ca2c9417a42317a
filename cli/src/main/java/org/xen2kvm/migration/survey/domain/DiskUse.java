package org.xen2kvm.migration.survey.domain;

/**
 * A drive with something in it. Immutable.
 *
 * @param type where its content is: {@code file}, {@code block}, {@code volume}, {@code network}
 * @param place the file, device, {@code POOL/VOLUME}, or name in the network
 * @param protocol how it is reached: {@code rbd}, {@code iscsi}, {@code nbd}, {@code drbd} …; empty for what is on the host itself
 * @param servers where in the network it is; empty when it is on the host, or the definition does not say
 * @param format its format; {@code raw} where the definition says nothing, as Xen takes it
 * @param device {@code disk}, {@code cdrom}, {@code floppy} or {@code lun}
 * @param written whether this domain alone writes to it
 * @param secret whether its server asks for a secret that libvirt has to have
 */
public record DiskUse(
    String type, String place, String protocol, String servers, String format, String device, boolean written, boolean secret) {}
