package org.xen2kvm.guestfix.plan;

/**
 * Why something is changed, and who says so.
 *
 * @param fix the fix that asks for it
 * @param text one sentence that a change board can read, without a full stop
 */
public record Reason(FixId fix, String text) {
  /** Refuses an empty text: every change is explained. */
  public Reason {
    if (text.isBlank()) {
      throw new IllegalArgumentException("Fix " + fix + " gives no reason for its change");
    }
  }
}
