package org.xen2kvm.converter.rule;

/**
 * One small transformation with a name: it selects by XPath what it is about and edits it through the recording editor, each
 * edit with a reason. Stateless, so one instance serves all threads.
 *
 * <p>Laws, checked by the test harness on each call: a second run changes nothing; replaying the recorded changes gives the
 * output; the text changes if and only if a change is recorded.
 */
public interface Rule {
  RuleDescriptor descriptor();

  /** Edits the domain, or leaves it alone when nothing matches. */
  void apply(DomainEditor domain, RuleContext context);
}
