package org.xen2kvm.cli.secret;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;

/**
 * Puts {@value #MASK} in the place of secrets: the values of attributes called {@code passwd} or {@code password}
 * (libvirt has {@code graphics/@passwd}), and the text of elements called {@code secret}, {@code passwd},
 * {@code password} or {@code cookie} (libvirt has the cookies of network disks). The {@code uuid} and {@code usage} of
 * a libvirt {@code <secret>} only name one. In Xen's configurations the values of {@code vncpasswd},
 * {@code spicepasswd} and their like, and what stands without quotes behind such a name, or behind {@code :key=}, in the text of a
 * device ({@code vfb}, a target of iSCSI or Ceph). Stateless.
 *
 * <p>It works on the text, not on a tree, so it also masks what is malformed or commented out.
 */
public final class SecretMask {
  /** What stands in a secret's place; always as long, so that not even its length is told. */
  public static final String MASK = "********";

  private static final String[] ATTRIBUTES = {"passwd", "password"};

  /** QEMU's name for the key of a Ceph user, in {@code rbd:POOL/IMAGE:id=USER:key=KEY}. */
  private static final String CEPH_KEY = ":key";

  /** What ends a value without quotes. */
  private static final String ENDS = ",:'\"<> \t\r\n";

  private static final String[] ELEMENTS = {"secret", "passwd", "password", "cookie"};

  /** What every name of a secret contains, with a capital letter or without. */
  private static final String[] HINTS = {"ssw", "ecret", "ookie", ":key="};

  private SecretMask() {}

  /** Returns whether the text holds a secret that is not empty. */
  public static boolean holdsSecret(String text) {
    return next(text, 0) >= 0;
  }

  /** Returns the text without its secrets; the same object when there are none. */
  public static String mask(String text) {
    int secret = next(text, 0);
    if (secret < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    while (secret >= 0) {
      masked.append(text, done, secret).append(MASK);
      done = end(text, secret);
      secret = next(text, done);
    }
    return masked.append(text, done, text.length()).toString();
  }

  /** Returns the change without its secrets; the same object when there are none. */
  public static Change mask(Change change) {
    boolean hide = switch (change.kind()) {
      case SET_ATTRIBUTE, REMOVE_ATTRIBUTE -> isOneOf(change.name(), ATTRIBUTES);
      case SET_TEXT -> isOneOf(change.name(), ELEMENTS);
      case READ_SETTING -> ConfigSecret.isKey(change.name());
      case ADD_ELEMENT, REMOVE_ELEMENT, MOVE_ELEMENT -> false;
    };
    String before = value(change.before(), hide);
    String after = value(change.after(), hide && change.kind() != Change.Kind.READ_SETTING);
    return new Change(change.rule(), change.kind(), change.xpath(), change.name(), before, after, change.position(),
        mask(change.reason()), change.line(), change.column());
  }

  /** Returns the finding without its secrets. */
  public static Finding mask(Finding finding) {
    return new Finding(finding.rule(), finding.severity(), finding.xpath(), finding.line(), finding.column(),
        mask(finding.message()), mask(finding.advice()));
  }

  private static @Nullable String value(@Nullable String value, boolean hide) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    return hide ? MASK : mask(value);
  }

  private static boolean isOneOf(String qualifiedName, String[] names) {
    String local = qualifiedName.substring(qualifiedName.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    for (String name : names) {
      if (local.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where the first secret at or after an offset begins, or -1. */
  private static int next(String text, int from) {
    // Searching for a few words is many times faster than looking at each character, and most definitions have none.
    boolean none = !ConfigSecret.mayHoldKey(text, from);
    for (String hint : HINTS) {
      none &= text.indexOf(hint, from) < 0;
    }
    if (none) {
      return -1;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        int secret = ConfigSecret.behind(text, i);
        if (secret < 0) {
          secret = valueOf(text, i);
        }
        if (secret >= 0) {
          return secret;
        }
      } else if (c == '>') {
        int secret = textAfter(text, i);
        if (secret >= 0) {
          return secret;
        }
      }
    }
    return -1;
  }

  /** Returns where the value after an equals sign begins when the attribute before it is a secret one, or -1. */
  private static int valueOf(String text, int equals) {
    int end = equals;
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    boolean ceph = end == equals && text.startsWith(CEPH_KEY, end - CEPH_KEY.length());
    if (!ceph && !endsWithName(text, end, ATTRIBUTES)) {
      return -1;
    }
    int quote = equals + 1;
    while (quote < text.length() && isSpace(text.charAt(quote))) {
      quote++;
    }
    if (quote + 1 < text.length() && isQuote(text.charAt(quote))) {
      return !ceph && text.charAt(quote + 1) != text.charAt(quote) ? quote + 1 : -1;
    }
    // Blanks around the sign belong to assignments, whose values have quotes.
    boolean bare = end == equals && quote == equals + 1 && quote < text.length() && ENDS.indexOf(text.charAt(quote)) < 0;
    return bare ? quote : -1;
  }

  /**
   * Returns where the text after a start tag begins when its element is a secret one and the text is not blank, or -1.
   */
  private static int textAfter(String text, int tagEnd) {
    int start = text.lastIndexOf('<', tagEnd);
    if (start < 0 || text.charAt(tagEnd - 1) == '/') {
      return -1;
    }
    int nameEnd = start + 1;
    while (nameEnd < tagEnd && !isSpace(text.charAt(nameEnd))) {
      nameEnd++;
    }
    boolean opens = nameEnd > start + 1 && text.charAt(start + 1) != '/';
    if (!opens || !endsWithName(text, nameEnd, ELEMENTS)) {
      return -1;
    }
    int first = tagEnd + 1;
    while (first < text.length() && isSpace(text.charAt(first))) {
      first++;
    }
    boolean blank = first == text.length() || (text.charAt(first) == '<' && !text.startsWith("<![CDATA[", first));
    return blank ? -1 : first;
  }

  /**
   * Returns where the secret that begins at an offset ends: at the quote that opened it, at what ends a value without
   * quotes, or at the element's end.
   */
  private static int end(String text, int secret) {
    if (ConfigSecret.beginsAt(text, secret)) {
      return ConfigSecret.end(text, secret);
    }
    char before = text.charAt(secret - 1);
    if (before == '=') {
      int bare = secret;
      while (bare < text.length() && ENDS.indexOf(text.charAt(bare)) < 0) {
        bare++;
      }
      return bare;
    }
    int end = before == '\'' || before == '"'
        ? text.indexOf(before, secret)
        : text.indexOf("</", secret);
    return end < 0 ? text.length() : end;
  }

  /** Returns whether one of the names, and not just the tail of a longer one, ends at an offset. */
  private static boolean endsWithName(String text, int end, String[] names) {
    for (String name : names) {
      int start = end - name.length();
      if (start >= 0 && text.regionMatches(true, start, name, 0, name.length())) {
        char before = start == 0 ? '\n' : text.charAt(start - 1);
        if (isSpace(before) || isQuote(before) || before == ':' || before == '<' || before == ',' || before == ';') {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
