package org.xen2kvm.converter.rule.guard;

import java.util.List;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * What is known of a domain beside its definition, from the host that it was asked of. Whoever asks makes the findings; here
 * they have descriptors and pages like rules, and severities that a policy may replace.
 */
public enum SourceNotice {
  RUNNING(
      "source-domain-running",
      "Notices that the domain runs on the host that it comes from",
      """
      A definition asked of a libvirt host (--from URI) is the inactive one, so it has no values of \
      that run. But while the guest runs there it writes to its disks: a copy made meanwhile is broken, and two \
      hosts that write to one disk destroy it. A transient domain is also forgotten by its host as soon as it ends.
      """,
      "Shut the guest down there before its disks are used.",
      "libvirt: virDomainGetState, virDomainIsPersistent");

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
  private final RuleDescriptor descriptor;
  private final String advice;

  SourceNotice(String id, String title, String description, String advice, String source) {
    this.descriptor = RuleDescriptor.of(id, Phase.GUARD, title, description, source).always();
    this.advice = advice;
  }

  public RuleDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the finding of this notice, which a policy may make more or less severe. */
  public Finding finding(String message) {
    return new Finding(descriptor.id(), Severity.WARNING, "", 0, 0, message, advice);
  }

  /** Returns the descriptors of all notices, in order. */
  public static List<RuleDescriptor> descriptors() {
    return List.of(values()).stream().map(SourceNotice::descriptor).toList();
  }
}
