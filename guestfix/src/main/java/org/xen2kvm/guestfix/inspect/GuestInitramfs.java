package org.xen2kvm.guestfix.inspect;

import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;

/**
 * An initramfs in a guest.
 *
 * @param path the file, links followed
 * @param size bytes
 * @param contents what it holds; empty when it cannot be read, and then {@code problem} says why
 * @param problem why it cannot be read; empty otherwise
 */
public record GuestInitramfs(GuestPath path, long size, Optional<InitramfsContents> contents, String problem) {}
