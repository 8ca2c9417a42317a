package org.xen2kvm.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.move.MigrationProgress;
import org.xen2kvm.runner.move.MigrationRequest;

/** The fake migrates as two real hosts do ({@code TwoHostsTest}). */
final class FakeMigrationTest {
  private static final String XML = "<domain type='kvm'><name>web1</name><os><type>hvm</type></os><devices><disk type='file'>"
      + "<source file='/proc/self/status'/></disk></devices></domain>";

  private final FakeDomainRunner here = new FakeDomainRunner();
  private final FakeDomainRunner there = new FakeDomainRunner();
  private final DefinedDomain domain = here.define(XML);

  FakeMigrationTest() {
    here.reaches("there", there);
  }

  private RunnerError refusal(MigrationRequest request) {
    return Objects.requireNonNull(
        catchThrowableOfType(RunnerException.class, () -> here.migrate("web1", request, data -> {}))).error();
  }

  @Test
  void runningDomainIsLiveMigratedAndKnownThereOnly() {
    here.start("web1");
    List<MigrationProgress.Data> told = new ArrayList<>();

    here.migrate("web1", MigrationRequest.live("there").withoutChecks(), told::add);

    assertThat(here.list()).isEmpty();
    assertThat(there.list()).containsExactly(domain);
    assertThat(there.state("web1")).isEqualTo(DomainState.RUNNING);
    assertThat(told).isNotEmpty();
  }

  @Test
  void domainThatIsOffMovesUnderAnotherName() {
    here.migrate("web1", MigrationRequest.offline("there").keepingSource().named("elsewhere"), data -> {});

    assertThat(here.list()).containsExactly(domain);
    assertThat(there.list()).containsExactly(new DefinedDomain("elsewhere", domain.uuid()));
    assertThat(there.definedXml("elsewhere")).contains("<name>elsewhere</name>");
  }

  @Test
  void whatARealHostRefusesIsRefused() {
    assertThat(refusal(MigrationRequest.live("there"))).isEqualTo(RunnerError.OPERATION_INVALID);
    assertThat(refusal(MigrationRequest.offline("nowhere"))).isEqualTo(RunnerError.OPERATION_FAILED);
    here.start("web1");
    assertThat(refusal(MigrationRequest.offline("there"))).isEqualTo(RunnerError.OPERATION_INVALID);
    assertThat(refusal(MigrationRequest.live("there"))).isEqualTo(RunnerError.MIGRATE_UNSAFE);
  }
}
