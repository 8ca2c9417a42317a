package org.xen2kvm.migration.batch;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;

/**
 * Which bridges and networks the KVM host can be expected to have, because the policy speaks of them. Immutable.
 *
 * <p>A host profile does not come into it: neither {@code virsh domcapabilities} nor {@code virsh capabilities} tells a host's
 * bridges and networks.
 */
public final class NetworkCoverage {
  /** The rule that connects interfaces as the policy maps them. */
  static final RuleId MAPPING = new RuleId("nic-network-mapping");

  private final List<NetworkMapping> mappings;
  private final String defaultBridge;

  private NetworkCoverage(List<NetworkMapping> mappings, String defaultBridge) {
    this.mappings = mappings;
    this.defaultBridge = defaultBridge;
  }

  /** Returns what a policy covers; one that has the mapping switched off maps nothing. */
  public static NetworkCoverage of(Policy policy) {
    boolean maps = false;
    for (Rule rule : RuleCatalog.builtIn().under(policy)) {
      maps |= rule.descriptor().id().equals(MAPPING);
    }
    return new NetworkCoverage(maps ? policy.networks() : List.of(), policy.defaultBridge());
  }

  /** Returns the mapping of a bridge or network of the Xen host. */
  public Optional<NetworkMapping> mapping(Kind kind, String name) {
    for (NetworkMapping mapping : mappings) {
      if (mapping.kind() == kind && mapping.from().matches(name)) {
        return Optional.of(mapping);
      }
    }
    return Optional.empty();
  }

  /** Returns whether the policy says that the KVM host has it: as a mapping's end, mapped to itself, or as the default bridge. */
  public boolean isExpected(Kind kind, String name) {
    if (kind == Kind.BRIDGE && name.equals(defaultBridge)) {
      return true;
    }
    for (NetworkMapping mapping : mappings) {
      if (mapping.target() == kind && mapping.to().equals(name)) {
        return true;
      }
    }
    return mapping(kind, name).isPresent();
  }

  /** Returns the bridge of an interface that names none. */
  public String defaultBridge() {
    return defaultBridge;
  }
}
