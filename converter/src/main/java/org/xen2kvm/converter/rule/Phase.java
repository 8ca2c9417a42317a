package org.xen2kvm.converter.rule;

/** When a rule runs. All rules of a phase run before any of the next; within a phase the catalogue's order counts. */
public enum Phase {
  /** Refuses what is no convertible Xen domain, before anything is touched. */
  GUARD,
  /** Domain-level elements: type, identity, lifecycle, labels, memory, vCPUs. */
  DOMAIN,
  /** {@code <os>}: what boots, and on which machine. */
  OS,
  /** Features, CPU and clock. */
  CPU,
  /** Emulator and disks. */
  STORAGE,
  /** Network interfaces. */
  NETWORK,
  /** Consoles, serial ports and channels. */
  CONSOLE,
  /** Input, graphics, video, sound, controllers, host devices, balloon. */
  DEVICE,
  /** The user's own rules. */
  USER,
  /** Layout: stale addresses, libvirt's order of elements. */
  LAYOUT,
  /** Looks at the result: whatever of Xen is left refuses the domain. */
  VERIFY
}
