package org.xen2kvm.converter.xml;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdom2.Element;

/**
 * Keeps the elements that rules add over and over, so that replaying a batch does not parse the same few words again: most
 * additions are one of some dozen constants. Bounded; safe for several threads, for its elements are only copied from.
 */
final class FragmentCache {
  private static final int MOST_ENTRIES = 256;
  private static final int LONGEST_TEXT = 200;

  private static final Map<String, Element> ELEMENTS = new ConcurrentHashMap<>();

  private FragmentCache() {}

  /**
   * Returns the element of a text; not to be changed.
   *
   * @throws IllegalArgumentException when the text is not one well-formed element
   */
  static Element parse(String xml) {
    Element known = ELEMENTS.get(xml);
    if (known != null) {
      return known;
    }
    Element parsed = DomainTree.parseElement(xml);
    if (xml.length() <= LONGEST_TEXT && ELEMENTS.size() < MOST_ENTRIES) {
      ELEMENTS.put(xml, parsed);
    }
    return parsed;
  }
}
