package org.xen2kvm.guestfix.fix.console;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the terminals that only Xen has: {@code hvc0}, and {@code xvc0} of older kernels. */
final class XenTerminal {
  private static final String NAME = "(?:hvc|xvc)[0-9]";
  private static final Pattern ALONE = Pattern.compile(NAME);
  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z0-9])" + NAME + "(?![A-Za-z0-9])");

  private XenTerminal() {}

  /** Returns whether that is the name of one, without /dev/. */
  static boolean is(String name) {
    return ALONE.matcher(name).matches();
  }

  /** Returns the first one that a text names; empty when it names none. */
  static Optional<String> in(String text) {
    Matcher matcher = WORD.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Returns the text with another terminal in the place of each. */
  static String replaced(String text, String terminal) {
    return WORD.matcher(text).replaceAll(Matcher.quoteReplacement(terminal));
  }
}
