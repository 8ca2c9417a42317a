package org.xen2kvm.converter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.decision.Decisions;
import org.xen2kvm.converter.decision.DiskLayout;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleContext.Conversion;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.UserRuleStep;
import org.xen2kvm.converter.rule.guard.ForeignFormat;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.converter.xl.XlReading;
import org.xen2kvm.converter.xml.ChangeReplay;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * Turns a Xen domain definition into a KVM one: a pure function of the source, the policy, the host and what is known of the
 * guest. No I/O, no clock, no environment. Immutable; safe for use by several threads.
 *
 * <p>Bad input is a finding in the result, never an exception; an exception is a bug of this library.
 */
public final class DomainConverter {
  private static final DomainConverter STANDARD = new DomainConverter(RuleCatalog.builtIn());

  private final RuleCatalog catalog;

  /** The rules of the policy used last: a batch converts thousands of domains with one and the same policy. */
  private volatile @Nullable Program lastProgram;

  private record Program(Policy policy, List<Rule> rules) {}

  public DomainConverter(RuleCatalog catalog) {
    this.catalog = catalog;
  }

  /** Returns the converter with the rules that come with the library. */
  public static DomainConverter standard() {
    return STANDARD;
  }

  /** Converts with {@link #standard()}. */
  public static ConversionResult convert(String source, Policy policy, HostProfile host, GuestFacts guest) {
    return STANDARD.run(source, policy, host, guest);
  }

  /**
   * Converts one definition.
   *
   * @param source the text of {@code virsh dumpxml} or the like, or a configuration for xl or xm; told apart by content
   * @param policy what the user decides
   * @param host the KVM host; {@link HostProfile#generic()} when unknown
   * @param guest what is inside; {@link GuestFacts#unknown()} when unknown
   * @throws IllegalStateException when the recorded changes do not explain the output: a bug in a rule
   * @throws IllegalArgumentException when a user rule of the policy carries an XPath or XML that is none; see
   *     {@link UserRuleStep}
   */
  public ConversionResult run(String source, Policy policy, HostProfile host, GuestFacts guest) {
    return switch (DefinitionKind.of(source)) {
      case XML -> convertXml(source, policy, host, guest);
      case XEN_CONFIG -> convertConfig(source, policy, host, guest);
      case SXP -> refused("", source, List.of(SyntaxGuard.SXP.finding("The text is an S-expression of xend", 1, 1)));
      case OTHER -> refused("", source, List.of(foreignOr(source, () -> SyntaxGuard.NO_DEFINITION.finding(
          source.isBlank() ? "The text is empty" : "The text is neither XML nor a configuration for xl or xm", 1, 1))));
    };
  }

  /** Returns the finding that says what a text is that cannot be read, when that is known. */
  private static Finding foreignOr(String source, Supplier<Finding> otherwise) {
    return ForeignFormat.of(source).map(ForeignFormat::finding).orElseGet(otherwise);
  }

  private ConversionResult convertXml(String source, Policy policy, HostProfile host, GuestFacts guest) {
    DomainTree tree;
    try {
      tree = DomainParser.parse(source);
    } catch (DomainSyntaxException e) {
      return refused("", source, List.of(foreignOr(source, () -> SyntaxGuard.finding(e))));
    }
    return convert(new Definition(source, source, tree, List.of()), new ArrayList<>(), policy, host, guest);
  }

  private ConversionResult convertConfig(String source, Policy policy, HostProfile host, GuestFacts guest) {
    XlReading reading = XlReading.of(source, policy);
    if (reading instanceof XlReading.Definition read) {
      Definition definition = new Definition(source, read.definition(), read.tree(), read.settings());
      return convert(definition, new ArrayList<>(read.findings()), policy, host, guest);
    }
    Finding finding = ((XlReading.Unreadable) reading).finding();
    return new ConversionResult(
        Outcome.REFUSED, "", source, "", "", List.of(), List.of(finding), GuestImplications.none());
  }

  /** What is converted: the text given, and what it says in libvirt's XML. */
  private record Definition(String source, String xml, DomainTree tree, List<Change> settings) {}

  private ConversionResult convert(
      Definition definition, List<Finding> findings, Policy policy, HostProfile host, GuestFacts guest) {
    DomainTree tree = definition.tree();
    List<Change> changes = new ArrayList<>();
    Decisions decisions = Decisions.of(tree, policy, host, guest);
    DiskLayout disks = DiskLayout.of(tree, decisions, policy);
    Conversion conversion = new Conversion(tree, policy, host, guest, decisions, disks, findings);
    DomainTree original = tree.copy();
    boolean alreadyKvm = isKvm(tree.root());
    ImplicationCollector implications = new ImplicationCollector(conversion);
    Phase phase = Phase.GUARD;
    for (Rule rule : rules(policy)) {
      RuleDescriptor descriptor = rule.descriptor();
      if (descriptor.phase() != phase) {
        phase = descriptor.phase();
        if (has(findings, Severity.ERROR)) {
          break;
        }
      }
      if (!alreadyKvm || phase == Phase.GUARD || phase == Phase.VERIFY) {
        rule.apply(new DomainEditor(tree, descriptor.id(), changes), new RuleContext(descriptor, conversion));
      }
    }
    String name = nameOf(tree.root());
    if (has(findings, Severity.ERROR)) {
      return new ConversionResult(Outcome.REFUSED, name, definition.source(), definition.xml(), definition.xml(), List.of(),
          findings, GuestImplications.none());
    }
    if (changes.isEmpty()) {
      return new ConversionResult(Outcome.UNCHANGED, name, definition.source(), definition.xml(), definition.xml(), changes,
          findings, GuestImplications.none());
    }
    String converted = tree.print();
    if (!ChangeReplay.replay(original, changes).equals(converted)) {
      throw new IllegalStateException("The recorded changes do not explain the conversion of domain " + name);
    }
    if (!definition.settings().isEmpty()) {
      changes.addAll(0, definition.settings());
    }
    return new ConversionResult(Outcome.CONVERTED, name, definition.source(), definition.xml(), converted, changes, findings,
        implications.collect());
  }

  @SuppressWarnings("ReferenceEquality") // the same policy is the common case, and an equal one may as well be compiled again
  private List<Rule> rules(Policy policy) {
    Program program = lastProgram;
    if (program == null || program.policy() != policy) {
      program = new Program(policy, withUserRules(catalog.under(policy), policy));
      lastProgram = program;
    }
    return program.rules();
  }

  private static List<Rule> withUserRules(List<Rule> builtIn, Policy policy) {
    Stream<Rule> before = builtIn.stream().filter(rule -> rule.descriptor().phase().compareTo(Phase.USER) < 0);
    Stream<Rule> user = policy.userRules().stream().map(UserRuleStep::new);
    Stream<Rule> after = builtIn.stream().filter(rule -> rule.descriptor().phase().compareTo(Phase.USER) > 0);
    return Stream.of(before, user, after).flatMap(rules -> rules).toList();
  }

  private static boolean isKvm(Element root) {
    String type = root.getAttributeValue("type", "");
    return root.getName().equals("domain") && (type.equals("kvm") || type.equals("qemu"));
  }

  private static String nameOf(Element root) {
    String name = root.getName().equals("domain") ? root.getChildTextTrim("name") : null;
    return name == null ? "" : name;
  }

  private static boolean has(List<Finding> findings, Severity severity) {
    for (int i = 0; i < findings.size(); i++) {
      if (findings.get(i).severity() == severity) {
        return true;
      }
    }
    return false;
  }

  private static ConversionResult refused(String name, String source, List<Finding> findings) {
    return new ConversionResult(
        Outcome.REFUSED, name, source, source, source, List.of(), findings, GuestImplications.none());
  }
}
