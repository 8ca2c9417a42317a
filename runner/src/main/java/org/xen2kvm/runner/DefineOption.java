package org.xen2kvm.runner;

/** How {@link DomainRunner#define} treats a definition. */
public enum DefineOption {
  /**
   * The definition is checked against the host's own grammar first ({@code virsh define --validate}). Necessary but
   * weak: it lets through much that {@code start} then refuses.
   */
  VALIDATE
}
