package org.xen2kvm.migration.plan;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files on the host from which QEMU starts a guest that cannot start by itself.
 *
 * @param kernel where the guest's kernel is copied to
 * @param initramfs where its initramfs is copied to, if it has one
 * @param cmdline the kernel's command line
 */
public record HostBoot(Path kernel, Optional<Path> initramfs, String cmdline) {}
