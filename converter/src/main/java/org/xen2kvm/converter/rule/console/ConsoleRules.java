package org.xen2kvm.converter.rule.console;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class ConsoleRules {
  private ConsoleRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        // Before consoles and serial ports are compared.
        new WiremodeToProtocol(),
        new ConsoleToSerial(),
        new XenChannelToVirtio(),
        new DropOrphanSpiceChannel(),
        new GuestForwardInItsNetwork(),
        new CleanParallelPort());
  }
}
