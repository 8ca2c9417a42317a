package org.xen2kvm.migration.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;

/** What firewalls' listings mean. */
final class FirewallCheckTest {
  private static final String FIREWALLD = """
      public (active)
        target: default
        interfaces: eth0
        services: cockpit dhcpv6-client ssh
        ports: %s
        protocols:
      """;

  private static HostFinding vnc(FakeMachine machine) {
    return FirewallCheck.of(machine).get(0);
  }

  private static HostFinding migration(FakeMachine machine) {
    return FirewallCheck.of(machine).get(1);
  }

  @Test
  void firewalldThatLetsNothingInIsNotedWithTheCommand() {
    FakeMachine machine = new FakeMachine().program("firewall-cmd --list-all", FIREWALLD.formatted(""));

    assertThat(vnc(machine).level()).isEqualTo(Level.NOTE);
    assertThat(vnc(machine).remedy()).contains("firewall-cmd --permanent", "--add-port=5900-5999/tcp");
    assertThat(migration(machine).found()).contains("does not let 49152-49215 in");
    assertThat(migration(machine).remedy()).contains("--add-port=49152-49215/tcp");
  }

  @Test
  void firewalldsOpenPortsAreSeen() {
    FakeMachine machine = new FakeMachine()
        .program("firewall-cmd --list-all", FIREWALLD.formatted("5900-6000/tcp 49152-49216/tcp"));

    assertThat(FirewallCheck.of(machine)).extracting(HostFinding::level).containsExactly(Level.OK, Level.OK);
  }

  @Test
  void partOfTheRangeIsNotAllOfIt() {
    FakeMachine machine = new FakeMachine()
        .program("firewall-cmd --list-all", FIREWALLD.formatted("5900-5903/tcp 49152-49200/tcp"));

    assertThat(FirewallCheck.of(machine)).extracting(HostFinding::level).containsExactly(Level.NOTE, Level.NOTE);
  }

  @Test
  void ufwsRulesAreSeen() {
    FakeMachine machine = new FakeMachine().program("ufw status", """
        Status: active

        To                         Action      From
        --                         ------      ----
        OpenSSH                    ALLOW       Anywhere
        5900:5999/tcp              ALLOW       Anywhere
        49152:49215/tcp            ALLOW       10.0.0.0/8
        """);

    assertThat(vnc(machine).level()).isEqualTo(Level.OK);
    assertThat(migration(machine).remedy()).isEqualTo("ufw allow OpenSSH && ufw allow 49152:49215/tcp");
  }

  @Test
  void aChainOfNftablesThatDropsIsLeftToAPerson() {
    FakeMachine closed = new FakeMachine().program("nft list ruleset", """
        table inet filter {
          chain input {
            type filter hook input priority filter; policy drop;
          }
        }
        """);
    FakeMachine open = new FakeMachine().program("nft list ruleset", """
        table inet filter {
          chain input {
            type filter hook input priority filter; policy accept;
          }
        }
        """);

    assertThat(vnc(closed).level()).isEqualTo(Level.NOTE);
    assertThat(vnc(closed).remedy()).isEqualTo("nft list ruleset");
    assertThat(vnc(open).level()).isEqualTo(Level.OK);
  }

  @Test
  void whatCannotBeSeenIsSaidSo() {
    FakeMachine hidden = new FakeMachine().ordinaryUser()
        .program("nft list ruleset", new ProgramAnswer(ProgramAnswer.Outcome.ENDED, 1, "Operation not permitted"));

    assertThat(vnc(hidden).found()).contains("root only");
    assertThat(vnc(new FakeMachine()).found()).contains("No firewall is known");
    assertThat(vnc(new FakeMachine()).level()).isEqualTo(Level.NOTE);
  }
}
