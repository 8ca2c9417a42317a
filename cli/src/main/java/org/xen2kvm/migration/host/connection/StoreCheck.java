package org.xen2kvm.migration.host.connection;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.local.FolderCheck;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.StoragePool;

/** Whether the host's networks and storage pools are active and have room. Stateless. */
public final class StoreCheck {
  private static final String WHY_NETWORKS = "A domain with a card on a network that is not active does not start";
  private static final String WHY_POOLS = "A domain with a disk in a pool that is not active does not start, and a full"
      + " pool stops guests";
  private static final long LEAST = 1L << 30;

  private StoreCheck() {}

  /**
   * Returns a finding for each network.
   *
   * @param virsh the command that talks to the host
   */
  public static List<HostFinding> networks(List<HostNetwork> networks, VirshCommand virsh) {
    if (networks.isEmpty()) {
      return List.of(HostFinding.note("networks", "The host has no virtual network; guests need bridges then", WHY_NETWORKS, ""));
    }
    List<HostFinding> findings = new ArrayList<>();
    for (HostNetwork each : networks) {
      if (!each.active()) {
        findings.add(HostFinding.warning("networks", "Network " + each.name() + " is not active", WHY_NETWORKS,
            virsh.of("net-start", each.name()) + (each.autostart() ? "" : " && " + virsh.of("net-autostart", each.name()))));
      } else if (!each.autostart()) {
        findings.add(HostFinding.note("networks", "Network " + each.name() + " is active, but not after the host's next start",
            WHY_NETWORKS, virsh.of("net-autostart", each.name())));
      } else {
        findings.add(HostFinding.ok("networks", "Network " + each.name() + " is active"
            + (each.bridge().isEmpty() ? "" : " on " + each.bridge()), WHY_NETWORKS));
      }
    }
    return findings;
  }

  /**
   * Returns a finding for each storage pool.
   *
   * @param virsh the command that talks to the host
   */
  public static List<HostFinding> pools(List<StoragePool> pools, VirshCommand virsh) {
    if (pools.isEmpty()) {
      return List.of(HostFinding.ok("pools", "The host has no storage pool; disks are files or devices by their paths",
          WHY_POOLS));
    }
    List<HostFinding> findings = new ArrayList<>();
    for (StoragePool each : pools) {
      String free = FolderCheck.size(each.available()) + " of " + FolderCheck.size(each.capacity()) + " are free in pool "
          + each.name();
      if (!each.active()) {
        findings.add(HostFinding.warning("pools", "Pool " + each.name() + " is not active", WHY_POOLS,
            virsh.of("pool-start", each.name()) + (each.autostart() ? "" : " && " + virsh.of("pool-autostart", each.name()))));
      } else if (each.available() < LEAST) {
        findings.add(HostFinding.warning("pools", "Only " + free, WHY_POOLS, virsh.of("vol-list", each.name(), "--details")));
      } else if (!each.autostart()) {
        findings.add(HostFinding.note("pools", free + "; it is not active after the host's next start", WHY_POOLS,
            virsh.of("pool-autostart", each.name())));
      } else {
        findings.add(HostFinding.ok("pools", free, WHY_POOLS));
      }
    }
    return findings;
  }

  /** Returns whether another host finds this one by the name that it gives itself. */
  public static HostFinding hostname(String name) {
    String why = "A host gives its name to the other side of a migration, which would go to itself by localhost";
    boolean itself = name.equals("localhost") || name.startsWith("localhost.") || name.isEmpty();
    return itself
        ? HostFinding.warning("hostname", "The host's name is " + (name.isEmpty() ? "empty" : name), why,
            "hostnamectl set-hostname NAME.DOMAIN")
        : HostFinding.ok("hostname", name, why);
  }
}
