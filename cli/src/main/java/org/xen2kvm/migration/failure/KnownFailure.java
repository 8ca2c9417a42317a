package org.xen2kvm.migration.failure;

import java.util.regex.Pattern;

/**
 * A way to fail that is known.
 *
 * @param id how it is called, kebab case; stable for ever
 * @param place where it shows
 * @param sign what shows there
 * @param fatal whether a guest that shows it will not come up any more, so that waiting is in vain
 * @param title what happens
 * @param cause why
 * @param remedy what to do about it
 */
public record KnownFailure(
    String id, Place place, Pattern sign, boolean fatal, String title, String cause, String remedy) {

  /** Returns why it happens, what to do about it, and where there is more of it. */
  public String advice() {
    return cause + " " + remedy + " (xen2kvm explain " + id + ")";
  }

  /** Where a failure shows. */
  public enum Place {
    /** On the guest's serial console. */
    SERIAL,
    /** In the emulator's log or in libvirt's error. */
    HOST
  }
}
