package org.xen2kvm.migration.journal;

/** Stands around the writing of each step: with it tests end a process just there. */
public interface JournalGate {
  /** Lets everything through. */
  JournalGate OPEN = new JournalGate() {};

  /** A step is about to be written. */
  default void before(JournalEntry entry) {}

  /** A step is on the disk, and about to be done. */
  default void after(JournalEntry entry) {}
}
