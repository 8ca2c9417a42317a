package org.xen2kvm.converter.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;

/**
 * What the user decides about a conversion. Immutable; {@link #defaults()} is what runs when nobody decides anything, and
 * {@link Builder} changes it.
 *
 * @param profile which rules run unasked
 * @param domain identity: type, names, UUID
 * @param hardware machine, CPU, buses, models
 * @param networks bridge and network mappings, first match wins
 * @param defaultBridge the bridge of an interface that names none
 * @param disks disk path mappings, first match wins
 * @param liveMigration whether the result shall be able to move between KVM hosts while it runs
 * @param enabled rules switched on
 * @param disabled rules switched off
 * @param severities severities that replace those of a rule's findings
 * @param userRules the user's own rules, in order
 */
public record Policy(
    Profile profile,
    DomainChoice domain,
    HardwareChoice hardware,
    List<NetworkMapping> networks,
    String defaultBridge,
    List<DiskMapping> disks,
    LiveMigration liveMigration,
    Set<RuleId> enabled,
    Set<RuleId> disabled,
    Map<RuleId, Severity> severities,
    List<UserRule> userRules) {

  public Policy {
    networks = List.copyOf(networks);
    disks = List.copyOf(disks);
    enabled = Set.copyOf(enabled);
    disabled = Set.copyOf(disabled);
    severities = Map.copyOf(severities);
    userRules = List.copyOf(userRules);
  }

  /** Which rules run unasked. */
  public enum Profile {
    /** The full catalogue. */
    DEFAULT,
    /** Exactly the steps X1 to X13 of SUSE's guide. */
    GUIDE
  }

  /** What the user has in mind with live migration of the converted domain. */
  public enum LiveMigration {
    /** Nothing: neither done nor said anything about it. */
    IGNORED,
    /** The user wants to know what stands against it; the result is the same. */
    CHECKED,
    /** The result shall be as fit for it as a definition can be; what then stands against it is told. */
    WANTED
  }

  /** The virtualisation type of the converted domain. */
  public enum DomainType {
    KVM,
    QEMU
  }

  /** What becomes of the UUID. */
  public enum UuidChoice {
    /** The guest keeps its identity: licences and leases depend on it. */
    KEEP,
    /** A new one, derived from the old one so that a repeated conversion gives the same result. */
    NEW
  }

  /** What the guest gets for the Xen console. */
  public enum ConsoleChoice {
    SERIAL,
    NONE
  }

  /** What the user says the guest runs; AUTO lets facts and hints of the definition decide. */
  public enum GuestOs {
    AUTO,
    LINUX,
    WINDOWS,
    OTHER
  }

  /**
   * Identity of the converted domain.
   *
   * @param type kvm, or qemu for hosts without usable KVM
   * @param rename new names, first match wins
   * @param uuid keep or new
   */
  public record DomainChoice(DomainType type, List<Rename> rename, UuidChoice uuid) {
    public DomainChoice {
      rename = List.copyOf(rename);
    }
  }

  /**
   * Virtual hardware of the converted domain; an empty choice lets the rules decide from what is known.
   *
   * @param machine {@code pc}, {@code q35} or a versioned machine type
   * @param cpuMode {@code host-model}, {@code host-passthrough}, {@code maximum}, {@code none} for libvirt's default, or a CPU
   *     model's name
   * @param diskBus {@code virtio}, {@code scsi}, {@code sata} or {@code ide} for all hard disks
   * @param nicModel a NIC model for all interfaces
   * @param guestOs what the guest runs
   * @param console what takes the place of the Xen console
   * @param bootFromDisk remove kernel and initrd of the host, boot from the disk instead
   * @param keepCpuPinning cpuset and vcpupin, which are kept in any case, are meant for the KVM host: no warning of them
   * @param keepGraphicsPorts keep fixed graphics ports and addresses although they belong to the Xen host
   */
  public record HardwareChoice(
      Optional<String> machine,
      Optional<String> cpuMode,
      Optional<String> diskBus,
      Optional<String> nicModel,
      GuestOs guestOs,
      ConsoleChoice console,
      boolean bootFromDisk,
      boolean keepCpuPinning,
      boolean keepGraphicsPorts) {}

  /** Returns the policy of somebody who decides nothing. */
  public static Policy defaults() {
    return builder().build();
  }

  /** Returns the policy that performs exactly the steps of SUSE's guide. */
  public static Policy guide() {
    return builder().profile(Profile.GUIDE).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects choices; each method returns the builder. For one thread. */
  public static final class Builder {
    private Profile profile = Profile.DEFAULT;
    private @Nullable DomainType type;
    private DomainType defaultType = DomainType.KVM;
    private List<Rename> rename = List.of();
    private UuidChoice uuid = UuidChoice.KEEP;
    private Optional<String> machine = Optional.empty();
    private Optional<String> cpuMode = Optional.empty();
    private Optional<String> diskBus = Optional.empty();
    private Optional<String> nicModel = Optional.empty();
    private GuestOs guestOs = GuestOs.AUTO;
    private ConsoleChoice console = ConsoleChoice.SERIAL;
    private boolean bootFromDisk;
    private boolean keepCpuPinning;
    private boolean keepGraphicsPorts;
    private List<NetworkMapping> networks = List.of();
    private String defaultBridge = "br0";
    private List<DiskMapping> disks = List.of();
    private LiveMigration liveMigration = LiveMigration.IGNORED;
    private Set<RuleId> enabled = Set.of();
    private Set<RuleId> disabled = Set.of();
    private Map<RuleId, Severity> severities = Map.of();
    private List<UserRule> userRules = List.of();

    private Builder() {}

    public Builder profile(Profile value) {
      profile = value;
      return this;
    }

    public Builder type(DomainType value) {
      type = value;
      return this;
    }

    /** What the type is when {@link #type} is not called: the one that the host offers. */
    public Builder defaultType(DomainType value) {
      defaultType = value;
      return this;
    }

    public Builder rename(List<Rename> value) {
      rename = value;
      return this;
    }

    public Builder uuid(UuidChoice value) {
      uuid = value;
      return this;
    }

    public Builder machine(String value) {
      machine = Optional.of(value);
      return this;
    }

    public Builder cpuMode(String value) {
      cpuMode = Optional.of(value);
      return this;
    }

    public Builder diskBus(String value) {
      diskBus = Optional.of(value);
      return this;
    }

    public Builder nicModel(String value) {
      nicModel = Optional.of(value);
      return this;
    }

    public Builder guestOs(GuestOs value) {
      guestOs = value;
      return this;
    }

    public Builder console(ConsoleChoice value) {
      console = value;
      return this;
    }

    public Builder bootFromDisk(boolean value) {
      bootFromDisk = value;
      return this;
    }

    public Builder keepCpuPinning(boolean value) {
      keepCpuPinning = value;
      return this;
    }

    public Builder keepGraphicsPorts(boolean value) {
      keepGraphicsPorts = value;
      return this;
    }

    public Builder networks(List<NetworkMapping> value) {
      networks = value;
      return this;
    }

    public Builder defaultBridge(String value) {
      defaultBridge = value;
      return this;
    }

    public Builder disks(List<DiskMapping> value) {
      disks = value;
      return this;
    }

    public Builder liveMigration(LiveMigration value) {
      liveMigration = value;
      return this;
    }

    public Builder enable(Set<RuleId> value) {
      enabled = value;
      return this;
    }

    public Builder disable(Set<RuleId> value) {
      disabled = value;
      return this;
    }

    public Builder severities(Map<RuleId, Severity> value) {
      severities = value;
      return this;
    }

    public Builder userRules(List<UserRule> value) {
      userRules = value;
      return this;
    }

    public Policy build() {
      return new Policy(
          profile,
          new DomainChoice(type == null ? defaultType : type, rename, uuid),
          new HardwareChoice(machine, cpuMode, diskBus, nicModel, guestOs, console, bootFromDisk, keepCpuPinning,
              keepGraphicsPorts),
          networks, defaultBridge, disks, liveMigration, enabled, disabled, severities, userRules);
    }
  }
}
