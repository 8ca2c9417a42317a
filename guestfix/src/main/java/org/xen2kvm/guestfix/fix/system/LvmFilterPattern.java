package org.xen2kvm.guestfix.fix.system;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pattern of an LVM filter, {@code a|^/dev/xvd|}, as it is written.
 *
 * @param accepts whether it accepts what it matches, or rejects it
 * @param open the sign before the regular expression
 * @param expression the regular expression
 * @param close the sign behind it
 */
record LvmFilterPattern(boolean accepts, char open, String expression, char close) {
  private static final Set<String> MATCHES_ALL =
      Set.of(".*", ".*/", "/", ".", "^.*", ".*$", "^.*$", "/dev/.*", "^/dev/.*", "/dev/", "^/dev/", "^/.*");

  /** A disk's name in a regular expression: with its letters, or without them and then perhaps with a set of letters. */
  private static final Pattern NAME =
      Pattern.compile("(?<![A-Za-z0-9])(xvd|sd|hd)(?:([a-z]{1,3})([0-9]{0,3})|(\\[[^\\]]{1,40}\\])|(?![A-Za-z]))");

  /** Returns what a string of a filter says; empty when it is no pattern. */
  static Optional<LvmFilterPattern> of(String written) {
    if (written.length() < 4 || !(written.charAt(0) == 'a' || written.charAt(0) == 'r')) {
      return Optional.empty();
    }
    char open = written.charAt(1);
    char close = switch (open) {
      case '(' -> ')';
      case '[' -> ']';
      case '{' -> '}';
      default -> open;
    };
    boolean closed = written.charAt(written.length() - 1) == close;
    return closed
        ? Optional.of(new LvmFilterPattern(written.charAt(0) == 'a', open, written.substring(2, written.length() - 1), close))
        : Optional.empty();
  }

  /** Says what a disk is called under KVM. */
  interface Naming {
    /**
     * Returns the name.
     *
     * @param xenName the disk's or partition's name; empty when it is none of the guest's
     */
    Optional<String> ofDisk(String xenName);

    /** Returns what all disks' names start with that started with {@code xvd}, {@code sd} or {@code hd}; empty when it stays. */
    Optional<String> ofAll(String xenKind);
  }

  boolean matchesAll() {
    return MATCHES_ALL.contains(expression);
  }

  /** Returns whether it could accept a disk of that kind, {@code vd}. */
  boolean speaksOf(String kind) {
    return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(kind)).matcher(expression).find();
  }

  /** Returns the same pattern for the names under KVM; empty when it speaks of no disk that is called otherwise there. */
  Optional<String> translated(Naming naming) {
    Matcher name = NAME.matcher(expression);
    StringBuilder result = new StringBuilder();
    int from = 0;
    boolean other = false;
    while (name.find()) {
      Optional<String> kvm = kvmName(name, naming);
      result.append(expression, from, name.start()).append(kvm.orElse(name.group()));
      from = name.end();
      other |= kvm.isPresent() && !kvm.get().equals(name.group());
    }
    String translated = result.append(expression.substring(from)).toString();
    return other ? Optional.of((accepts ? "a" : "r") + open + translated + close) : Optional.empty();
  }

  private Optional<String> kvmName(Matcher name, Naming naming) {
    if (name.group(2) == null) {
      // Letters move when disks are named densely, so a set of letters becomes any letter; and what rejects every disk of a kind
      // is there because the same disks have another name, too.
      return accepts ? naming.ofAll(name.group(1)).map(kind -> name.group(4) == null ? kind : kind + "[a-z]") : Optional.empty();
    }
    String whole = name.group(1) + name.group(2);
    // A partition's name first: Xen may have given it as a disk of its own.
    return naming.ofDisk(whole + name.group(3)).or(() -> naming.ofDisk(whole).map(disk -> disk + name.group(3)));
  }
}
