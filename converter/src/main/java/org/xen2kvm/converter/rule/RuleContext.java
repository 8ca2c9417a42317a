package org.xen2kvm.converter.rule;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.decision.Decisions;
import org.xen2kvm.converter.decision.DiskLayout;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * What a rule may know besides the domain, and where it says what a person should know. For one rule, one domain and one
 * thread.
 */
public final class RuleContext {
  private final RuleDescriptor rule;
  private final Conversion conversion;

  /**
   * What all rules of one conversion share.
   *
   * @param tree the domain as it is now
   * @param policy the user's decisions
   * @param host the KVM host
   * @param guest facts about the system inside
   * @param decisions what was decided before the first rule ran
   * @param disks bus and name of every disk
   * @param findings where findings go
   */
  public record Conversion(
      DomainTree tree,
      Policy policy,
      HostProfile host,
      GuestFacts guest,
      Decisions decisions,
      DiskLayout disks,
      List<Finding> findings) {}

  public RuleContext(RuleDescriptor rule, Conversion conversion) {
    this.rule = rule;
    this.conversion = conversion;
  }

  public Policy policy() {
    return conversion.policy();
  }

  public HostProfile host() {
    return conversion.host();
  }

  public GuestFacts guest() {
    return conversion.guest();
  }

  public Decisions decisions() {
    return conversion.decisions();
  }

  public GuestKind kind() {
    return conversion.decisions().kind();
  }

  public DiskLayout disks() {
    return conversion.disks();
  }

  /** Says something worth knowing that asks for nothing. */
  public void note(Element where, String message) {
    report(Severity.NOTE, where, message, "");
  }

  /** Says something that somebody has to look at or act on. */
  public void warn(Element where, String message, String advice) {
    report(Severity.WARNING, where, message, advice);
  }

  /** Refuses the domain. */
  public void refuse(Element where, String message, String advice) {
    report(Severity.ERROR, where, message, advice);
  }

  private void report(Severity severity, Element where, String message, String advice) {
    DomainTree tree = conversion.tree();
    Severity override = conversion.policy().severities().getOrDefault(rule.id(), severity);
    boolean lowersAGuard = rule.activation() == Activation.ALWAYS && override.compareTo(severity) < 0;
    conversion.findings().add(new Finding(
        rule.id(), lowersAGuard ? severity : override, tree.address(where), tree.line(where), tree.column(where), message, advice));
  }
}
