package org.xen2kvm.cli.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret in XML: the quoted value of an attribute, or the text of an element, whose name says so, or whose element has an attribute
 * {@code name} that does ({@code <qemu:env name='API_TOKEN' value='…'/>}). It looks at the text, so also at what is malformed or
 * commented out. Stateless.
 */
final class MarkupSecret {
  private static final Pattern NAME = Pattern.compile("\\sname\\s*=\\s*(['\"])([^'\"<>]{1,200})\\1");

  /** Tags beyond that length are taken for other text. */
  private static final int MOST_OF_A_TAG = 10_000;

  private MarkupSecret() {}

  /** Returns whether an attribute of this name has a secret, whatever its prefix. */
  static boolean isAttribute(String qualifiedName) {
    return SecretWords.isSecret(local(qualifiedName));
  }

  /** Returns whether an element of this name has a secret, whatever its prefix; libvirt has the cookies of network disks. */
  static boolean isElement(String qualifiedName) {
    String local = local(qualifiedName);
    return local.equalsIgnoreCase("cookie") || SecretWords.isSecret(local);
  }

  private static String local(String qualifiedName) {
    return qualifiedName.substring(qualifiedName.indexOf(':') + 1);
  }

  /** Returns the secret in quotes behind an equals sign; null when there is none. */
  static @Nullable SecretSpan behind(String text, int equals) {
    int quote = equals + 1;
    while (quote < text.length() && SecretWords.isSpace(text.charAt(quote))) {
      quote++;
    }
    if (quote + 1 >= text.length() || !SecretWords.isQuote(text.charAt(quote)) || text.charAt(quote + 1) == text.charAt(quote)) {
      return null;
    }
    int nameEnd = equals;
    while (nameEnd > 0 && SecretWords.isSpace(text.charAt(nameEnd - 1))) {
      nameEnd--;
    }
    int nameStart = SecretWords.startOfName(text, nameEnd);
    // An option in a string whose end this quote is.
    boolean empty = nameStart > 0 && text.charAt(nameStart - 1) == ',';
    if (nameStart == nameEnd || empty) {
      return null;
    }
    String name = text.substring(nameStart, nameEnd);
    boolean secret = SecretWords.isSecret(name) || (name.equals("value") && isNamed(text, equals));
    if (!secret) {
      return null;
    }
    int closing = text.indexOf(text.charAt(quote), quote + 1);
    int end = closing < 0 ? text.length() : closing;
    boolean reference = name.equals("secret") && SecretWords.isIdentifier(text.substring(quote + 1, end));
    return reference ? null : new SecretSpan(quote + 1, end);
  }

  private static boolean isNamed(String text, int within) {
    int start = text.lastIndexOf('<', within);
    int end = text.indexOf('>', within);
    return start >= 0 && isNamed(text, start, end < 0 ? text.length() : end);
  }

  private static boolean isNamed(String text, int start, int end) {
    if (end - start > MOST_OF_A_TAG) {
      return false;
    }
    Matcher name = NAME.matcher(text).region(start, end);
    return name.find() && SecretWords.isSecretVariable(name.group(2));
  }

  /** Returns the text behind the start tag that ends at an offset, when its element has a secret; else null. */
  static @Nullable SecretSpan inside(String text, int tagEnd) {
    int start = text.lastIndexOf('<', tagEnd);
    if (start < 0 || text.charAt(tagEnd - 1) == '/' || text.charAt(start + 1) == '/') {
      return null;
    }
    int first = tagEnd + 1;
    while (first < text.length() && SecretWords.isSpace(text.charAt(first))) {
      first++;
    }
    boolean blank = first == text.length() || (text.charAt(first) == '<' && !text.startsWith("<![CDATA[", first));
    if (blank) {
      return null;
    }
    int nameEnd = start + 1;
    while (nameEnd < tagEnd && !SecretWords.isSpace(text.charAt(nameEnd))) {
      nameEnd++;
    }
    boolean secret = isElement(text.substring(start + 1, nameEnd)) || (nameEnd < tagEnd && isNamed(text, start, tagEnd));
    int end = text.indexOf("</", first);
    return secret ? new SecretSpan(first, end < 0 ? text.length() : end) : null;
  }
}
