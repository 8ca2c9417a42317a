package org.xen2kvm.migration.journal;

import java.time.Instant;

/**
 * A line of a journal.
 *
 * @param formatVersion goes up when a reader of the form before would misunderstand the new one
 * @param at when it was written: UTC, ISO 8601
 * @param entry the step
 */
public record JournalLine(int formatVersion, String at, JournalEntry entry) {
  /** The form that this version writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /**
   * Refuses what no journal holds.
   *
   * @throws java.time.format.DateTimeParseException when the time is none
   */
  public JournalLine {
    Instant.parse(at);
  }
}
