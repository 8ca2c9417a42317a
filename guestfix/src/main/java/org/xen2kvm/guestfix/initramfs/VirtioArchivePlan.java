package org.xen2kvm.guestfix.initramfs;

/** What is to be appended. (The package's own branch replaces this.) */
public record VirtioArchivePlan() {}
