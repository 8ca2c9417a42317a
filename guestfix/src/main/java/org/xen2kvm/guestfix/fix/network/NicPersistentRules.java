package org.xen2kvm.guestfix.fix.network;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.network.InterfaceName;
import org.xen2kvm.guestfix.network.UdevRule;
import org.xen2kvm.guestfix.network.UdevRule.Part;

/** Lets udev's rules name cards by their address where they asked for Xen's driver or bus as well. */
final class NicPersistentRules implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("nic-persistent-rules",
      "Lets udev's rules name cards without asking for Xen's driver",
      """
      A rule such as DRIVERS=="vif", ATTR{address}=="00:16:3e:…", NAME="eth0" in 70-persistent-net.rules matches nothing under \
      KVM, and the card gets another name. What asks for Xen's driver, bus or place (vif, xennet, vif-0, enX* as the kernel's \
      name) is taken out where the rule states the address; a rule that states none gets the address of the card that it \
      meant. A rule that would then say the same as another one is removed. Rules that do not name cards stay as they are, and \
      so does the generator of such rules.

      Cards that no rule names are the business of nic-names.
      """,
      "udev(7)", "measured: eth0 becomes enp1s0 with DRIVERS==\"vif\"");

  private static final GuestPath RULES = GuestPath.of("/etc/udev/rules.d");
  private static final String REASON = "The card is not Xen's any more, and its address does not change";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (String name : guest.list(RULES)) {
      if (name.endsWith(".rules") && name.contains("net") && !name.contains("generator")) {
        GuestPath file = RULES.resolve(name);
        guest.text(file).ifPresent(text -> {
          String unbound = new Unbinding(text, file, context).text();
          guest.edit(file, before -> unbound, REASON);
        });
      }
    }
  }

  /** The rules of one file, with their bindings to Xen replaced. */
  private record Unbinding(String before, GuestPath file, FixContext context) {

    String text() {
      List<UdevRule> rules = UdevRule.in(before);
      StringBuilder text = new StringBuilder();
      Set<String> said = new HashSet<>();
      boolean warned = false;
      rules.stream().filter(rule -> bindings(rule).isEmpty()).forEach(rule -> said.add(meaning(rule, "")));
      int from = 0;
      for (UdevRule rule : rules) {
        List<Part> bindings = rule.name().isPresent() ? bindings(rule) : List.of();
        Optional<String> mac = bindings.isEmpty() ? Optional.empty() : rule.mac().or(() -> macOf(rule, bindings));
        if (bindings.isEmpty()) {
          continue;
        }
        text.append(before, from, rule.start());
        from = rule.end();
        String meaning = meaning(rule, mac.orElse(""));
        if (mac.isEmpty()) {
          // Once for a file: a guest may hold any number of such rules.
          if (!warned) {
            warn(rule);
          }
          warned = true;
          text.append(before, rule.start(), rule.end());
        } else if (said.add(meaning)) {
          String added = rule.mac().isPresent() ? "" : address() + "==\"" + mac.get() + "\"";
          text.append(without(rule, bindings, added));
        }
      }
      return text.append(before, from, before.length()).toString();
    }

    private static List<Part> bindings(UdevRule rule) {
      return rule.parts().stream().filter(Part::isMatch).filter(part -> part.operator().equals("=="))
          .filter(Unbinding::isXen).toList();
    }

    private static boolean isXen(Part part) {
      return switch (part.key()) {
        case "DRIVERS", "DRIVER" -> XenNic.isDriver(part.value());
        case "KERNELS", "ID", "BUSID" -> XenNic.isPlace(part.value());
        case "SUBSYSTEMS", "BUS" -> part.value().equals("xen");
        case "ENV" -> XenNic.isDriver(part.value()) || XenNic.isPlace(part.value());
        case "KERNEL" -> part.value().startsWith("enX");
        default -> false;
      };
    }

    private static String meaning(UdevRule rule, String mac) {
      return rule.name().orElse("") + " " + rule.mac().orElse(mac);
    }

    /** The place says which card it is; without one the number in its name does, where Xen counted likewise. */
    private Optional<String> macOf(UdevRule rule, List<Part> bindings) {
      KvmHardware hardware = context.hardware();
      for (Part part : bindings) {
        Optional<String> mac = XenNic.macAt(part.value(), hardware);
        if (mac.isPresent()) {
          return mac;
        }
      }
      OptionalInt number = rule.name().map(InterfaceName::xenNumber).orElse(OptionalInt.empty());
      return hardware.nics().size() == 1 ? XenNic.mac(0, hardware)
          : number.isPresent() ? XenNic.mac(number.getAsInt(), hardware) : Optional.empty();
    }

    /** Old udev calls a device's attributes SYSFS. */
    private String address() {
      return before.contains("SYSFS{") ? "SYSFS{address}" : "ATTR{address}";
    }

    private String without(UdevRule rule, List<Part> bindings, String instead) {
      StringBuilder kept = new StringBuilder();
      List<Part> parts = rule.parts();
      int from = rule.start();
      boolean added = instead.isEmpty();
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get(i);
        if (!bindings.contains(part)) {
          continue;
        }
        if (!added) {
          kept.append(before, from, part.start()).append(instead);
          from = part.end();
          added = true;
        } else if (i + 1 < parts.size()) {
          kept.append(before, from, part.start());
          from = parts.get(i + 1).start();
        } else {
          kept.append(before, from, Math.max(from, parts.get(i - 1).end()));
          from = part.end();
        }
      }
      return kept.append(before, from, rule.end()).toString();
    }

    private void warn(UdevRule rule) {
      long line = before.substring(0, rule.start()).chars().filter(c -> c == '\n').count() + 1;
      context.warn(file + ":" + line,
          "The name " + rule.name().orElse("") + " is bound to Xen's driver, and the address of the card is not known",
          "Give the domain's definition with its network interfaces, or write the address into the rule.");
    }
  }
}
