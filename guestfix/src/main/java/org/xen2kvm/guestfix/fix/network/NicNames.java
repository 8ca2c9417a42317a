package org.xen2kvm.guestfix.fix.network;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Interface;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.network.InterfaceName;
import org.xen2kvm.guestfix.network.MacAddress;
import org.xen2kvm.guestfix.network.SectionedText;
import org.xen2kvm.guestfix.network.UdevRule;

/** Keeps the names under which the guest configures its network cards. */
final class NicNames implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("nic-names",
      "Keeps the names of the network cards",
      """
      A Xen interface has no place on a PCI bus, so systemd left it eth0, or called it enX0; a virtio card has one, and \
      becomes ens3 or enp1s0: the guest is up without its address. Each card that the guest configures by name, or builds a \
      bridge, bond or VLAN on, is bound to its address, so whatever manages the network finds it as before. systemd gets a \
      .link file (matching what has a path only, because a VLAN has its card's address), systems before it a line in \
      70-persistent-net.rules, and so does one where 80-net-setup-link.rules is masked, as no .link file counts there. Where \
      Red Hat's scripts bind the name by HWADDR, they do it.

      Which card has a name: the one whose address the configuration states, else the one of that number in the definition, \
      else what is left. Without any address known, a .link file keeps the kernel's own names, which is right for eth0, eth1 … \
      as long as cards keep their order.

      Rules that are there already are the business of nic-persistent-rules, other bindings that of nic-config-bindings.
      """,
      "systemd.link(5)", "udev(7)", "systemd issue 16665: names of the kernel's own kind cannot be swapped",
      "measured: eth0 becomes enp1s0, network down");

  private static final GuestPath PERSISTENT_RULES = GuestPath.of("/etc/udev/rules.d/70-persistent-net.rules");
  private static final GuestPath LINKS = GuestPath.of("/etc/systemd/network");
  private static final String REASON = "The guest configures the card by this name, and it would get another one under KVM";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    List<Interface> interfaces = context.inspection().network().interfaces();
    if (interfaces.isEmpty()) {
      noteMissingConfiguration(context);
      return;
    }
    boolean systemd = context.inspection().system().init() == InitSystem.SYSTEMD;
    if (NicBindings.isUnknown(context.hardware())) {
      planWithoutAddresses(guest, context, systemd);
      return;
    }
    NicBindings bindings = NicBindings.of(context.inspection(), context.hardware());
    boolean links = systemd && hasLinks(guest);
    Map<GuestPath, String> files = NicLinkFiles.of(context.inspection(), context.hardware());
    for (NicBindings.Bound bound : bindings.bound()) {
      GuestPath path = NicLinkFiles.path(bound.card().name());
      if (!links) {
        rule(guest, context, bound, systemd);
      } else if (files.containsKey(path) && !hasLink(guest, bound)) {
        guest.write(path, files.get(path), REASON);
      }
      if (systemd) {
        warnOfSwap(context, bound);
      }
    }
    warn(context, bindings, systemd);
  }

  // ---- systemd

  /** Whether systemd names cards by .link files here: its rule is there (from version 209 on) and not masked. */
  private static boolean hasLinks(GuestEditor guest) {
    String rule = "80-net-setup-link.rules";
    GuestPath own = GuestPath.of("/etc/udev/rules.d").resolve(rule);
    boolean masked = guest.link(own).filter("/dev/null"::equals).isPresent()
        || guest.text(own).filter(String::isBlank).isPresent();
    boolean known = guest.exists("/usr/lib/udev/rules.d") || guest.exists("/lib/udev/rules.d");
    boolean there = guest.exists("/usr/lib/udev/rules.d/" + rule) || guest.exists("/lib/udev/rules.d/" + rule)
        || guest.text(own).filter(text -> !text.isBlank()).isPresent();
    return !masked && (there || !known);
  }

  /** Whether the guest's own .link files give the card that name already. */
  private static boolean hasLink(GuestEditor guest, NicBindings.Bound bound) {
    for (String name : guest.list(LINKS)) {
      GuestPath file = LINKS.resolve(name);
      if (name.endsWith(".link") && !file.equals(NicLinkFiles.path(bound.card().name()))) {
        SectionedText text = SectionedText.of(guest.text(file).orElse(""));
        boolean same = text.words("Match", "MACAddress").stream().map(MacAddress::of)
            .anyMatch(mac -> mac.filter(bound.mac()::equals).isPresent());
        if (same && text.value("Link", "Name").filter(bound.card().name()::equals).isPresent()
            && text.value("Link", "NamePolicy").isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private static void planWithoutAddresses(GuestEditor guest, FixContext context, boolean systemd) {
    Map<GuestPath, String> files = NicLinkFiles.of(context.inspection(), context.hardware());
    if (hasLinks(guest)) {
      files.forEach((path, content) -> guest.write(path, content, REASON));
    }
    for (Interface card : context.inspection().network().interfaces()) {
      boolean others = !InterfaceName.isKernels(card.name())
          && (InterfaceName.xenNumber(card.name()).isPresent() || InterfaceName.isPredictable(card.name()));
      if (systemd && others) {
        warnOfUnknown(context, card);
      }
    }
  }

  // ---- systems before

  private static void rule(GuestEditor guest, FixContext context, NicBindings.Bound bound, boolean systemd) {
    String name = bound.card().name();
    boolean byScripts = bound.card().mac().equals(bound.mac())
        && bound.card().file().startsWith(GuestPath.of("/etc/sysconfig/network-scripts"));
    boolean rules = systemd || guest.exists("/lib/udev/rules.d") || guest.exists("/usr/lib/udev/rules.d")
        || guest.exists(PERSISTENT_RULES.value());
    if (byScripts || !rules) {
      return;
    }
    String text = guest.text(PERSISTENT_RULES).orElse("");
    for (UdevRule known : UdevRule.in(text)) {
      if (known.name().isPresent() && known.mac().filter(bound.mac()::equals).isPresent()) {
        if (known.name().filter(name::equals).isEmpty()) {
          context.warn(PERSISTENT_RULES.value(), "The card that the guest configures as " + name + " is named "
              + known.name().orElse("") + " by a rule", "Look which of the two names is meant.");
        }
        return;
      }
    }
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    String line = "SUBSYSTEM==\"net\", ACTION==\"add\", DRIVERS==\"?*\", ATTR{address}==\"" + bound.mac()
        + "\", ATTR{type}==\"1\", KERNEL==\"eth*\", NAME=\"" + name + "\"" + end;
    guest.write(PERSISTENT_RULES, text + (text.isEmpty() || text.endsWith("\n") ? "" : end) + line, REASON);
  }

  // ---- what a person should know

  private static void noteMissingConfiguration(FixContext context) {
    boolean nothing = context.inspection().network().stacks().isEmpty() && !context.hardware().nics().isEmpty();
    if (nothing) {
      context.note("", "No configuration of a network card was found in the guest, so none is kept");
    }
  }

  private static void warnOfSwap(FixContext context, NicBindings.Bound bound) {
    OptionalInt number = InterfaceName.xenNumber(bound.card().name());
    boolean kernels = InterfaceName.isKernels(bound.card().name());
    int most = context.hardware().nics().size();
    if (kernels && number.isPresent() && number.getAsInt() != bound.index() && number.getAsInt() < most) {
      context.warn(bound.card().file().value(), "The guest calls interface " + (bound.index() + 1) + " of the definition "
              + bound.card().name() + ", which the kernel may give to another card before udev can rename it",
          "Put the domain's interfaces into the order of the guest's names.");
    }
  }

  private static void warn(FixContext context, NicBindings bindings, boolean systemd) {
    for (Interface card : bindings.absent()) {
      context.warn(card.file().value(), "The guest binds " + card.name() + " to the address " + card.mac()
          + ", which no interface of the domain has", "Compare the addresses in the domain's definition with the guest's.");
    }
    for (Interface card : bindings.unbound()) {
      if (systemd) {
        warnOfUnknown(context, card);
      }
    }
  }

  private static void warnOfUnknown(FixContext context, Interface card) {
    context.warn(card.file().value(),
        "Which interface of the domain the guest calls " + card.name() + " is not known, so it may get another name",
        "Give the domain's definition with the addresses of its interfaces, or bind the name to an address in the guest.");
  }
}
