package org.xen2kvm.converter.xl.device;

import java.util.Optional;
import org.jdom2.Verifier;

/** The text of a specification as it came out of a hostile file: whether it can be read at all. */
public final class SpecText {
  /**
   * Longer than any that Xen could use: a target is at most a path (PATH_MAX, 4096 bytes) or a list of servers, the rest
   * are words.
   */
  public static final int LONGEST = 8192;

  private SpecText() {}

  /** Returns why a text is no specification, or empty when it may be one. Nothing of such a text is repeated. */
  public static Optional<Remark> refusal(String what, String text) {
    if (text.length() > LONGEST) {
      String length = what + " has " + text.length() + " characters; the longest that is read has " + LONGEST;
      return Optional.of(Remark.error(length, "Shorten it: no path or name of Xen needs so many.", 0));
    }
    // Tabs and line feeds may stand in front of a parameter; anywhere else no XML attribute would keep them.
    boolean leading = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c == ' ' || (leading && (c == '\t' || c == '\n'));
      if (Character.isISOControl(c) && !blank) {
        return Optional.of(Remark.error(what + " holds a control character", "Remove the escape sequence.", i));
      }
      leading = c == ',' || (leading && blank);
    }
    return Verifier.checkCharacterData(text) == null
        ? Optional.empty()
        : Optional.of(Remark.error(what + " holds a character that no XML can hold", "Remove it.", 0));
  }
}
