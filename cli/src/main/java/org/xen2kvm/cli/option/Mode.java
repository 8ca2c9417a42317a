package org.xen2kvm.cli.option;

/** What is done with a converted definition. */
public enum Mode {
  /** It is written. */
  CONVERT,
  /** Its differences are shown. */
  DIFF,
  /** Only findings are shown. */
  VALIDATE
}
