package org.xen2kvm.migration.host.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.migration.host.report.HostFinding;

/** Whether a firewall lets displays and migrations in; it is only looked at. Stateless. */
public final class FirewallCheck {
  private static final String VNC = "firewall-vnc";
  private static final String MIGRATION = "firewall-migration";
  private static final String WHY_VNC = "A guest's display listens on a port from 5900 on; over ssh (virt-viewer -c"
      + " qemu+ssh://…) it is reached without an open port";
  private static final String WHY_MIGRATION = "A live migration to this host comes in by ssh or libvirt's port (16509, TLS"
      + " 16514), and its data by one of 49152-49215";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final PortRange DISPLAYS = new PortRange(5900, 5999);
  private static final PortRange DATA = new PortRange(49152, 49215);
  private static final List<PortRange> CONTROL =
      List.of(new PortRange(22, 22), new PortRange(16514, 16514), new PortRange(16509, 16509));

  /** An input chain that drops what no rule takes, as {@code nft list ruleset} prints it. */
  private static final Pattern CLOSED_CHAIN = Pattern.compile("hook input priority [^;]{1,40}; policy drop;");

  private FirewallCheck() {}

  /** Which firewall it is. */
  enum Kind { FIREWALLD, UFW }

  /** Returns what the firewall of this machine means. */
  public static List<HostFinding> of(LocalHost host) {
    ProgramAnswer firewalld = host.run(List.of("firewall-cmd", "--list-all"), LIMIT, "");
    if (firewalld.succeeded()) {
      return decide(Kind.FIREWALLD, PortRange.of(firewalldWords(firewalld.output())));
    }
    ProgramAnswer ufw = host.run(List.of("ufw", "status"), LIMIT, "");
    if (ufw.succeeded() && ufw.output().contains("Status: active")) {
      return decide(Kind.UFW, PortRange.of(ufwWords(ufw.output())));
    }
    ProgramAnswer nft = host.run(List.of("nft", "list", "ruleset"), LIMIT, "");
    boolean mayBeHidden = !host.isRoot()
        && (ufw.outcome() != ProgramAnswer.Outcome.ABSENT || nft.outcome() != ProgramAnswer.Outcome.ABSENT);
    return nftables(nft.succeeded() ? Optional.of(nft.output()) : Optional.empty(), mayBeHidden);
  }

  /** The words of the lines {@code services:} and {@code ports:}. */
  static List<String> firewalldWords(String listing) {
    List<String> words = new ArrayList<>();
    listing.lines().map(String::strip).filter(line -> line.startsWith("services:") || line.startsWith("ports:"))
        .forEach(line -> words.addAll(List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1))));
    return words;
  }

  /** The first words of the lines that allow anybody in. */
  static List<String> ufwWords(String listing) {
    List<String> words = new ArrayList<>();
    listing.lines().filter(line -> line.contains(" ALLOW ") && line.contains("Anywhere"))
        .forEach(line -> words.add(line.strip().split("\\s+", -1)[0]));
    return words;
  }

  /** Returns what the open ports of a firewall that closes all others mean. */
  static List<HostFinding> decide(Kind kind, List<PortRange> open) {
    String name = kind == Kind.FIREWALLD ? "firewalld" : "ufw";
    boolean control = CONTROL.stream().anyMatch(each -> each.isWithin(open));
    return List.of(
        DISPLAYS.isWithin(open)
            ? HostFinding.ok(VNC, name + " lets 5900-5999 in", WHY_VNC)
            : HostFinding.note(VNC, name + " does not let 5900-5999 in", WHY_VNC, opening(kind, "5900-5999")),
        DATA.isWithin(open) && control
            ? HostFinding.ok(MIGRATION, name + " lets live migrations in", WHY_MIGRATION)
            : HostFinding.note(MIGRATION,
                name + " does not let " + (control ? "49152-49215" : "ssh or libvirt, and 49152-49215,") + " in",
                WHY_MIGRATION, opening(kind, "49152-49215")));
  }

  private static String opening(Kind kind, String ports) {
    return switch (kind) {
      case FIREWALLD -> "firewall-cmd --permanent --add-service=ssh --add-port=" + ports + "/tcp && firewall-cmd --reload";
      case UFW -> "ufw allow OpenSSH && ufw allow " + ports.replace('-', ':') + "/tcp";
    };
  }

  /** Returns what rules without firewalld and ufw mean; an input chain that drops may still let these ports in. */
  static List<HostFinding> nftables(Optional<String> ruleset, boolean mayBeHidden) {
    String found;
    String remedy = "";
    boolean clear = false;
    if (ruleset.isEmpty()) {
      found = mayBeHidden ? "The firewall's rules are shown to root only"
          : "No firewall is known here: neither firewalld, ufw nor nft is installed and answers";
    } else if (CLOSED_CHAIN.matcher(ruleset.get()).find()) {
      found = "nftables drops what no rule takes; whether a rule takes these ports is for a person to see";
      remedy = "nft list ruleset";
    } else {
      found = "nftables has no chain that drops what comes in";
      clear = true;
    }
    List<HostFinding> findings = new ArrayList<>();
    for (String id : List.of(VNC, MIGRATION)) {
      String why = id.equals(VNC) ? WHY_VNC : WHY_MIGRATION;
      findings.add(clear ? HostFinding.ok(id, found, why) : HostFinding.note(id, found, why, remedy));
    }
    return findings;
  }
}
