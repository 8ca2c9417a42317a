package org.xen2kvm.cli.option;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.policy.PolicyException;
import org.xen2kvm.cli.policy.PolicyReader;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.OptionFile;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Suggestions;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.ConsoleChoice;
import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.converter.policy.Policy.GuestOs;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.policy.Policy.Profile;
import org.xen2kvm.converter.policy.Policy.UuidChoice;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import picocli.CommandLine.Model.CommandSpec;

/** The policy: what the file says, or the defaults, with the choices of the command line over it. Stateless. */
public final class PolicyChoices {
  private static final List<String> DISK_BUSES = List.of("virtio", "scsi", "sata", "ide");

  /** As in policy.schema.json: the driver would take any other word, and QEMU refuses it at the start. */
  private static final List<String> NIC_MODELS = List.of(
      "virtio", "virtio-transitional", "virtio-non-transitional", "e1000", "e1000e", "igb", "rtl8139", "pcnet",
      "ne2k_pci", "i82551", "i82557b", "i82559er", "vmxnet3");

  private PolicyChoices() {}

  /** Declares the options. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("FILE", "The policy, YAML; the options below override it.", "--policy"));
    spec.addOption(Options.value("default|guide", "Which changes are made; guide: exactly the steps of SUSE's guide.", "--profile"));
    spec.addOption(Options.value("kvm|qemu", "Domain type; qemu is for hosts without usable KVM.", "--type"));
    spec.addOption(Options.value("MACHINE", "Machine type: pc, q35, or a versioned one.", "--machine"));
    spec.addOption(
        Options.value("MODE", "CPU: host-model, host-passthrough, maximum, none, or a model's name.", "--cpu"));
    spec.addOption(Options.value("virtio|scsi|sata|ide", "Bus of all hard disks.", "--disk-bus"));
    spec.addOption(Options.value("MODEL", "Model of all network interfaces, such as virtio or e1000e.", "--nic-model"));
    spec.addOption(Options.value("auto|linux|windows|other", "What the guest runs.", "--guest-os"));
    spec.addOption(Options.value("serial|none", "What takes the Xen console's place.", "--console"));
    spec.addOption(Options.value("keep|new", "Keeps the UUID, or gives a new one.", "--uuid"));
    spec.addOption(Options.value("BRIDGE", "The bridge of an interface that names none.", "--default-bridge"));
    spec.addOption(Options.flag(
        "Makes domains fit to move between KVM hosts while they run, as far as a definition can, and says what is against it.",
        "--for-live-migration"));
    spec.addOption(Options.values("RULE", "Switches a rule on; may be repeated.", "--enable"));
    spec.addOption(Options.values("RULE", "Switches a rule off; may be repeated.", "--disable"));
  }

  /**
   * Returns the policy; where nobody says of which type domains are, they are of the one that the host offers.
   *
   * @throws UsageException when a choice is none, or the file is wrong
   */
  public static Policy of(Arguments arguments, Shell shell, HostProfile host) throws UsageException {
    String file = arguments.text("--policy");
    Policy.Builder builder = file == null ? Policy.builder() : read(file, shell);
    builder.defaultType(typeFor(host));
    Profile profile = arguments.choice("--profile", Profile.values());
    if (profile != null) {
      builder.profile(profile);
    }
    DomainType type = arguments.choice("--type", DomainType.values());
    if (type != null) {
      builder.type(type);
    }
    GuestOs guestOs = arguments.choice("--guest-os", GuestOs.values());
    if (guestOs != null) {
      builder.guestOs(guestOs);
    }
    ConsoleChoice console = arguments.choice("--console", ConsoleChoice.values());
    if (console != null) {
      builder.console(console);
    }
    UuidChoice uuid = arguments.choice("--uuid", UuidChoice.values());
    if (uuid != null) {
      builder.uuid(uuid);
    }
    addMigration(arguments, builder);
    addHardware(arguments, builder);
    addRules(arguments, builder);
    return builder.build();
  }

  private static DomainType typeFor(HostProfile host) {
    return host.virtType().filter("qemu"::equals).isPresent() ? DomainType.QEMU : DomainType.KVM;
  }

  private static Policy.Builder read(String file, Shell shell) throws UsageException {
    try {
      return PolicyReader.readBuilder(OptionFile.read("--policy", file, shell), file);
    } catch (PolicyException e) {
      throw UsageException.inFile(String.valueOf(e.getMessage()), e);
    }
  }

  /** A policy that wants live migration already asks for more than {@code --migratable}, which only wants to know. */
  private static void addMigration(Arguments arguments, Policy.Builder builder) {
    if (arguments.flag("--for-live-migration")) {
      builder.liveMigration(LiveMigration.WANTED);
    } else if (arguments.flag("--migratable") && builder.build().liveMigration() == LiveMigration.IGNORED) {
      builder.liveMigration(LiveMigration.CHECKED);
    }
  }

  private static void addHardware(Arguments arguments, Policy.Builder builder) throws UsageException {
    String machine = token(arguments, "--machine");
    if (machine != null) {
      builder.machine(machine);
    }
    String cpu = token(arguments, "--cpu");
    if (cpu != null) {
      builder.cpuMode(cpu);
    }
    String nicModel = token(arguments, "--nic-model");
    if (nicModel != null) {
      if (!NIC_MODELS.contains(nicModel)) {
        throw new UsageException("--nic-model: " + nicModel + " is none of " + String.join(", ", NIC_MODELS));
      }
      builder.nicModel(nicModel);
    }
    String bridge = token(arguments, "--default-bridge");
    if (bridge != null) {
      builder.defaultBridge(bridge);
    }
    String diskBus = arguments.text("--disk-bus");
    if (diskBus != null) {
      if (!DISK_BUSES.contains(diskBus)) {
        throw new UsageException("--disk-bus: " + diskBus + " is none of " + String.join(", ", DISK_BUSES));
      }
      builder.diskBus(diskBus);
    }
  }

  private static void addRules(Arguments arguments, Policy.Builder builder) throws UsageException {
    Policy policy = builder.build();
    Set<RuleId> enabled = new HashSet<>(policy.enabled());
    Set<RuleId> disabled = new HashSet<>(policy.disabled());
    for (String name : arguments.texts("--enable")) {
      RuleId id = rule("--enable", name).id();
      enabled.add(id);
      disabled.remove(id);
    }
    for (String name : arguments.texts("--disable")) {
      RuleDescriptor rule = rule("--disable", name);
      if (rule.activation() == Activation.ALWAYS) {
        throw new UsageException("--disable: " + name
            + " cannot be switched off: without it the result could be wrong");
      }
      disabled.add(rule.id());
      enabled.remove(rule.id());
    }
    builder.enable(enabled).disable(disabled);
  }

  private static RuleDescriptor rule(String option, String name) throws UsageException {
    List<String> names = new ArrayList<>();
    for (RuleDescriptor rule : descriptors()) {
      if (rule.id().value().equals(name)) {
        return rule;
      }
      names.add(rule.id().value());
    }
    throw new UsageException(option + ": there is no rule " + name + Suggestions.didYouMean(name, names));
  }

  /** Returns what is known of all rules, in the order in which they run. */
  public static List<RuleDescriptor> descriptors() {
    List<RuleDescriptor> descriptors = new ArrayList<>(SyntaxGuard.descriptors());
    descriptors.addAll(SourceNotice.descriptors());
    for (Rule rule : RuleCatalog.builtIn().all()) {
      descriptors.add(rule.descriptor());
    }
    return descriptors;
  }

  /**
   * Returns a value that goes into an attribute: letters, digits and {@code . _ - +} are all that such names are made
   * of.
   */
  private static @Nullable String token(Arguments arguments, String option) throws UsageException {
    String text = arguments.text(option);
    if (text == null) {
      return null;
    }
    boolean good = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      good &= letterOrDigit || c == '.' || c == '_' || c == '-' || c == '+';
    }
    if (!good) {
      throw new UsageException(option + ": '" + text + "' is no name of letters, digits, '.', '_', '-' and '+'");
    }
    return text;
  }
}
