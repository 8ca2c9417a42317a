package org.xen2kvm.converter.xl.disk;

import java.util.Set;

/**
 * Cuts a DISKSPEC into its parameters as xl does (Xen, tools/libs/util/libxlu_disk_l.l): the longest parameter that can begin
 * at a place is the one that begins there, and of two equally long ones a name goes before a positional parameter. For one
 * text.
 */
final class DiskSpecLexer {
  private static final Set<String> KEYS = Set.of(
      "format", "devtype", "access", "backend", "backendtype", "specification", "vdev", "script", "target", "grant_usage",
      "colo-host", "colo-port", "colo-export", "active-disk", "hidden-disk");

  private static final Set<String> FLAGS =
      Set.of("cdrom", "direct-io-safe", "discard", "no-discard", "trusted", "untrusted", "colo", "no-colo");

  /** Prefixes of xl; and of xend's tap driver {@code sync} and {@code vmdk}, which xl has forgotten. */
  private static final Set<String> PREFIXES = Set.of(
      "raw", "qcow", "qcow2", "vhd", "vmdk", "iscsi", "nbd", "enbd", "drbd", "tapdisk", "tap", "tap2", "aio", "sync",
      "ioemu", "file", "phy");

  private final String text;
  private int at;

  DiskSpecLexer(String text) {
    this.text = text;
  }

  /** What a parameter is. */
  enum Kind {
    KEY,
    FLAG,
    PREFIX,
    POSITIONAL,
    UNKNOWN_KEY,
    UNKNOWN_PREFIX,
    /** An equals sign with nothing in front of it that could be a key. */
    BAD,
    END
  }

  /**
   * One parameter.
   *
   * @param kind what it is
   * @param name the key, flag or prefix; empty for others
   * @param value the value of a key, the text of a positional parameter
   * @param offset where it begins
   */
  record Token(Kind kind, String name, String value, int offset) {}

  /** Returns the next parameter; END when there are no more. Whitespace in front of one is ignored, behind it is not. */
  Token next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    int start = at;
    if (start == text.length()) {
      return new Token(Kind.END, "", "", start);
    }
    int word = wordEnd(start);
    char behind = word < text.length() && word > start ? text.charAt(word) : 0;
    if (behind == '=') {
      return key(start, word);
    }
    if (behind == ':' && isPrefixName(start, word)) {
      String name = text.substring(start, word);
      if (PREFIXES.contains(name)) {
        at = word + 1;
        return new Token(Kind.PREFIX, name, "", start);
      }
      if (endsUnknownPrefix(word + 1)) {
        return new Token(Kind.UNKNOWN_PREFIX, name, "", start);
      }
    }
    return flagOrPositional(start);
  }

  private Token key(int start, int equals) {
    String name = text.substring(start, equals);
    if (!KEYS.contains(name)) {
      return new Token(Kind.UNKNOWN_KEY, name, "", start);
    }
    if (name.equals("target")) {
      at = text.length();
      // xl takes a comma off the end of everything that it reads to the end.
      int end = text.endsWith(",") ? at - 1 : at;
      return new Token(Kind.KEY, name, text.substring(equals + 1, end), start);
    }
    int comma = text.indexOf(',', equals);
    int end = comma < 0 ? text.length() : comma;
    at = Math.min(end + 1, text.length());
    return new Token(Kind.KEY, name, text.substring(equals + 1, end), start);
  }

  private Token flagOrPositional(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '=') {
      end++;
    }
    boolean equals = end < text.length() && text.charAt(end) == '=';
    if (equals) {
      return new Token(Kind.BAD, "", text.substring(start, end), end);
    }
    at = Math.min(end + 1, text.length());
    String value = text.substring(start, end);
    return FLAGS.contains(value)
        ? new Token(Kind.FLAG, value, "", start)
        : new Token(Kind.POSITIONAL, "", value, start);
  }

  /** Returns the end of what looks like a name: a lower-case letter, then letters, digits, hyphens and underscores. */
  private int wordEnd(int start) {
    if (!isLowerCase(text.charAt(start))) {
      return start;
    }
    int end = start + 1;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean isPrefixName(int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isLowerCase(text.charAt(i)) && !isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** A word and a colon before a letter or digit are the beginning of a target: {@code rbd:pool/image}, {@code hdc:cdrom}. */
  private boolean endsUnknownPrefix(int behindColon) {
    if (behindColon == text.length()) {
      return true;
    }
    char next = text.charAt(behindColon);
    return !isLowerCase(next) && !isDigit(next);
  }

  private static boolean isNameCharacter(char c) {
    return isLowerCase(c) || isDigit(c) || c == '-' || c == '_';
  }

  private static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }
}
