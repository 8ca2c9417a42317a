package org.xen2kvm.cli.secret;

import org.jspecify.annotations.Nullable;

/**
 * A secret in an option without quotes, {@code password=…}: of QEMU, of a target of iSCSI or Ceph, of a kernel; also
 * {@code :key=…} of Ceph, {@code key=…} in an argument for QEMU and {@code data=…} of its objects of the kind {@code secret}; and a
 * string of JSON under such a name. Stateless.
 */
final class OptionSecret {
  /** What ends a value without quotes. */
  private static final String ENDS = ",'\"<> \t\r\n";

  /** How a double quote is written in an attribute. */
  private static final String ESCAPED_QUOTE = "&quot;";

  private OptionSecret() {}

  /** Returns the secret right behind an equals sign; null when there is none. */
  static @Nullable SecretSpan behind(String text, int equals) {
    int start = SecretWords.startOfName(text, equals);
    boolean afterColon = start > 0 && text.charAt(start - 1) == ':';
    int end = end(text, equals + 1, afterColon);
    if (start == equals || end == equals + 1) {
      return null;
    }
    String name = text.substring(start, equals);
    boolean secret = switch (name) {
      case "secret" -> !SecretWords.isIdentifier(text.substring(equals + 1, end));
      case "data" -> isOfSecretObject(text, equals);
      case "key" -> afterColon || isArgument(text, equals);
      default -> SecretWords.isSecret(name) || isCredential(text, start);
    };
    return secret ? new SecretSpan(equals + 1, end) : null;
  }

  /** A comma is doubled, or escaped as a colon is, where it belongs to the value. */
  private static int end(String text, int from, boolean atColon) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      boolean escaped = c == '\\' && (next == '\\' || next == ':' || next == ',');
      if (escaped || (c == ',' && next == ',' && at > from)) {
        at += 2;
      } else if (ENDS.indexOf(c) >= 0 || (c == ':' && atColon)) {
        return at;
      } else {
        at++;
      }
    }
    return at;
  }

  /** systemd takes credentials from the firmware: {@code io.systemd.credential:NAME=VALUE}. */
  private static boolean isCredential(String text, int name) {
    return text.startsWith("io.systemd.credential:", name - 22) || text.startsWith("io.systemd.credential.binary:", name - 29);
  }

  private static boolean isOfSecretObject(String text, int within) {
    String argument = argument(text, within);
    return argument.startsWith("secret,") || argument.contains("qom-type=secret")
        || argument.contains("\"secret\"") || argument.contains("&quot;secret&quot;");
  }

  /** Returns the tag, or the line outside tags, that an offset is in, without what stands before its value. */
  private static String argument(String text, int within) {
    int start = Math.max(text.lastIndexOf('\n', within), text.lastIndexOf('<', within)) + 1;
    int end = text.indexOf('\n', within);
    int tagEnd = text.indexOf("/>", within);
    end = end < 0 ? text.length() : end;
    end = tagEnd < 0 ? end : Math.min(end, tagEnd);
    String all = text.substring(start, end);
    int value = all.indexOf("value=");
    return value < 0 ? all : all.substring(Math.min(all.length(), value + 7));
  }

  /** Returns whether an offset is in {@code <qemu:arg value='…'/>}. */
  private static boolean isArgument(String text, int within) {
    int tag = text.lastIndexOf('<', within);
    if (tag < 0 || (text.indexOf('>', tag) >= 0 && text.indexOf('>', tag) < within)) {
      return false;
    }
    int nameEnd = tag + 1;
    while (nameEnd < within && !SecretWords.isSpace(text.charAt(nameEnd))) {
      nameEnd++;
    }
    String name = text.substring(tag + 1, nameEnd);
    return name.equals("arg") || name.endsWith(":arg");
  }

  /** Returns the string of JSON behind a colon and a name in quotes; null when that is no secret. */
  static @Nullable SecretSpan behindColon(String text, int colon) {
    String quote = text.startsWith("\"", colon - 1) ? "\"" : text.startsWith(ESCAPED_QUOTE, colon - ESCAPED_QUOTE.length())
        ? ESCAPED_QUOTE : "";
    int first = colon + 1;
    while (first < text.length() && SecretWords.isSpace(text.charAt(first))) {
      first++;
    }
    if (quote.isEmpty() || !text.startsWith(quote, first)) {
      return null;
    }
    int nameEnd = colon - quote.length();
    int nameStart = SecretWords.startOfName(text, nameEnd);
    String name = text.substring(nameStart, nameEnd);
    int start = first + quote.length();
    int end = closing(text, start, quote);
    boolean secret = name.equals("data") ? isOfSecretObject(text, colon)
        : SecretWords.isSecret(name) && !(name.equals("secret") && SecretWords.isIdentifier(text.substring(start, end)));
    return secret && end > start ? new SecretSpan(start, end) : null;
  }

  private static int closing(String text, int from, String quote) {
    for (int at = from; at < text.length(); at++) {
      if (text.startsWith(quote, at)) {
        return at;
      }
      if (text.charAt(at) == '\\') {
        at += text.startsWith(quote, at + 1) ? quote.length() : 1;
      }
    }
    return text.length();
  }
}
