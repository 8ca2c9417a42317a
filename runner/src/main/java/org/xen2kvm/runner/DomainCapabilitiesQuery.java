package org.xen2kvm.runner;

import org.jspecify.annotations.Nullable;

/**
 * For which kind of domain the host shall say what it can do; what is null, the host chooses.
 *
 * @param emulator absolute path of the emulator
 * @param arch processor architecture as libvirt spells it, {@code x86_64}
 * @param machine machine type, {@code pc}, {@code q35} or a versioned one
 * @param virtType {@code kvm} or {@code qemu}
 */
public record DomainCapabilitiesQuery(
    @Nullable String emulator, @Nullable String arch, @Nullable String machine, @Nullable String virtType) {

  private static final DomainCapabilitiesQuery HOST_DEFAULT = new DomainCapabilitiesQuery(null, null, null, null);

  /** The host's default emulator, architecture, machine type and virtualisation type. */
  public static DomainCapabilitiesQuery hostDefault() {
    return HOST_DEFAULT;
  }

  /** The same query for another architecture. */
  public DomainCapabilitiesQuery withArch(String name) {
    return new DomainCapabilitiesQuery(emulator, name, machine, virtType);
  }

  /** The same query for another machine type. */
  public DomainCapabilitiesQuery withMachine(String name) {
    return new DomainCapabilitiesQuery(emulator, arch, name, virtType);
  }

  /** The same query for another virtualisation type. */
  public DomainCapabilitiesQuery withVirtType(String name) {
    return new DomainCapabilitiesQuery(emulator, arch, machine, name);
  }
}
