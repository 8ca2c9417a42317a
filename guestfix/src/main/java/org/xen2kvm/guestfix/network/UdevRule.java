package org.xen2kvm.guestfix.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule of udev with the places of its parts, so that one part can be taken out and the rest stays as it is. Continued lines
 * are one rule.
 *
 * @param start where its first line starts in the text
 * @param end where its last line ends, behind the line break
 * @param parts its parts; none when it is not written as udev wants it, and then nobody touches it
 */
public record UdevRule(int start, int end, List<Part> parts) {
  public UdevRule {
    parts = List.copyOf(parts);
  }

  /**
   * One part: {@code ATTR{address}=="00:16:3e:00:00:01"}.
   *
   * @param key {@code ATTR}
   * @param attribute {@code address}; empty when there is none
   * @param operator {@code ==}
   * @param value the text between the quotes
   * @param start where it starts in the text
   * @param end where it ends, behind the quote
   */
  public record Part(String key, String attribute, String operator, String value, int start, int end) {
    /** Returns whether it asks for something rather than set something. */
    public boolean isMatch() {
      return operator.equals("==") || operator.equals("!=");
    }
  }

  /** Returns the rules of a text; comments and empty lines are left out. */
  public static List<UdevRule> in(String text) {
    List<UdevRule> rules = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = endOfLine(text, start);
      boolean comment = text.substring(start, end).stripLeading().startsWith("#");
      while (!comment && isContinued(text, start, end) && end < text.length()) {
        end = endOfLine(text, end);
      }
      if (!comment && !text.substring(start, end).isBlank()) {
        rules.add(new UdevRule(start, end, new PartReader(text, start, end).parts()));
      }
      start = end;
    }
    return rules;
  }

  private static int endOfLine(String text, int start) {
    int newline = text.indexOf('\n', start);
    return newline < 0 ? text.length() : newline + 1;
  }

  private static boolean isContinued(String text, int start, int end) {
    int last = end - 1;
    while (last >= start && (text.charAt(last) == '\n' || text.charAt(last) == '\r')) {
      last--;
    }
    return last >= start && text.charAt(last) == '\\';
  }

  /** Returns the name that it gives to the interface; empty when it gives none that is plain. */
  public Optional<String> name() {
    return parts.stream()
        .filter(part -> part.key().equals("NAME") && (part.operator().equals("=") || part.operator().equals(":=")))
        .map(Part::value).filter(InterfaceName::isPhysical).findFirst().or(this::renamedByHelper);
  }

  /** SLES 10: {@code IMPORT="/lib/udev/rename_netiface %k eth0"}. */
  private Optional<String> renamedByHelper() {
    for (Part part : parts) {
      int helper = part.value().indexOf("rename_netiface ");
      if (helper >= 0) {
        String name = part.value().substring(part.value().lastIndexOf(' ') + 1);
        return Optional.of(name).filter(InterfaceName::isPhysical);
      }
    }
    return Optional.empty();
  }

  /** Returns the address that it is for; empty when it asks for none. */
  public Optional<String> mac() {
    return parts.stream()
        .filter(part -> part.operator().equals("==") && part.attribute().equals("address")
            && (part.key().startsWith("ATTR") || part.key().equals("SYSFS")))
        .findFirst().flatMap(part -> MacAddress.of(part.value()));
  }

  /** Reads {@code KEY{attribute}operator"value"}, separated by commas. */
  private static final class PartReader {
    private final String text;
    private final int end;
    private int at;

    PartReader(String text, int start, int end) {
      this.text = text;
      this.at = start;
      this.end = end;
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      skip();
      while (at < end) {
        Part part = part();
        if (part == null) {
          return List.of();
        }
        parts.add(part);
        skip();
      }
      return parts;
    }

    private void skip() {
      while (at < end && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',' || text.charAt(at) == '\\')) {
        at++;
      }
    }

    /** Looks within the rule only, so that many broken rules cost no more than reading them. */
    private int find(char wanted, int from) {
      for (int i = from; i < end; i++) {
        if (text.charAt(i) == wanted) {
          return i;
        }
      }
      return -1;
    }

    private @Nullable Part part() {
      int start = at;
      while (at < end && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      String key = text.substring(start, at);
      String attribute = "";
      if (at < end && text.charAt(at) == '{') {
        int close = find('}', at);
        if (close < 0) {
          return null;
        }
        attribute = text.substring(at + 1, close);
        at = close + 1;
      }
      int operatorStart = at;
      while (at < end && "=!+-: \t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String operator = text.substring(operatorStart, at).strip();
      if (key.isEmpty() || !operator.endsWith("=") || at >= end || text.charAt(at) != '"') {
        return null;
      }
      int quote = find('"', at + 1);
      if (quote < 0) {
        return null;
      }
      String value = text.substring(at + 1, quote);
      at = quote + 1;
      return new Part(key, attribute, operator, value, start, at);
    }
  }
}
