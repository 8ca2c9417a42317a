package org.xen2kvm.guestfix.plan;

import java.util.regex.Pattern;

/**
 * The stable name of a fix: kebab-case, subject first, {@code fstab-stable-names}. Reports, policies and docs use it.
 *
 * @param value the name
 */
public record FixId(String value) implements Comparable<FixId> {
  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it is not kebab-case
   */
  public FixId {
    if (!KEBAB_CASE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a fix id: '" + value + "'");
    }
  }

  @Override
  public int compareTo(FixId other) {
    return value.compareTo(other.value);
  }

  /** The name. */
  @Override
  public String toString() {
    return value;
  }
}
