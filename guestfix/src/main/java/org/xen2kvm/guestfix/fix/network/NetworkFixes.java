package org.xen2kvm.guestfix.fix.network;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes that keep a guest's network cards what they were under Xen. */
public final class NetworkFixes {
  private NetworkFixes() {}

  /** Returns them in the order in which they plan: names are given last, beside what the rules and links then say. */
  public static List<Fix> inOrder() {
    return List.of(new NicPersistentRules(), new NicConfigBindings(), new NicNames());
  }
}
