package org.xen2kvm.guestfix.plan;

import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * How the host starts a guest that cannot start by itself: the kernel and the initramfs are copied out of the guest once its
 * fixes are applied, and the domain names them.
 *
 * @param kernel the guest's kernel
 * @param initramfs its initramfs, if it has one
 * @param cmdline the kernel's command line
 * @param reason why the guest cannot start by itself
 */
public record DirectBoot(GuestPath kernel, Optional<GuestPath> initramfs, String cmdline, Reason reason) {}
