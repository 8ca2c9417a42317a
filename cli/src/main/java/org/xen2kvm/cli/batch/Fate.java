package org.xen2kvm.cli.batch;

/** What became of an input: the converter's outcomes, and that of an input that did not get so far. */
public enum Fate {
  CONVERTED,
  UNCHANGED,
  REFUSED,
  FAILED
}
