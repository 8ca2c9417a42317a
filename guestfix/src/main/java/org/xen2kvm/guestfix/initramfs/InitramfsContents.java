package org.xen2kvm.guestfix.initramfs;

/** What an initramfs holds. (The package's own branch replaces this.) */
public interface InitramfsContents {
  /** Returns whether it holds the module. */
  boolean has(String module);
}
