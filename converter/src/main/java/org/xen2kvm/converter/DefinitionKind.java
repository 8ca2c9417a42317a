package org.xen2kvm.converter;

/** What a text is, judged by what it holds and never by its name: cheap, and safe on any text. */
public enum DefinitionKind {
  /** It begins with a tag; whether it defines a domain is for the parser to say. */
  XML,
  /**
   * A guest's configuration for xl or xm: assignments, among them one of a key that only guests have. One that computes
   * (Python, for xend) is of this kind too, so that it is refused with its line instead of overlooked.
   */
  XEN_CONFIG,
  /** A guest as xend kept or listed it: {@code (domain …)}. */
  SXP,
  /** Anything else. */
  OTHER;

  /** Returns the kind of a text. */
  public static DefinitionKind of(String text) {
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return OTHER;
    }
    return switch (text.charAt(at)) {
      case '<' -> XML;
      case '(' -> isDomainExpression(text, at + 1) ? SXP : OTHER;
      default -> XenConfigSigns.showIn(text) ? XEN_CONFIG : OTHER;
    };
  }

  /** The lists of `xm list --long` and xend's config.sxp begin with domain, files for `xm create -F` with vm. */
  private static boolean isDomainExpression(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < text.length() && Character.isLetter(text.charAt(end)) && end - at < 8) {
      end++;
    }
    String word = text.substring(at, end);
    boolean ends = end < text.length() && (isSpace(text.charAt(end)) || text.charAt(end) == '(');
    return ends && (word.equals("domain") || word.equals("vm"));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
