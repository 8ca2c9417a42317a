package org.xen2kvm.guestfix.bootloader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * GRUB 2's {@code grubenv}: variables in a block of a fixed size, filled up with {@code #}. GRUB writes into the block in place
 * while it runs, so an edit keeps its size to the byte. Immutable.
 */
public final class GrubEnvironment {
  /** GRUB's own first line; without it GRUB ignores the file. */
  private static final String SIGNATURE = "# GRUB Environment Block\n";

  private static final int USUAL_SIZE = 1024;

  private final String text;

  private GrubEnvironment(String text) {
    this.text = text;
  }

  /** Returns the block; empty when the text is none. */
  public static Optional<GrubEnvironment> parse(String text) {
    return text.startsWith(SIGNATURE) ? Optional.of(new GrubEnvironment(text)) : Optional.empty();
  }

  /** Returns a block without variables. */
  public static GrubEnvironment empty() {
    return new GrubEnvironment(SIGNATURE + "#".repeat(USUAL_SIZE - SIGNATURE.length()));
  }

  /** Returns the value of a variable; empty when it is not set. */
  public Optional<String> value(String name) {
    int start = find(name);
    return start < 0 ? Optional.empty() : Optional.of(unescaped(text.substring(start + name.length() + 1, endOf(start))));
  }

  /** Returns where the line of a variable begins. */
  private int find(String name) {
    int at = SIGNATURE.length();
    while (at < text.length()) {
      if (text.startsWith(name + "=", at)) {
        return at;
      }
      at = endOf(at) + 1;
    }
    return -1;
  }

  /** A backslash before a line's end is part of the value. */
  private int endOf(int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  private static String unescaped(String value) {
    return value.replaceAll("(?s)\\\\(.)", "$1");
  }

  /** Returns the block with that value in it; empty when it would be larger than it is. */
  public Optional<GrubEnvironment> with(String name, String value) {
    String line = name + "=" + value.replaceAll("(?s)([\\\\\n])", "\\\\$1") + "\n";
    int start = find(name);
    // The filling is one line of # without an end, behind the last variable.
    int filling = text.length();
    while (filling > SIGNATURE.length() && text.charAt(filling - 1) == '#') {
      filling--;
    }
    String before = start < 0 ? text.substring(0, filling) : text.substring(0, start);
    String after = start < 0 ? "" : text.substring(Math.min(endOf(start) + 1, filling), filling);
    String content = before + line + after;
    int room = size(text) - size(content);
    return room < 0 ? Optional.empty() : Optional.of(new GrubEnvironment(content + "#".repeat(room)));
  }

  /** A block is a power of two bytes; a text of other characters than ASCII may be either encoding's. */
  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the text of the file. */
  public String text() {
    return text;
  }
}
