package org.xen2kvm.converter.report;

import java.util.regex.Pattern;

/**
 * The stable name of a rule, such as {@code disk-bus-pv}: what a change, a finding, a policy and a docs page agree on.
 *
 * @param value kebab-case, at most 64 characters; never renamed once released
 */
public record RuleId(String value) implements Comparable<RuleId> {
  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public RuleId {
    if (value.length() > 64 || !KEBAB.matcher(value).matches()) {
      throw new IllegalArgumentException("A rule id is kebab-case, at most 64 characters: " + value);
    }
  }

  @Override
  public int compareTo(RuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
