package org.xen2kvm.converter.rule.nic;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class NicRules {
  private NicRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        // These two read what the script says, before it goes.
        new OvsScriptToVirtualport(),
        new RoutedNicWithoutScript(),
        new DropNicScript(),
        new DropNicTarget(),
        // Reads the addresses, before they go.
        new GuestAddressToFilter(),
        new DropGuestAddress(),
        // Maps the names of the source, so the default bridge comes after.
        new NetworksOfKvmHost(),
        new CompleteNicSource(),
        new DropXenNicParts(),
        new NetworkFiltersToPrepare(),
        new NicModelForKvm());
  }
}
