package org.xen2kvm.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DomainRunner} does. Run on the fake and on a real libvirt, so that tests on the fake mean
 * something.
 */
public abstract class DomainRunnerContract {
  private static final String NAME = "contract-web1";
  private static final String OTHER_NAME = "contract-web2";
  private static final UUID WEB_UUID = UUID.fromString("6e8a21b0-0000-4000-8000-00000000c0de");
  private static final UUID OTHER_UUID = UUID.fromString("6e8a21b0-0000-4000-8000-00000000beef");

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
  void unknownNameIsNoDomainInEveryCall() {
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().definedXml(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().start(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().state(NAME));
    assertRefused(RunnerError.NO_DOMAIN, () -> runner().destroy(NAME));
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
