package org.xen2kvm.cli.secret;

import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;

/**
 * Puts {@value #MASK} in the place of secrets that are known by a name beside them ({@link SecretWords}): in XML
 * ({@link MarkupSecret}), in options, URLs and JSON ({@link OptionSecret}, {@link UrlSecret}), and in Xen's configurations
 * ({@link ConfigSecret}). What only refers to a secret stays: the {@code uuid} and {@code usage} of libvirt's {@code <secret>}.
 * Stateless.
 *
 * <p>It works on the text, not on a tree, so it also masks what is malformed or commented out.
 */
public final class SecretMask {
  /** What stands in a secret's place; always as long, so that not even its length is told. */
  public static final String MASK = "********";

  private SecretMask() {}

  /** Returns whether the text holds a secret that is not empty. */
  public static boolean holdsSecret(String text) {
    return next(text, 0) != null;
  }

  /** Returns the text without its secrets; the same object when there are none. */
  public static String mask(String text) {
    @Nullable SecretSpan secret = next(text, 0);
    if (secret == null) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    while (secret != null) {
      masked.append(text, done, secret.start()).append(MASK);
      done = secret.end();
      secret = next(text, done);
    }
    return masked.append(text, done, text.length()).toString();
  }

  /** Returns the change without its secrets; the same object when there are none. */
  public static Change mask(Change change) {
    boolean hide = switch (change.kind()) {
      case SET_ATTRIBUTE, REMOVE_ATTRIBUTE -> MarkupSecret.isAttribute(change.name());
      case SET_TEXT -> MarkupSecret.isElement(change.name());
      case READ_SETTING -> SecretWords.isSecret(change.name());
      case ADD_ELEMENT, REMOVE_ELEMENT, MOVE_ELEMENT -> false;
    };
    boolean mayRefer = change.name().equals("secret");
    String before = value(change.before(), hide && !(mayRefer && isReference(change.before())));
    String after = value(change.after(), hide && !(mayRefer && isReference(change.after())) && change.kind() != Change.Kind.READ_SETTING);
    return new Change(change.rule(), change.kind(), mask(change.xpath()), change.name(), before, after, change.position(),
        mask(change.reason()), change.line(), change.column());
  }

  /** Returns the finding without its secrets. */
  public static Finding mask(Finding finding) {
    return new Finding(finding.rule(), finding.severity(), mask(finding.xpath()), finding.line(), finding.column(),
        mask(finding.message()), mask(finding.advice()));
  }

  private static boolean isReference(@Nullable String value) {
    return value != null && SecretWords.isIdentifier(value);
  }

  private static @Nullable String value(@Nullable String value, boolean hide) {
    if (value == null || value.isEmpty()) {
      return value;
    }
    return hide ? MASK : mask(value);
  }

  /** Returns the first secret that begins at or after an offset; null when there is none. */
  private static @Nullable SecretSpan next(String text, int from) {
    if (!SecretWords.mayStandIn(text, from)) {
      return null;
    }
    for (int i = from; i < text.length(); i++) {
      @Nullable SecretSpan secret = switch (text.charAt(i)) {
        case '=' -> behindEquals(text, i);
        case '>' -> MarkupSecret.inside(text, i);
        case ':' -> behindColon(text, i);
        case '/' -> UrlSecret.behindSlashes(text, i);
        default -> null;
      };
      if (secret != null) {
        return secret;
      }
    }
    return null;
  }

  private static @Nullable SecretSpan behindEquals(String text, int equals) {
    SecretSpan setting = ConfigSecret.behind(text, equals);
    SecretSpan attribute = setting == null ? MarkupSecret.behind(text, equals) : setting;
    return attribute == null ? OptionSecret.behind(text, equals) : attribute;
  }

  private static @Nullable SecretSpan behindColon(String text, int colon) {
    SecretSpan url = UrlSecret.behind(text, colon);
    return url == null ? OptionSecret.behindColon(text, colon) : url;
  }
}
