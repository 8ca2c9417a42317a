package org.xen2kvm.runner.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.FakeGuest;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.boot.BootProbe.GuestAgent;
import org.xen2kvm.runner.boot.BootProbe.Lease;
import org.xen2kvm.runner.boot.BootProbe.LoginPrompt;
import org.xen2kvm.runner.boot.BootProbe.OpenPort;
import org.xen2kvm.runner.boot.BootProbe.SerialText;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;

/** Boots of scripted guests: what proves them, and what ends a watch. */
final class BootWatchTest {
  private static final String NAME = "web1";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Predicate<String> NEVER_HOPELESS = text -> false;
  private static final GuestAddress ADDRESS = new GuestAddress("52:54:00:00:00:01", "192.0.2.7", 24);

  private final FakeDomainRunner host = new FakeDomainRunner();
  private final FakeGuest guest = host.guest(NAME);
  private final ScriptedPace pace = new ScriptedPace();
  private final Set<String> openPorts = new HashSet<>();
  private final List<String> heard = new ArrayList<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void loginPromptProvesTheBoot() {
    guest.atRun(running -> running.writes("Linux version 6.1\r\n"));
    pace.at(Duration.ofSeconds(20), () -> guest.writes("\r\nweb1 login: "));

    BootReport report = boot(new LoginPrompt());

    assertThat(report.proven()).as(report.failure()).isTrue();
    assertThat(report.by()).contains(new LoginPrompt());
    assertThat(report.state()).isEqualTo(DomainState.RUNNING);
    assertThat(report.serialTail()).isEqualTo("Linux version 6.1\r\n\r\nweb1 login: ");
    assertThat(report.took()).isEqualTo(Duration.ofSeconds(20));
    assertThat(heard).containsExactly("Linux version 6.1\r\n", "\r\nweb1 login: ");
  }

  /** The fake drops what is written while the console is not open, as a real host does. */
  @Test
  void firstByteIsNotLost() {
    guest.atRun(running -> running.writes("first"));

    assertThat(boot(new SerialText("first")).proven()).isTrue();
  }

  @Test
  void anyOneProbeIsEnough() {
    define("<devices><serial type='pty'/><channel><target name='org.qemu.guest_agent.0'/></channel></devices>");
    pace.at(Duration.ofSeconds(30), () -> guest.agentAnswers(true));

    assertThat(watch(new LoginPrompt(), new Lease(), new GuestAgent()).by()).contains(new GuestAgent());
  }

  @Test
  void newLeaseProvesTheBoot() {
    pace.at(Duration.ofSeconds(30), () -> guest.hasAddress(AddressSource.LEASE, ADDRESS));

    assertThat(boot(new Lease()).took()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
  }

  @Test
  void leaseFromAnEarlierRunProvesNothing() {
    guest.hasAddress(AddressSource.LEASE, ADDRESS);

    BootReport report = boot(new Lease());

    assertThat(report.proven()).isFalse();
    assertThat(report.failure()).contains("a new DHCP lease");
  }

  @Test
  void openPortProvesTheBoot() {
    guest.hasAddress(AddressSource.ARP, ADDRESS);
    openPorts.add("192.0.2.7:443");
    pace.at(Duration.ofSeconds(40), () -> openPorts.add("192.0.2.7:22"));

    BootReport report = boot(new OpenPort(22));

    assertThat(report.by()).contains(new OpenPort(22));
    assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void limitEndsTheWatch() {
    guest.atRun(running -> running.writes("Loading initial ramdisk ..."));

    BootReport report = boot(new LoginPrompt(), new SerialText("ready"), new GuestAgent());

    assertThat(report.proven()).isFalse();
    assertThat(report.by()).isEmpty();
    assertThat(report.failure())
        .contains("300 s", "a login prompt", "the text \"ready\"", "guest agent is not configured");
    assertThat(report.took()).isEqualTo(LIMIT);
    assertThat(report.state()).isEqualTo(DomainState.RUNNING);
    assertThat(report.serialTail()).isEqualTo("Loading initial ramdisk ...");
  }

  @Test
  void domainThatEndsIsReportedAtOnce() {
    pace.at(Duration.ofMillis(1500), () -> {
      guest.writes("reboot: Power down");
      guest.switchesOff();
    });

    BootReport report = boot(new LoginPrompt());

    assertThat(report.failure()).isEqualTo("the domain has ended (shutdown)");
    assertThat(report.state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(report.took()).isEqualTo(Duration.ofMillis(1500));
    assertThat(report.serialTail()).isEqualTo("reboot: Power down");
  }

  @Test
  void eventThatSaysWhyMayComeBehindTheState() {
    pace.at(Duration.ofMillis(1500), guest::switchesOffUntold);
    pace.at(Duration.ofMillis(2300), guest::isToldToBeOff);

    assertThat(boot(new LoginPrompt()).failure()).isEqualTo("the domain has ended (shutdown)");
  }

  @Test
  void domainThatEndsWithoutAnEventIsReportedWithoutReason() {
    pace.at(Duration.ofMillis(1500), guest::switchesOffUntold);

    assertThat(boot(new LoginPrompt()).failure()).isEqualTo("the domain has ended");
  }

  @Test
  void lastWordsOfADomainThatEndsMayProveItsBoot() {
    guest.atRun(running -> {
      running.writes("self-test passed");
      running.switchesOff();
    });

    BootReport report = boot(new SerialText("self-test passed"));

    assertThat(report.proven()).isTrue();
    assertThat(report.state()).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void crashedDomainIsReported() {
    pace.at(Duration.ofSeconds(3), guest::panics);

    BootReport report = boot(new LoginPrompt());

    assertThat(report.failure()).isEqualTo("the domain has crashed (panicked)");
    assertThat(report.state()).isEqualTo(DomainState.CRASHED);
  }

  @Test
  void domainThatIsForgottenWhileItRunsIsWatchedToItsEnd() {
    pace.at(Duration.ofSeconds(3), () -> host.undefine(NAME));
    pace.at(Duration.ofSeconds(5), guest::switchesOff);

    assertThat(boot(new LoginPrompt()).failure()).isEqualTo("the domain has ended (shutdown)");
  }

  @Test
  void hopelessTextEndsTheWatch() {
    pace.at(Duration.ofSeconds(7), () -> guest.writes("Kernel panic - not "));
    pace.at(Duration.ofSeconds(8), () -> guest.writes("syncing: VFS"));
    define("<devices><serial type='pty'/></devices>");

    BootReport report = watch(text -> text.contains("Kernel panic - not syncing"), List.of(new LoginPrompt()));

    assertThat(report.failure()).contains("serial console shows");
    assertThat(report.took()).isEqualTo(Duration.ofSeconds(8));
    assertThat(report.serialTail()).endsWith("syncing: VFS");
    assertThat(report.state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void callerMayCancel() {
    pace.at(Duration.ofSeconds(9), () -> cancelled.set(true));

    BootReport report = boot(new LoginPrompt());

    assertThat(report.failure()).contains("cancelled");
    assertThat(report.took()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void interruptCancelsAndStaysSet() {
    pace.at(Duration.ofSeconds(9), () -> Thread.currentThread().interrupt());

    BootReport report = boot(new LoginPrompt());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.failure()).contains("cancelled");
  }

  @Test
  void withoutSerialConsoleSerialProbesAloneCannotHold() {
    define("<devices><serial type='file'/></devices>");
    guest.atRun(running -> {
      throw new AssertionError("the guest must not run");
    });

    BootReport report = watch(new LoginPrompt(), new SerialText("ready"));

    assertThat(report.failure()).contains("no serial console of type pty");
    assertThat(report.state()).isEqualTo(DomainState.PAUSED);
  }

  @Test
  void withoutSerialConsoleOtherProbesMayHold() {
    define("");
    guest.atRun(running -> running.hasAddress(AddressSource.LEASE, ADDRESS));

    assertThat(watch(new LoginPrompt(), new Lease()).by()).contains(new Lease());
  }

  @Test
  void withoutSerialConsoleTheLimitSaysSo() {
    define("");

    assertThat(watch(new LoginPrompt(), new Lease()).failure()).contains("no serial console of type pty");
  }

  @Test
  void refusedStartIsTheHostsError() {
    assertThatThrownBy(() -> watch(new LoginPrompt()))
        .isInstanceOfSatisfying(
            RunnerException.class, refused -> assertThat(refused.error()).isEqualTo(RunnerError.NO_DOMAIN));
  }

  @Test
  void nothingCannotBeExpected() {
    List<BootProbe> none = List.of();
    List<BootProbe> one = List.of(new LoginPrompt());

    assertThatThrownBy(() -> new BootExpectation(none, LIMIT)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BootExpectation(one, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SerialText("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OpenPort(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private BootReport boot(BootProbe... probes) {
    define("<devices><serial type='pty'/></devices>");
    return watch(probes);
  }

  private void define(String devices) {
    host.define("<domain type='kvm'><name>web1</name>" + devices + "</domain>");
  }

  private BootReport watch(BootProbe... probes) {
    return watch(NEVER_HOPELESS, List.of(probes));
  }

  private BootReport watch(Predicate<String> hopeless, List<BootProbe> probes) {
    return new BootWatch(pace, (address, port) -> openPorts.contains(address + ":" + port))
        .start(host, NAME, new BootExpectation(probes, LIMIT), hopeless, cancelled::get, heard::add);
  }
}
