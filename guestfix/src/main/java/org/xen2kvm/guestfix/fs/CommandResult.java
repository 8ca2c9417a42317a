package org.xen2kvm.guestfix.fs;

/**
 * How a command in the guest ended.
 *
 * @param exitStatus its exit status, 0 for success
 * @param output what it wrote on standard output and standard error together, the end of it where it is long; bytes that are not
 *     UTF-8 are replaced
 */
public record CommandResult(int exitStatus, String output) {
  /** True when it exited with 0. */
  public boolean succeeded() {
    return exitStatus == 0;
  }
}
