package org.xen2kvm.converter.rule.nic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.decision.Decisions;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * Gives each interface a model that QEMU has and that the guest can drive. Where the policy does not say, what is known
 * of the guest decides: see {@link Decisions#virtioNics()}.
 */
final class NicModelForKvm implements Rule {
  /** Interfaces without an emulated card, or with one that only virtio can be. */
  private static final Set<String> NO_CHOICE = Set.of("hostdev", "vhostuser", "vdpa");

  /** libvirt's names for virtio-net. */
  private static final Set<String> VIRTIO = Set.of("virtio", "virtio-transitional", "virtio-non-transitional");

  /** Other spellings of virtio-net: QEMU's own, and the one of xl-network-configuration. */
  private static final Set<String> ALSO_VIRTIO = Set.of("virtio-net", "virtio-net-pci");

  /** What dumps call Xen's own network device. */
  private static final Set<String> XEN = Set.of("netfront", "netback", "vif", "xen", "xen-pv");

  /** The PCI network cards that QEMU 7.2 emulates: each was seen to start. */
  private static final Set<String> EMULATED = Set.of(
      "e1000", "e1000e", "e1000-82544gc", "e1000-82545em", "rtl8139", "pcnet", "ne2k_pci", "vmxnet3", "tulip", "i82550",
      "i82551", "i82557a", "i82557b", "i82557c", "i82558a", "i82558b", "i82559a", "i82559b", "i82559c", "i82559er",
      "i82562", "i82801");

  /** Xen's default for a fully virtual guest: xl-network-configuration, key "model". libvirt's default is the same. */
  private static final String XEN_DEFAULT = "rtl8139";

  /** The card that more systems have a driver for than any other. */
  private static final String COMPATIBLE = "e1000";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-model",
      Phase.NETWORK,
      "Gives interfaces a model that KVM has",
      """
      Without a model libvirt takes rtl8139, which many Linux kernels for virtual machines cannot drive: such a guest \
      has no network at all. `netfront` is accepted and fails at start: "'netfront' is not a valid device model name". \
      So every interface gets its model in writing.

      What the policy says goes first. Else a paravirtual or PVH guest, which has only ever seen Xen's network device, \
      gets virtio; e1000 if facts about the guest say that it has no virtio driver. A fully virtual guest keeps an \
      emulated card when it runs Windows, which has no virtio driver of its own, and when nothing is known about it; \
      when it is known to run Linux it gets virtio, because under Xen it unplugged the emulated card and used \
      netfront, so the card in the definition says nothing about its drivers. A fully virtual guest without a model \
      had Xen's default, rtl8139, and keeps it in writing. A model that no QEMU has becomes e1000, with a warning.

      Some distributions build QEMU without the older cards (pcnet, ne2k_pci); there a policy has to choose another. \
      The interface's name inside the guest may change (eth0, ens3, enp1s0); the report's guest part lists the \
      interfaces by MAC address.
      """,
      "SUSE guide, step X9",
      "libvirt, start: 'netfront' is not a valid device model name",
      "measured: libvirt 9.0 takes rtl8139 for an interface without a model",
      "libvirt, formatdomain: Setting the NIC model");

  /**
   * One decision.
   *
   * @param model the model to write
   * @param reason why
   */
  private record Choice(String model, String reason) {}

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    boolean told = false;
    for (Nic nic : Nic.all(domain)) {
      if (NO_CHOICE.contains(nic.type())) {
        continue;
      }
      List<Element> models = nic.element().getChildren("model");
      for (Element second : models.subList(Math.min(1, models.size()), models.size())) {
        domain.remove(second, "An interface has one model");
      }
      String current = nic.value("model", "type");
      Optional<Choice> choice = choose(current, context);
      choice.ifPresent(chosen -> set(nic, chosen, domain));
      if (isUnknown(current, context)) {
        context.warn(
            nic.element(),
            nic.title() + " has the model " + current + ", which QEMU does not have; it became "
                + nic.value("model", "type"),
            "Check that the guest has a driver for it, or choose a model in the policy.");
      } else if (!told && staysEmulatedForWantOfFacts(current, context)) {
        told = true;
        context.note(
            nic.element(),
            "Nothing is known about the guest's system, so its interfaces keep the emulated model "
                + nic.value("model", "type")
                + "; a Linux guest is better off with virtio (say in the policy that it is one)");
      }
    }
  }

  private static void set(Nic nic, Choice choice, DomainEditor domain) {
    Element model = nic.child("model");
    if (model == null) {
      nic.add(domain, DomainEditor.element("model", "type", choice.model()), choice.reason());
    } else {
      domain.setAttribute(model, "type", choice.model(), choice.reason());
    }
  }

  /** Returns the model to write, or empty when the interface keeps what it has. */
  private static Optional<Choice> choose(String current, RuleContext context) {
    Decisions decisions = context.decisions();
    String model = current.toLowerCase(Locale.ROOT);
    Optional<String> byPolicy = context.policy().hardware().nicModel();
    if (byPolicy.isPresent()) {
      return Optional.of(new Choice(byPolicy.get(), "The policy chooses this model for all interfaces"));
    }
    if (VIRTIO.contains(model)) {
      return Optional.empty();
    }
    if (ALSO_VIRTIO.contains(model)) {
      return Optional.of(new Choice("virtio", "This is libvirt's name for the same device"));
    }
    if (decisions.kind().hasOnlyXenDevices() || XEN.contains(model)) {
      return Optional.of(decisions.virtioNics()
          ? new Choice("virtio", "KVM has no Xen network device; virtio takes its place")
          : new Choice(COMPATIBLE, "KVM has no Xen network device, and the guest is said to have no virtio driver"));
    }
    boolean known = current.isEmpty() || EMULATED.contains(model);
    if (decisions.os() == OperatingSystem.LINUX && decisions.virtioNics()) {
      return Optional.of(new Choice("virtio", known
          ? "A Linux guest used Xen's network device in place of the emulated card, and uses virtio on KVM"
          : "QEMU has no such model, and a Linux guest uses virtio on KVM"));
    }
    if (current.isEmpty()) {
      return Optional.of(new Choice(XEN_DEFAULT, "Xen's default model, in writing"));
    }
    return known
        ? Optional.empty()
        : Optional.of(new Choice(COMPATIBLE, "QEMU has no such model; most systems have a driver for this one"));
  }

  private static boolean isUnknown(String current, RuleContext context) {
    String model = current.toLowerCase(Locale.ROOT);
    return context.policy().hardware().nicModel().isEmpty()
        && !context.kind().hasOnlyXenDevices()
        && !(model.isEmpty() || VIRTIO.contains(model) || ALSO_VIRTIO.contains(model) || XEN.contains(model)
            || EMULATED.contains(model));
  }

  private static boolean staysEmulatedForWantOfFacts(String current, RuleContext context) {
    String model = current.toLowerCase(Locale.ROOT);
    return context.policy().hardware().nicModel().isEmpty()
        && !context.kind().hasOnlyXenDevices()
        && context.decisions().os() == OperatingSystem.UNKNOWN
        && (model.isEmpty() || EMULATED.contains(model));
  }
}
