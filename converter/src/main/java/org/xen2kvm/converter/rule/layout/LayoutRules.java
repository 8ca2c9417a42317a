package org.xen2kvm.converter.rule.layout;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class LayoutRules {
  private LayoutRules() {}

  public static List<Rule> inOrder() {
    return List.of(new AddressesChosenByLibvirt(), new IotuneInOrder(), new DomainInOrder(), new NothingOfXen());
  }
}
