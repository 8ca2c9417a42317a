package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdom2.Element;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.plan.DomainDefinition;

/** Tells what guests of one batch cannot both have: a name, a UUID, a disk to write to, a network address. Immutable. */
public final class BatchChecks implements HostChecks {
  private static final FixId BATCH = new FixId("batch-conflict");
  private static final String ADDRESS = "the address";
  private static final DomainPath NAME = DomainPath.of("/domain/name");
  private static final DomainPath UUID = DomainPath.of("/domain/uuid");
  private static final DomainPath MACS = DomainPath.of("/domain/devices/interface/mac");
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk[not(readonly) and not(shareable)]/source");

  /** The labels of the guests that have something which only one can have. */
  private final Map<Trait, TreeSet<String>> owners = new TreeMap<>();

  /** Something that only one guest can have; its kind is a phrase such as "the name". */
  private record Trait(String kind, String value) implements Comparable<Trait> {
    @Override
    public int compareTo(Trait other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : value.compareTo(other.value);
    }
  }

  /**
   * Looks at the definitions of a batch, as the policy converts them. One that is refused, or has no definition, takes part in no
   * conflict.
   */
  public BatchChecks(List<GuestSource> guests, Policy policy, HostProfile host) {
    for (GuestSource guest : guests) {
      guest.definition().ifPresent(definition -> {
        ConversionResult result = DomainConverter.convert(definition, policy, host, GuestFacts.unknown());
        if (result.outcome() != Outcome.REFUSED) {
          traits(result.converted()).forEach(
              trait -> owners.computeIfAbsent(trait, any -> new TreeSet<>()).add(guest.label()));
        }
      });
    }
    owners.values().removeIf(labels -> labels.size() < 2);
  }

  @Override
  public List<FixFinding> of(String label, DomainDefinition definition) {
    List<FixFinding> findings = new ArrayList<>();
    owners.forEach((trait, labels) -> {
      if (labels.contains(label)) {
        List<String> others = labels.stream().filter(other -> !other.equals(label)).toList();
        boolean address = trait.kind().equals(ADDRESS);
        findings.add(new FixFinding(BATCH, address ? Severity.WARNING : Severity.ERROR, "",
            "Other guests of this batch have " + trait.kind() + " " + trait.value() + " as well: " + String.join(", ", others),
            address ? "Two on one network disturb each other. Give one of them another address."
                : "If they are one guest, plan it once; else correct the definitions."));
      }
    });
    return findings;
  }

  private static List<Trait> traits(String xml) {
    List<Trait> traits = new ArrayList<>();
    try {
      DomainTree domain = DomainParser.parse(xml);
      domain.select(NAME).forEach(name -> traits.add(new Trait("the name", name.getTextTrim())));
      domain.select(UUID).forEach(uuid -> traits.add(new Trait("the UUID", uuid.getTextTrim())));
      domain.select(MACS).forEach(mac -> traits.add(new Trait(ADDRESS, mac.getAttributeValue("address", ""))));
      for (Element source : domain.select(DISKS)) {
        String file = source.getAttributeValue("file", source.getAttributeValue("dev", ""));
        if (!file.isEmpty()) {
          traits.add(new Trait("the disk", file));
        }
      }
    } catch (DomainSyntaxException e) {
      throw new IllegalStateException("The converter's result cannot be read", e);
    }
    return traits;
  }
}
