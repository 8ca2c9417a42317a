package org.xen2kvm.cli.input;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.converter.DefinitionKind;
import org.xen2kvm.converter.rule.guard.ForeignFormat;

/**
 * Whether a file of a folder is an input, judged by its first bytes: a folder of disks, logs and scripts costs one small
 * read for each file. Stateless.
 */
final class FileLook {
  /** So many bytes are looked at; the comment and the declaration in front of a root element fit in. */
  static final int BYTES = 8192;

  /** No configuration of a guest is longer; those that come with Xen, most of them comments, have 12 KiB. */
  static final int LONGEST_CONFIG = 1 << 16;

  /** What libvirt writes, and in what guests come that only look like it: these are read, and refused with advice. */
  private static final Set<String> ROOTS = Set.of(
      "domain", "domains", "domainsnapshot", "domaincheckpoint", "domstatus", "inactiveDomain", "capabilities",
      "domainCapabilities", "network", "pool", "volume", "interface", "filter", "nwfilter", "secret", "device",
      "value", "Envelope");

  private FileLook() {}

  /** What the look found. */
  sealed interface Verdict {}

  /** An input: the whole of it is read. */
  record Taken() implements Verdict {}

  /** Only the whole text tells. */
  record Undecided() implements Verdict {}

  /** No input, and why. */
  record Other(String reason) implements Verdict {}

  /**
   * Returns what a file is by its start.
   *
   * @param start its first bytes, at most {@link #BYTES}
   * @param size how many it has
   */
  static Verdict at(byte[] start, long size) {
    if (start.length == 0) {
      return new Other("it is empty");
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    Optional<ForeignFormat> foreign = ForeignFormat.of(text);
    if (foreign.isPresent()) {
      return new Other("this is " + foreign.get().title());
    }
    if (text.indexOf('\0') >= 0) {
      return new Other("this is no text");
    }
    int at = first(text);
    if (text.startsWith("<", at)) {
      String root = rootIn(text, at);
      return ROOTS.contains(root) ? new Taken()
          : new Other(root.isEmpty() ? "this is no definition" : "this is XML, but <" + root + "> is none of libvirt's");
    }
    return size > LONGEST_CONFIG ? new Other("this is no definition") : new Undecided();
  }

  /** Returns what a short text is. */
  static Verdict at(byte[] whole) {
    // Letters beyond ASCII stand in values and comments only, and those count for nothing here.
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    return switch (DefinitionKind.of(text)) {
      case XEN_CONFIG -> new Taken();
      case SXP -> new Other("this is a guest as xend kept it, an S-expression");
      case XML, OTHER -> new Other("this is no definition of a domain");
    };
  }

  /** Returns whether a file begins with a tag, or holds nothing that could be seen. */
  static boolean isMarkup(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int at = first(text);
    return at == text.length() || text.charAt(at) == '<';
  }

  /** Returns where the first character stands that can be seen. */
  private static int first(String text) {
    int at = text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0; // the bytes of a byte order mark
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns the root element's name without its prefix; empty when it does not begin in the text. */
  private static String rootIn(String text, int from) {
    int at = from;
    while (at >= 0 && at + 1 < text.length()) {
      char next = text.charAt(at + 1);
      if (next != '?' && next != '!') {
        return nameAt(text, at + 1);
      }
      String end = text.startsWith("<!--", at) ? "-->" : next == '?' ? "?>" : ">";
      int closed = text.indexOf(end, at);
      at = closed < 0 ? -1 : text.indexOf('<', closed + end.length());
    }
    return "";
  }

  private static String nameAt(String text, int start) {
    int end = start;
    int name = start;
    while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || "-_.:".indexOf(text.charAt(end)) >= 0)) {
      end++;
      name = text.charAt(end - 1) == ':' ? end : name;
    }
    return text.substring(name, Math.min(end, name + 40));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
