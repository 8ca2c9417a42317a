package org.xen2kvm.runner.disk;

import java.nio.file.Path;

/**
 * One image of a chain, as its header tells.
 *
 * @param file where it is
 * @param format its declared format, by the name of QEMU's driver
 * @param virtualSize bytes that a guest sees
 * @param actualSize bytes that it takes on the host; 0 for a block device, which takes all of its own
 * @param dirty whether it was not closed in order
 * @param encrypted whether it needs a key
 * @param snapshots how many internal snapshots it holds
 */
public record ImageLayer(
    Path file, String format, long virtualSize, long actualSize, boolean dirty, boolean encrypted, int snapshots) {}
