package org.xen2kvm.migration.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.report.Change;

/**
 * What a domain brings to the KVM host that others could have as well: taken from the definition that the conversion ends with, so
 * after mappings, new names and new UUIDs. Immutable.
 *
 * @param text stands for the text that was read: the same for equal texts, hardly ever for others
 * @param traits in the order of the definition
 */
public record DomainTraits(long text, List<Trait> traits) {
  /** The elements that say traits, in the order in which these are told. */
  private static final List<String> KINDS = List.of("name", "uuid", "interface", "disk");

  public DomainTraits {
    traits = List.copyOf(traits);
  }

  /**
   * Returns the traits of a conversion; empty when the domain is refused, for then it brings nothing anywhere.
   *
   * @param coverage which bridges and networks are no matter; those of a domain that is a KVM one already never are
   */
  public static Optional<DomainTraits> of(ConversionResult result, NetworkCoverage coverage) {
    if (result.outcome() == Outcome.REFUSED) {
      return Optional.empty();
    }
    List<Element> parts = TraitReader.of(result.converted());
    List<Trait> traits = new ArrayList<>();
    for (String kind : KINDS) {
      for (Element part : parts) {
        if (part.getName().equals(kind)) {
          add(traits, part);
        }
      }
    }
    if (result.outcome() == Outcome.CONVERTED) {
      addNetworks(traits, parts, coverage, result.changes());
    }
    return Optional.of(new DomainTraits(Fingerprint.ofLong(result.source()), traits));
  }

  private static void add(List<Trait> traits, Element part) {
    switch (part.getName()) {
      case "name" -> add(traits, Trait.Kind.NAME, part.getTextTrim());
      case "uuid" -> add(traits, Trait.Kind.UUID, uuid(part.getTextTrim()));
      case "interface" -> {
        Element mac = part.getChild("mac");
        if (mac != null) {
          add(traits, Trait.Kind.ADDRESS, mac.getAttributeValue("address", "").strip().toLowerCase(Locale.ROOT).replace('-', ':'));
        }
      }
      default -> {
        if (DiskIdentity.isWritten(part)) {
          DiskIdentity.of(part).ifPresent(place -> add(traits, Trait.Kind.DISK, place));
        }
      }
    }
  }

  private static void add(List<Trait> traits, Trait.Kind kind, String value) {
    if (!value.isEmpty()) {
      traits.add(new Trait(kind, value));
    }
  }

  /** virUUIDParse takes either case, and hyphens anywhere or nowhere. */
  static String uuid(String text) {
    String digits = text.replace("-", "").toLowerCase(Locale.ROOT);
    return digits.length() != 32 ? digits
        : digits.substring(0, 8) + "-" + digits.substring(8, 12) + "-" + digits.substring(12, 16) + "-" + digits.substring(16, 20)
            + "-" + digits.substring(20);
  }

  private static void addNetworks(List<Trait> traits, List<Element> parts, NetworkCoverage coverage, List<Change> changes) {
    Set<Trait> seen = new HashSet<>();
    for (Element nic : parts) {
      String type = nic.getAttributeValue("type", "");
      Element source = nic.getChild("source");
      boolean bridge = type.equals("bridge");
      if (nic.getName().equals("interface") && source != null && (bridge || type.equals("network"))) {
        String name = source.getAttributeValue(type, "").strip();
        Trait trait = new Trait(bridge ? Trait.Kind.BRIDGE : Trait.Kind.NETWORK, name);
        NetworkMapping.Kind kind = bridge ? NetworkMapping.Kind.BRIDGE : NetworkMapping.Kind.NETWORK;
        if (!name.isEmpty() && seen.add(trait) && !coverage.isExpected(kind, name) && !isMapped(name, changes)) {
          traits.add(trait);
        }
      }
    }
  }

  /** A mapping by an expression leads to names that only its use shows. */
  private static boolean isMapped(String name, List<Change> changes) {
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (change.rule().equals(NetworkCoverage.MAPPING) && name.equals(change.after())) {
        return true;
      }
    }
    return false;
  }
}
