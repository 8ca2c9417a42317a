package org.xen2kvm.converter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the KVM host can do, as far as it is known: the answer of {@code virsh domcapabilities} and {@code virsh
 * capabilities} as plain data. Immutable.
 *
 * @param name what reports call it: a file's name, or {@code generic}
 * @param arch the architecture of its guests, such as {@code x86_64}
 * @param virtType {@code kvm} or {@code qemu}, what the capabilities were asked for; empty when unknown
 * @param emulator the path of the emulator; empty when unknown, then libvirt chooses
 * @param machines the machine types and aliases that it offers; empty when unknown
 * @param efi whether libvirt can choose UEFI firmware by itself ({@code <os firmware='efi'>}); empty when unknown
 * @param cpuModes the usable {@code cpu/@mode} values; empty when unknown
 * @param videoModels the video models; empty when unknown
 * @param graphicsTypes the graphics types; empty when unknown
 * @param diskBuses the disk buses; empty when unknown
 * @param tpmVersions the TPM versions that its emulator backend offers; empty when none or unknown
 * @param machineAliases its names for the newest machine type of a family, such as {@code pc}, and what each stands for there;
 *     empty when unknown
 */
public record HostProfile(
    String name,
    String arch,
    Optional<String> virtType,
    Optional<String> emulator,
    Set<String> machines,
    Optional<Boolean> efi,
    Set<String> cpuModes,
    Set<String> videoModels,
    Set<String> graphicsTypes,
    Set<String> diskBuses,
    Set<String> tpmVersions,
    Map<String, String> machineAliases) {

  public HostProfile {
    machines = Set.copyOf(machines);
    cpuModes = Set.copyOf(cpuModes);
    videoModels = Set.copyOf(videoModels);
    graphicsTypes = Set.copyOf(graphicsTypes);
    diskBuses = Set.copyOf(diskBuses);
    tpmVersions = Set.copyOf(tpmVersions);
    machineAliases = Map.copyOf(machineAliases);
  }

  /** Makes the profile of a host whose aliases of machine types are unknown. */
  public HostProfile(
      String name,
      String arch,
      Optional<String> virtType,
      Optional<String> emulator,
      Set<String> machines,
      Optional<Boolean> efi,
      Set<String> cpuModes,
      Set<String> videoModels,
      Set<String> graphicsTypes,
      Set<String> diskBuses,
      Set<String> tpmVersions) {
    this(name, arch, virtType, emulator, machines, efi, cpuModes, videoModels, graphicsTypes, diskBuses, tpmVersions, Map.of());
  }

  /** Returns the profile of a host of which nothing is known: an x86_64 one with what every QEMU offers. */
  public static HostProfile generic() {
    return new HostProfile("generic", "x86_64", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Set.of(),
        Set.of(), Set.of(), Set.of(), Set.of());
  }

  /** Returns whether the host offers that machine type; true when its machine types are unknown. */
  public boolean offersMachine(String machine) {
    return machines.isEmpty() || machines.contains(machine);
  }

  /** Returns the machine type that an alias stands for on the host; empty when it is no alias there, or nothing is known. */
  public Optional<String> machineBehind(String alias) {
    return Optional.ofNullable(machineAliases.get(alias));
  }

  /** Returns whether the host offers that CPU mode; true when its modes are unknown. */
  public boolean offersCpuMode(String mode) {
    return cpuModes.isEmpty() || cpuModes.contains(mode);
  }

  /** Returns whether the host offers that video model; true when its models are unknown. */
  public boolean offersVideo(String model) {
    return videoModels.isEmpty() || videoModels.contains(model);
  }

  /** Returns whether the host offers that kind of graphics; true when its kinds are unknown. */
  public boolean offersGraphics(String type) {
    return graphicsTypes.isEmpty() || graphicsTypes.contains(type);
  }
}
