package org.xen2kvm.cli.review;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.converter.report.Severity;

/** What the page's summary tells of all domains, and which rules had a part: all that is kept of them. Thread-safe. */
final class ReviewTally {
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Set<String> rules = new TreeSet<>();
  private int withWarnings;
  private int withoutDetails;
  private int leftOut;

  /** Counts a domain. */
  synchronized void count(ReviewedDomain domain) {
    outcomes.merge(domain.outcome(), 1, Integer::sum);
    rules.addAll(DomainMarkup.rules(domain));
    withWarnings += domain.count(Severity.WARNING) > 0 ? 1 : 0;
  }

  /** Counts a domain of which the page shows the row alone. */
  synchronized void countWithoutDetails() {
    withoutDetails++;
  }

  /** Counts a domain that the page has no room for. */
  synchronized void countLeftOut() {
    leftOut++;
  }

  synchronized int of(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  synchronized int blockers() {
    return of(Outcome.FAILED) + of(Outcome.REFUSED);
  }

  synchronized int domains() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int withWarnings() {
    return withWarnings;
  }

  synchronized int withoutDetails() {
    return withoutDetails;
  }

  synchronized int leftOut() {
    return leftOut;
  }

  /** Returns the rules and fixes that had a part, sorted. */
  synchronized Set<String> rules() {
    return new TreeSet<>(rules);
  }
}
