package org.xen2kvm.migration.notice;

/**
 * What a message or a change means whose author is no rule and no fix: a batch, a plan, a check of a host.
 *
 * @param id what messages end with, in kebab case; stable for ever
 * @param author who says it
 * @param title what it is about, one line
 * @param description when it is said, why, and what to do; full sentences
 */
public record Notice(String id, Author author, String title, String description) {

  /** Who says it. */
  public enum Author {
    BATCH("several inputs held against each other", "Of several inputs held against each other"),
    DISKS("the disks as they are on this host", "Of disks on this host"),
    PLAN("a plan, before it is applied", "Of plans"),
    DEFINITION("changes that complete a converted definition", "Changes that complete a definition"),
    HOST("a check of the KVM host, by xen2kvm check or in a plan", "Checks of the KVM host"),
    INPUT("an input that failed, in SARIF reports", "Inputs that failed, in SARIF reports");

    private final String phrase;
    private final String heading;

    Author(String phrase, String heading) {
      this.phrase = phrase;
      this.heading = heading;
    }

    /** Returns who it is, to go on with "said by". */
    public String phrase() {
      return phrase;
    }

    /** Returns the title of what this author says. */
    public String heading() {
      return heading;
    }
  }
}
