package org.xen2kvm.converter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.decision.Decisions;
import org.xen2kvm.converter.decision.DiskLayout;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.xml.ChangeReplay;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * Runs one rule on a text and checks the laws on every call, unasked: exact output; changes recorded if and only if the text
 * changed; a second run changes nothing; replaying the changes on the source gives the output; and the whole catalogue's
 * conversion of the same text is a fixed point that the project's grammar accepts.
 */
public final class RuleTester {
  private final Rule rule;
  private final Frame frame;
  private final Policy policy;
  private final HostProfile host;
  private final GuestFacts guest;

  /**
   * What one run of a rule left behind.
   *
   * @param output the text afterwards
   * @param changes what it recorded
   * @param findings what it reported
   */
  public record Run(String output, List<Change> changes, List<Finding> findings) {

    /** Returns the messages of all findings. */
    public List<String> messages() {
      return findings.stream().map(Finding::message).toList();
    }
  }

  private RuleTester(Rule rule, Frame frame, Policy policy, HostProfile host, GuestFacts guest) {
    this.rule = rule;
    this.frame = frame;
    this.policy = policy;
    this.host = host;
    this.guest = guest;
  }

  public static RuleTester of(Rule rule) {
    return new RuleTester(rule, Frame.NONE, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
  }

  /** Returns a tester that puts its texts into a frame. */
  public RuleTester in(Frame value) {
    return new RuleTester(rule, value, policy, host, guest);
  }

  public RuleTester with(Policy value) {
    return new RuleTester(rule, frame, value, host, guest);
  }

  public RuleTester with(HostProfile value) {
    return new RuleTester(rule, frame, policy, value, guest);
  }

  public RuleTester with(GuestFacts value) {
    return new RuleTester(rule, frame, policy, host, value);
  }

  /** Asserts that the rule makes {@code after} of {@code before}, and returns what it recorded. */
  public Run rewrites(String before, String after) {
    assertThat(before).as("a rewriting test needs two different texts").isNotEqualTo(after);
    Run run = run(frame.around(before));
    assertThat(run.output()).isEqualTo(frame.around(after));
    return run;
  }

  /** Asserts that the rule changes nothing in the text, and returns what it reported. */
  public Run leavesAlone(String text) {
    String source = frame.around(text);
    Run run = run(source);
    assertThat(run.output()).isEqualTo(source);
    return run;
  }

  private Run run(String source) {
    Run run = once(source);
    assertThat(run.changes().isEmpty())
        .as("changes are recorded if and only if the text changes: %s", run.changes())
        .isEqualTo(run.output().equals(source));
    assertThat(ChangeReplay.replay(source, run.changes())).as("replaying the changes").isEqualTo(run.output());
    Run again = once(run.output());
    assertThat(again.changes()).as("a second run of %s", rule.descriptor().id()).isEmpty();
    assertThat(again.output()).isEqualTo(run.output());
    wholeConversionIsSound(source);
    return run;
  }

  private Run once(String source) {
    DomainTree tree = parse(source);
    Decisions decisions = Decisions.of(tree, policy, host, guest);
    List<Finding> findings = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    RuleContext.Conversion conversion = new RuleContext.Conversion(
        tree, policy, host, guest, decisions, DiskLayout.of(tree, decisions, policy), findings);
    rule.apply(
        new DomainEditor(tree, rule.descriptor().id(), changes), new RuleContext(rule.descriptor(), conversion));
    return new Run(tree.print(), changes, findings);
  }

  private void wholeConversionIsSound(String source) {
    ConversionResult result = DomainConverter.convert(source, policy, host, guest);
    if (result.outcome() == ConversionResult.Outcome.CONVERTED) {
      ConversionResult again = DomainConverter.convert(result.converted(), policy, host, guest);
      assertThat(again.converted()).as("converting the conversion again").isEqualTo(result.converted());
      if (policy.profile() == Policy.Profile.DEFAULT) {
        KvmGrammar.assertValid(result.converted());
      }
    }
  }

  private static DomainTree parse(String source) {
    try {
      return DomainParser.parse(source);
    } catch (DomainSyntaxException e) {
      throw new AssertionError("The test's text is no XML: " + e.getMessage() + "\n" + source, e);
    }
  }
}
