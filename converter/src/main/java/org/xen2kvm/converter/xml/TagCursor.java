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
      if (!isMarkedOff(at + 1)) {
        start = at;
        end = tagEnd(at);
        return true;
      }
      if (text.startsWith("<!--", at)) {
        at = text.indexOf('<', behind("-->", at + 4));
      } else if (text.startsWith("<?", at)) {
        at = text.indexOf('<', behind("?>", at + 2));
      } else {
        at = text.indexOf('<', behind("]]>", at + "<![CDATA[".length()));
      }
    }
    return false;
  }

  /** Returns whether what follows a {@code <} is no tag: in a text without DTD a comment, an instruction or CDATA. */
  private boolean isMarkedOff(int at) {
    return at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '?');
  }

  private int behind(String closing, int from) {
    int at = text.indexOf(closing, from);
    return at < 0 ? text.length() : at + closing.length();
  }

  /** Returns the index behind the tag's {@code >}, which may stand in attribute values too. */
  private int tagEnd(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '>') {
        return i + 1;
      }
      if (c == '\'' || c == '"') {
        i = text.indexOf(c, i + 1);
        if (i < 0) {
          break;
        }
      }
    }
    return text.length();
  }
}
