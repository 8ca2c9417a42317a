package org.xen2kvm.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Rendered;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.progress.RunListener;
import org.xen2kvm.cli.report.Messages;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.UserRule;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;

/** A bug costs one input and not a batch; a batch keeps nothing. */
final class DomainRunTest {
  private static DomainRun run(Policy policy) {
    String domain = "<domain type='xen'><name>a</name><os><type>hvm</type></os></domain>";
    return new DomainRun(
        DomainConverter.standard(), policy, HostProfile.generic(), GuestFacts.unknown(),
        new OutputTarget.StandardOutput(),
        new ByteArrayInputStream(domain.getBytes(StandardCharsets.UTF_8)), List.of(),
        new Messages(Severity.ERROR, false), false, false, Optional.empty(), Optional.empty(), AfterConversion.NOTHING, RunListener.NONE);
  }

  @Test
  void aBugIsToldAsThatInputsFailure() {
    UserRule broken = new UserRule(new RuleId("user-broken"), "((", new UserRule.SetText("x"), "none");

    Rendered outcome = run(Policy.builder().userRules(List.of(broken)).build()).run(new Input.Standard());

    assertThat(outcome.fate()).isEqualTo(Fate.FAILED);
    assertThat(outcome.alone()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.xml()).isEmpty();
    assertThat(outcome.messages()).startsWith("<stdin>: error: internal error: java.lang.IllegalArgumentException: ")
        .contains(" at org.xen2kvm.")
            .endsWith("    This is a bug of xen2kvm. Please report it with this file, its secrets removed.\n");
  }

  @Test
  void noBugIsNoFailure() {
    Rendered outcome = run(Policy.defaults()).run(new Input.Standard());

    assertThat(outcome.fate()).isNotEqualTo(Fate.FAILED);
    assertThat(outcome.messages()).doesNotContain("internal error");
  }

  @Test
  void aBatchTakesInputsOnlyAsItPrintsThem() throws IOException {
    int[] taken = {0};
    int[] most = {0};
    List<String> printed = new ArrayList<>();
    Iterator<Input> inputs = new Iterator<>() {
      @Override
      public boolean hasNext() {
        return taken[0] < 5_000;
      }

      @Override
      public Input next() {
        String label = "input" + taken[0]++;
        most[0] = Math.max(most[0], taken[0] - printed.size());
        return new Input.Unusable(label, new Failure(Failure.Kind.IO, "gone", ""));
      }
    };

    Totals totals = new Batch(run(Policy.defaults()), (outcome, position) -> printed.add(outcome.messages()), 4, true).run(inputs);

    assertThat(totals.summary()).isEqualTo("5000 files: 0 converted, 0 unchanged, 0 refused, 5000 failed");
    assertThat(printed).hasSize(5_000);
    assertThat(printed.get(4_999)).isEqualTo("input4999: error: gone\n");
    assertThat(most[0]).as("inputs between walk and print").isLessThanOrEqualTo(4 * 4 * 16 + 16);
  }

  @Test
  void nothingIsBegunAfterABadOneWhenTheBatchStops() throws IOException {
    List<String> printed = new ArrayList<>();
    Iterator<Input> inputs = java.util.stream.Stream.<Input>generate(
        () -> new Input.Unusable("x", new Failure(Failure.Kind.IO, "gone", ""))).limit(1_000).iterator();

    Totals totals = new Batch(run(Policy.defaults()), (outcome, position) -> printed.add(outcome.messages()), 4, false).run(inputs);

    assertThat(totals.stoppedEarly()).isTrue();
    assertThat(printed).hasSizeBetween(1, 65);
    assertThat(totals.exitCode(false, false)).isEqualTo(ExitCode.INCOMPLETE);
  }
}
