package org.xen2kvm.converter.xml;

/**
 * Finds the tags of a well-formed text one after the other, in step with a parser: in XML a {@code <} stands in front of markup
 * only, so all there is to skip are comments, processing instructions and CDATA sections. For one thread.
 */
final class TagCursor {
  private final String text;
  private int start;
  private int end;

  TagCursor(String text) {
    this.text = text;
  }

  /** Returns the index of the {@code <} of the last tag found. */
  int start() {
    return start;
  }

  /** Returns the index behind the {@code >} of the last tag found. */
  int end() {
    return end;
  }

  /** Returns whether the last tag found is one of an empty element. */
  boolean isEmptyElement() {
    return text.charAt(end - 2) == '/';
  }

  /** Goes to the next tag; returns false when there is none. */
  boolean next() {
    int at = text.indexOf('<', end);
    while (at >= 0) {
      if (text.startsWith("<!--", at)) {
        at = text.indexOf('<', behind("-->", at + 4));
      } else if (text.startsWith("<?", at)) {
        at = text.indexOf('<', behind("?>", at + 2));
      } else if (text.startsWith("<![CDATA[", at)) {
        at = text.indexOf('<', behind("]]>", at + 9));
      } else {
        start = at;
        end = tagEnd(at);
        return true;
      }
    }
    return false;
  }

  private int behind(String closing, int from) {
    int at = text.indexOf(closing, from);
    return at < 0 ? text.length() : at + closing.length();
  }

  /** Returns the index behind the tag's {@code >}, which may stand in attribute values too. */
  private int tagEnd(int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return text.length();
  }
}
