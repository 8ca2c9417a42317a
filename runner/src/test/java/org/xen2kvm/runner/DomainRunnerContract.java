package org.xen2kvm.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.LifecycleEvent.Kind;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.StoragePool;

/**
 * What every {@link DomainRunner} does. Run on the fake and on a real libvirt, so that tests on the fake mean
 * something.
 */
public abstract class DomainRunnerContract {
  private static final String NAME = "contract-web1";
  private static final String OTHER_NAME = "contract-web2";
  private static final UUID WEB_UUID = UUID.fromString("6e8a21b0-0000-4000-8000-00000000c0de");
  private static final UUID OTHER_UUID = UUID.fromString("6e8a21b0-0000-4000-8000-00000000beef");

  /** Only ends a test that fails. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String PTY = "<devices><serial type='pty'/></devices>";

  private @Nullable DomainRunner connected;

  /** A new runner on a host without domains of this suite's names, which begin with {@code contract-}. */
  protected abstract DomainRunner connect();

  @BeforeEach
  void open() {
    connected = connect();
  }

  @AfterEach
  void removeDomainsAndClose() {
    DomainRunner runner = connected;
    if (runner == null) {
      return;
    }
    try (DomainRunner closing = runner) {
      for (DefinedDomain domain : ours(closing)) {
        closing.undefine(domain.name());
        if (ours(closing).contains(domain)) {
          closing.destroy(domain.name());
        }
      }
    }
  }

  @Test
  void defineReturnsNameAndUuidOfTheDefinition() {
    DefinedDomain domain = runner().define(xml(NAME, WEB_UUID, ""), DefineOption.VALIDATE);

    assertThat(domain).isEqualTo(new DefinedDomain(NAME, WEB_UUID));
    assertThat(ours(runner())).containsExactly(domain);
    assertThat(runner().state(NAME)).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void defineMakesUpAMissingUuid() {
    DefinedDomain domain = runner().define(xml(NAME, null, ""));

    assertThat(runner().definedXml(NAME)).contains("<uuid>" + domain.uuid() + "</uuid>");
  }

  @Test
  void nameOutsideAsciiComesBackAsItWas() {
    assertThat(runner().define(xml("contract-größe", null, "")).name()).isEqualTo("contract-größe");
    assertThat(runner().state("contract-größe")).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void sameNameAndUuidReplaceTheDefinition() {
    runner().define(xml(NAME, WEB_UUID, "<title>before</title>"));
    runner().define(xml(NAME, WEB_UUID, "<title>after</title>"));

    assertThat(runner().definedXml(NAME)).contains("<title>after</title>").doesNotContain("before");
    assertThat(ours(runner())).hasSize(1);
  }

  @Test
  void takenNameIsRefused() {
    runner().define(xml(NAME, WEB_UUID, "<title>first</title>"));

    assertRefused(RunnerError.OPERATION_FAILED, () -> runner().define(xml(NAME, OTHER_UUID, "")));
    assertRefused(RunnerError.OPERATION_FAILED, () -> runner().define(xml(NAME, null, "")));
    assertThat(runner().definedXml(NAME)).contains("<title>first</title>");
  }

  @Test
  void takenUuidIsRefused() {
    runner().define(xml(NAME, WEB_UUID, ""));

    assertRefused(RunnerError.OPERATION_FAILED, () -> runner().define(xml(OTHER_NAME, WEB_UUID, "")));
  }

  @Test
  void validateRefusesWhatTheGrammarDoesNotKnow() {
    String unknown = xml(NAME, WEB_UUID, "<nonsense/>");

    assertRefused(RunnerError.XML_INVALID_SCHEMA, () -> runner().define(unknown, DefineOption.VALIDATE));
    assertThat(ours(runner())).isEmpty();
  }

  @Test
  void withoutValidateTheUnknownIsAccepted() {
    assertThat(runner().define(xml(NAME, WEB_UUID, "<nonsense/>")).name()).isEqualTo(NAME);
  }

  @Test
  void textThatIsNotXmlIsRefused() {
    assertRefused(RunnerError.XML_SYNTAX, () -> runner().define("<domain"));
    assertRefused(RunnerError.XML_SYNTAX, () -> runner().define("", DefineOption.VALIDATE));
  }

  @Test
  void documentThatIsNotADomainIsRefused() {
    assertRefused(RunnerError.XML, () -> runner().define("<network/>", DefineOption.VALIDATE));
  }

  @Test
  void domainOfAnotherHypervisorIsRefused() {
    assertRefused(
        RunnerError.CONFIG_UNSUPPORTED, () -> runner().define(xml(NAME, WEB_UUID, "").replace("'qemu'", "'xen'")));
  }

  @Test
  void startedDomainRunsUntilDestroyed() {
    runner().define(xml(NAME, WEB_UUID, ""));

    runner().start(NAME);
    assertThat(runner().state(NAME)).isEqualTo(DomainState.RUNNING);
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().start(NAME));

    runner().destroy(NAME);
    assertThat(runner().state(NAME)).isEqualTo(DomainState.SHUT_OFF);
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().destroy(NAME));
  }

  @Test
  void pausedStartStandsStill() {
    runner().define(xml(NAME, WEB_UUID, ""));

    runner().start(NAME, StartOption.PAUSED);

    assertThat(runner().state(NAME)).isEqualTo(DomainState.PAUSED);
  }

  @Test
  void startWithoutADisksImageIsRefused() {
    runner().define(xml(NAME, WEB_UUID, """
        <devices>
          <disk type='file' device='disk'>
            <driver name='qemu' type='raw'/>
            <source file='/nonexistent/web1.img'/>
            <target dev='vda' bus='virtio'/>
          </disk>
        </devices>
        """), DefineOption.VALIDATE);

    RunnerException refusal = assertRefused(RunnerError.SYSTEM, () -> runner().start(NAME));
    assertThat(refusal).hasMessageContaining("/nonexistent/web1.img");
    assertThat(runner().state(NAME)).isEqualTo(DomainState.SHUT_OFF);
  }

  @Test
  void undefinedDomainIsGone() {
    runner().define(xml(NAME, WEB_UUID, ""));

    runner().undefine(NAME);

    assertThat(ours(runner())).isEmpty();
  }

  @Test
  void undefinedRunningDomainIsGoneWhenItEnds() {
    runner().define(xml(NAME, WEB_UUID, ""));
    runner().start(NAME);

    runner().undefine(NAME);
    assertThat(runner().state(NAME)).isEqualTo(DomainState.RUNNING);

    runner().destroy(NAME);
    assertThat(ours(runner())).isEmpty();
  }

  @Test
  void transientDomainHasTheDefinitionOfItsRunningInstance() {
    runner().define(xml(NAME, WEB_UUID, "<devices><graphics type='vnc' passwd='s3cret'/></devices>"));
    assertThat(runner().isPersistent(NAME)).isTrue();
    runner().start(NAME);
    runner().undefine(NAME);

    assertThat(runner().isPersistent(NAME)).isFalse();
    assertThat(runner().definedXmlWithSecrets(NAME)).contains("<name>" + NAME + "</name>", "s3cret");
    runner().destroy(NAME);
  }

  @Test
  void unknownNameIsNoDomainInEveryCall() {
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().definedXml(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().start(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().state(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().isPersistent(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().destroy(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().resume(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().shutdown(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().setAutostart(NAME, true));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().isAutostart(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().addresses(NAME, AddressSource.LEASE));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().pingAgent(NAME, LIMIT));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().openConsole(NAME));
    assertThat(assertRefused(RunnerError.NO_DOMAIN, () -> runner().undefine(NAME))).hasMessageContaining(NAME);
  }

  @Test
  void listIsSortedByName() {
    runner().define(xml(OTHER_NAME, OTHER_UUID, ""));
    runner().define(xml(NAME, WEB_UUID, ""));

    assertThat(ours(runner())).extracting(DefinedDomain::name).containsExactly(NAME, OTHER_NAME);
  }

  @Test
  void passwordsAreLeftOutOfTheDefinition() {
    runner().define(xml(NAME, WEB_UUID, "<devices><graphics type='vnc' passwd='s3cret'/></devices>"));

    assertThat(runner().definedXml(NAME)).contains("<graphics").doesNotContain("s3cret");
    assertThat(runner().definedXmlWithSecrets(NAME)).contains("s3cret");
  }

  @Test
  void capabilitiesNameTheHostsArchitecture() {
    assertThat(runner().capabilitiesXml()).contains("<capabilities>").contains("x86_64");
  }

  @Test
  void domainCapabilitiesAnswerTheQuery() {
    assertThat(runner().domainCapabilitiesXml(DomainCapabilitiesQuery.hostDefault())).contains("<domainCapabilities>");
    assertThat(runner().domainCapabilitiesXml(
            DomainCapabilitiesQuery.hostDefault().withArch("x86_64").withMachine("q35").withVirtType("qemu")))
        .contains("<domain>qemu</domain>")
        .contains("q35");
  }

  @Test
  void capabilitiesOfWhatTheHostLacksAreRefused() {
    DomainCapabilitiesQuery host = DomainCapabilitiesQuery.hostDefault();

    assertRefused(RunnerError.CONFIG_UNSUPPORTED, () -> runner().domainCapabilitiesXml(host.withArch("ia64")));
    assertRefused(RunnerError.INVALID_ARGUMENT, () -> runner().domainCapabilitiesXml(host.withMachine("xenpv")));
  }

  @Test
  void versionsAreNumbers() {
    assertThat(runner().version().library()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(runner().version().hypervisor()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void callsFromSeveralThreadsDoNotDisturbEachOther() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<RunnerError>> outcomes = IntStream.range(0, 4).mapToObj(number -> threads.submit(() -> {
        String name = "contract-thread" + number;
        for (int round = 0; round < 20; round++) {
          runner().define(xml(name, new UUID(number, 1), ""));
          assertRefused(RunnerError.OPERATION_INVALID, () -> runner().destroy(name));
          runner().undefine(name);
        }
        return assertRefused(RunnerError.NO_DOMAIN, () -> runner().state(name)).error();
      })).toList();

      for (Future<RunnerError> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(RunnerError.NO_DOMAIN);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closedRunnerTakesNoCalls() {
    DomainRunner runner = connect();
    runner.close();
    runner.close();

    assertThatThrownBy(runner::list).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> runner.state(NAME)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void resumedDomainRuns() {
    runner().define(xml(NAME, WEB_UUID, ""));
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().resume(NAME));
    runner().start(NAME, StartOption.PAUSED);

    runner().resume(NAME);

    assertThat(runner().state(NAME)).isEqualTo(DomainState.RUNNING);
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().resume(NAME));
  }

  @Test
  void shutdownOnlyAsksTheGuest() {
    runner().define(xml(NAME, WEB_UUID, ""));
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().shutdown(NAME));
    runner().start(NAME);

    runner().shutdown(NAME); // no system is there that would hear it

    assertThat(runner().state(NAME).isActive()).isTrue();
  }

  @Test
  void autostartIsOffUntilSet() {
    runner().define(xml(NAME, WEB_UUID, ""));
    assertThat(runner().isAutostart(NAME)).isFalse();

    runner().setAutostart(NAME, true);
    runner().setAutostart(NAME, true);
    assertThat(runner().isAutostart(NAME)).isTrue();

    runner().setAutostart(NAME, false);
    assertThat(runner().isAutostart(NAME)).isFalse();
  }

  @Test
  void autostartEndsWithTheDefinition() {
    runner().define(xml(NAME, WEB_UUID, ""));
    runner().setAutostart(NAME, true);
    runner().undefine(NAME);
    runner().define(xml(NAME, WEB_UUID, ""));

    assertThat(runner().isAutostart(NAME)).isFalse();
  }

  @Test
  void transientDomainHasNoAutostart() {
    runner().define(xml(NAME, WEB_UUID, ""));
    runner().start(NAME);
    runner().undefine(NAME);

    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().setAutostart(NAME, true));
    runner().destroy(NAME);
  }

  @Test
  void domainWithoutCardsHasNoAddresses() {
    runner().define(xml(NAME, WEB_UUID, ""));
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().addresses(NAME, AddressSource.LEASE));
    runner().start(NAME);

    assertThat(runner().addresses(NAME, AddressSource.LEASE)).isEmpty();
    assertRefused(RunnerError.AGENT_UNRESPONSIVE, () -> runner().addresses(NAME, AddressSource.AGENT));
  }

  @Test
  void agentThatIsNotThereIsUnresponsive() {
    runner().define(xml(NAME, WEB_UUID, ""));
    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().pingAgent(NAME, LIMIT));
    runner().start(NAME);

    assertRefused(RunnerError.AGENT_UNRESPONSIVE, () -> runner().pingAgent(NAME, LIMIT));
  }

  @Test
  void agentThatHasNotConnectedIsUnresponsive() {
    runner().define(xml(NAME, WEB_UUID, """
        <devices>
          <channel type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
        </devices>
        """));
    runner().start(NAME);

    assertRefused(RunnerError.AGENT_UNRESPONSIVE, () -> runner().pingAgent(NAME, Duration.ofSeconds(1)));
    assertRefused(RunnerError.AGENT_UNRESPONSIVE, () -> runner().addresses(NAME, AddressSource.AGENT));
  }

  @Test
  void consoleOfADomainThatDoesNotRunIsRefused() {
    runner().define(xml(NAME, WEB_UUID, PTY));

    assertRefused(RunnerError.OPERATION_INVALID, () -> runner().openConsole(NAME));
  }

  @Test
  void domainWithoutSerialPortHasNoConsole() {
    runner().define(xml(NAME, WEB_UUID, ""));
    runner().start(NAME, StartOption.PAUSED);

    assertRefused(RunnerError.NO_CONSOLE, () -> runner().openConsole(NAME));
  }

  @Test
  void serialPortThatLeadsNowhereIsNoConsole() {
    runner().define(xml(NAME, WEB_UUID, "<devices><serial type='null'/></devices>"));
    runner().start(NAME, StartOption.PAUSED);

    assertRefused(RunnerError.NO_CONSOLE, () -> runner().openConsole(NAME));
  }

  @Test
  void consoleEndsWithTheDomain() {
    runner().define(xml(NAME, WEB_UUID, PTY));
    runner().start(NAME, StartOption.PAUSED);
    byte[] buffer = new byte[100];

    try (Console console = runner().openConsole(NAME)) {
      assertThat(console.read(buffer, Duration.ZERO)).isZero();
      runner().destroy(NAME);
      assertThat(console.read(buffer, LIMIT)).isEqualTo(-1);
      assertRefused(RunnerError.OPERATION_INVALID, () -> console.write(new byte[1]));
    }
  }

  @Test
  void consoleClosesUnderItsReader() throws InterruptedException, ExecutionException {
    runner().define(xml(NAME, WEB_UUID, PTY));
    runner().start(NAME, StartOption.PAUSED);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Console console = runner().openConsole(NAME);
      Future<Integer> read = reader.submit(() -> console.read(new byte[100], LIMIT));
      console.close();
      console.close();

      assertThat(read.get()).isEqualTo(-1);
      assertThat(runner().state(NAME)).isEqualTo(DomainState.PAUSED);
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void consoleIsTakenFromWhoeverHasIt() {
    runner().define(xml(NAME, WEB_UUID, PTY));
    runner().start(NAME, StartOption.PAUSED);
    byte[] buffer = new byte[100];

    try (Console first = runner().openConsole(NAME); Console second = runner().openConsole(NAME)) {
      assertThat(first.read(buffer, LIMIT)).isEqualTo(-1);
      assertThat(second.read(buffer, Duration.ZERO)).isZero();
    }
  }

  @Test
  void consoleCanBeOpenedAgain() {
    runner().define(xml(NAME, WEB_UUID, PTY));
    runner().start(NAME, StartOption.PAUSED);

    for (int time = 0; time < 20; time++) {
      try (Console console = runner().openConsole(NAME)) {
        assertThat(console.read(new byte[1], Duration.ZERO)).isZero();
      }
    }
  }

  @Test
  void consoleEndsWithTheConnection() {
    runner().define(xml(NAME, WEB_UUID, PTY));
    runner().start(NAME, StartOption.PAUSED);
    Console console = runner().openConsole(NAME);

    try {
      runner().close();
      assertThat(console.read(new byte[1], LIMIT)).isEqualTo(-1);
    } finally {
      console.close();
      reconnect();
    }
  }

  /** Of an emulator that is ended, some hosts also tell that it shut down. */
  @Test
  void listenerHearsWhatHappensInOrder() throws InterruptedException {
    BlockingQueue<LifecycleEvent> events = new LinkedBlockingQueue<>();
    DefinedDomain domain = new DefinedDomain(NAME, WEB_UUID);

    Consumer<LifecycleEvent> listener = event -> {
      if (event.event() != Kind.SHUTDOWN) {
        events.add(event);
      }
    };
    try (Subscription heard = runner().onLifecycle(listener)) {
      runner().define(xml(NAME, WEB_UUID, ""));
      runner().start(NAME, StartOption.PAUSED);
      runner().resume(NAME);
      runner().destroy(NAME);
      runner().undefine(NAME);

      assertThat(next(events)).isEqualTo(new LifecycleEvent(domain, Kind.DEFINED, "added"));
      assertThat(next(events)).isEqualTo(new LifecycleEvent(domain, Kind.STARTED, "booted"));
      assertThat(next(events)).isEqualTo(new LifecycleEvent(domain, Kind.SUSPENDED, "paused"));
      assertThat(next(events)).isEqualTo(new LifecycleEvent(domain, Kind.RESUMED, "unpaused"));
      assertThat(next(events)).isEqualTo(new LifecycleEvent(domain, Kind.STOPPED, "destroyed"));
      assertThat(next(events)).isEqualTo(new LifecycleEvent(domain, Kind.UNDEFINED, "removed"));
    }
  }

  @Test
  void listenerMayCallTheRunner() throws InterruptedException {
    BlockingQueue<DomainState> states = new LinkedBlockingQueue<>();

    try (Subscription heard = runner().onLifecycle(event -> states.add(runner().state(NAME)))) {
      runner().define(xml(NAME, WEB_UUID, ""));

      assertThat(next(states)).isEqualTo(DomainState.SHUT_OFF);
    }
  }

  @Test
  void listenerThatLeftHearsNothing() throws InterruptedException {
    BlockingQueue<LifecycleEvent> stayed = new LinkedBlockingQueue<>();
    BlockingQueue<LifecycleEvent> left = new LinkedBlockingQueue<>();
    Subscription leaving = runner().onLifecycle(left::add);
    try (Subscription staying = runner().onLifecycle(stayed::add)) {
      leaving.close();
      leaving.close();
      runner().define(xml(NAME, WEB_UUID, ""));

      next(stayed);
      assertThat(left).isEmpty();
    }
  }

  @Test
  void hostHasAName() {
    assertThat(runner().hostname()).isNotBlank();
  }

  @Test
  void networksAndPoolsAreListedByName() {
    assertThat(runner().networks()).extracting(HostNetwork::name).isSorted();
    assertThat(runner().pools()).extracting(StoragePool::name).isSorted();
  }

  private void reconnect() {
    connected = connect();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Objects.requireNonNull(queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS), "nothing came");
  }

  /** The runner of this test. */
  protected final DomainRunner runner() {
    return Objects.requireNonNull(connected);
  }

  private static List<DefinedDomain> ours(DomainRunner runner) {
    return runner.list().stream().filter(domain -> domain.name().startsWith("contract-")).toList();
  }

  private static RunnerException assertRefused(RunnerError error, ThrowingCallable call) {
    RunnerException refusal = Objects.requireNonNull(catchThrowableOfType(RunnerException.class, call), "not refused");
    assertThat(refusal.error()).as(refusal.getMessage()).isEqualTo(error);
    assertThat(refusal.code()).isEqualTo(error.code());
    return refusal;
  }

  private static String xml(String name, @Nullable UUID uuid, String more) {
    return """
        <domain type='qemu'>
          <name>%s</name>
          %s
          <memory unit='MiB'>16</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          %s
        </domain>
        """.formatted(name, uuid == null ? "" : "<uuid>" + uuid + "</uuid>", more);
  }
}
