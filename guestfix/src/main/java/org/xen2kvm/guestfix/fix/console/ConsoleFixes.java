package org.xen2kvm.guestfix.fix.console;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes that give a guest a login where its console is under KVM. */
public final class ConsoleFixes {
  private ConsoleFixes() {}

  /** Returns them in the order in which they plan. */
  public static List<Fix> inOrder() {
    return List.of(new GettySystemd(), new GettyInittab(), new GettyUpstart(), new SecurettySerial());
  }
}
