package org.xen2kvm.converter.report;

import org.jspecify.annotations.Nullable;

/**
 * One edit that one rule made, complete enough to be made again: replaying all changes of a result in order on its source
 * gives its output.
 *
 * <p>Elements are addressed by their XPath <em>in the source</em>, so that an address stays good while siblings come and go. An
 * element that the conversion added has no source XPath: it is addressed as {@code parent/name[+n]}, the n-th element of
 * that name added to that parent.
 *
 * @param rule the author
 * @param kind what was done
 * @param xpath the element that was edited; for {@link Kind#ADD_ELEMENT} the parent of the new one
 * @param name the attribute's qualified name for attribute edits, the element's otherwise
 * @param before the old value, text or XML; null when there was none
 * @param after the new value, text or XML; null when there is none
 * @param position for {@link Kind#ADD_ELEMENT} and {@link Kind#MOVE_ELEMENT} the index among the parent's child elements
 *     where it stands right after the edit, otherwise -1
 * @param reason why, for a change board: one sentence
 * @param line 1-based line of the input where the edited element, or the setting that was read, stands; that of the nearest
 *     element of the input for an added one
 * @param column 1-based column there
 */
public record Change(
    RuleId rule,
    Kind kind,
    String xpath,
    String name,
    @Nullable String before,
    @Nullable String after,
    int position,
    String reason,
    int line,
    int column) {

  /** What an edit does; every edit of a conversion is one of these. */
  public enum Kind {
    /**
     * A setting of a Xen configuration was read: {@link #name} is its key, {@link #before} its text as written,
     * {@link #after} the XML that says the same, or null when nothing does. It comes before every edit, and replaying starts
     * behind it, with the definition that was read.
     */
    READ_SETTING,
    SET_ATTRIBUTE,
    REMOVE_ATTRIBUTE,
    SET_TEXT,
    ADD_ELEMENT,
    REMOVE_ELEMENT,
    MOVE_ELEMENT
  }
}
