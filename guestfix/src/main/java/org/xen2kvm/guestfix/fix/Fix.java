package org.xen2kvm.guestfix.fix;

/**
 * One thing that keeps a Xen guest from booting well on KVM, put right: it reads the guest and plans edits through the recording
 * editor, each with a reason. Stateless, so one instance serves all guests.
 *
 * <p>Laws, checked by the test harness on each call: planning changes nothing; once the plan is applied, planning again gives no
 * action.
 */
public interface Fix {
  FixDescriptor descriptor();

  /** Plans what is needed, or nothing. */
  void plan(GuestEditor guest, FixContext context);
}
