package org.xen2kvm.cli.outcome;

/** What became of an input: the converter's outcomes, and those of an input that did not get so far. */
public enum Fate {
  CONVERTED,
  UNCHANGED,
  REFUSED,
  FAILED,
  /** A file in a folder that is no definition: counted, and no part of the reports. */
  PASSED_OVER,
  /** An input of another shard: counted, and no part of the reports. */
  ELSEWHERE
}
