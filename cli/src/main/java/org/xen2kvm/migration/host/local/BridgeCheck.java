package org.xen2kvm.migration.host.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.host.report.HostFinding;

/**
 * The interfaces of this machine that cards of guests can be on.
 *
 * @param bridges its bridges
 * @param down those of them that are down
 * @param all all of its interfaces
 */
public record BridgeCheck(Set<String> bridges, Set<String> down, Set<String> all) {
  private static final String ID = "bridges";
  private static final String WHY = "A domain with a card on a bridge that is missing does not start, and on one that is down it"
      + " has no network";

  /** Returns those of this machine. */
  public static BridgeCheck of(LocalHost host) {
    Set<String> bridges = new TreeSet<>();
    Set<String> down = new TreeSet<>();
    Set<String> all = new TreeSet<>(host.names("/sys/class/net"));
    for (String name : all) {
      if (host.exists("/sys/class/net/" + name + "/bridge")) {
        bridges.add(name);
        // IFF_UP; operstate is "down" for every bridge that no guest is on yet.
        String flags = host.read("/sys/class/net/" + name + "/flags").orElse("0x1").strip();
        if (flags.startsWith("0x") && (Long.parseLong(flags.substring(2), 16) & 1) == 0) {
          down.add(name);
        }
      }
    }
    return new BridgeCheck(bridges, down, all);
  }

  /** Returns what to tell of them. */
  public List<HostFinding> findings() {
    if (bridges.isEmpty()) {
      return List.of(HostFinding.note(ID, "This machine has no bridge", WHY,
          "nmcli connection add type bridge ifname br0 con-name br0"));
    }
    List<HostFinding> findings = new ArrayList<>();
    for (String name : down) {
      findings.add(HostFinding.warning(ID, "Bridge " + name + " is down", WHY, "ip link set " + ShellWord.of(name) + " up"));
    }
    Set<String> up = new TreeSet<>(bridges);
    up.removeAll(down);
    if (!up.isEmpty()) {
      findings.add(HostFinding.ok(ID, "Up: " + String.join(", ", up), WHY));
    }
    return findings;
  }
}
