package org.xen2kvm.guestfix.fix.mount;

import org.xen2kvm.guestfix.fix.FixContext;

/** Says the first twenty things only, because a hostile table of a million lines is no reason for a million findings. */
final class FewFindings {
  private static final int MOST = 20;

  private final FixContext context;
  private int said;

  FewFindings(FixContext context) {
    this.context = context;
  }

  void note(String where, String message) {
    if (++said <= MOST) {
      context.note(where, message);
    }
  }

  void warn(String where, String message, String advice) {
    if (++said <= MOST) {
      context.warn(where, message, advice);
    }
  }
}
