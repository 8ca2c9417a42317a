package org.xen2kvm.guestfix.fix.cmdline;

import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;

/** Edits one kind of file that holds kernels' command lines; leaves guests alone whose command lines are their own business. */
interface CommandLineFix extends Fix {
  @Override
  default void plan(GuestEditor guest, FixContext context) {
    if (KvmKernelParameters.concern(context)) {
      plan(guest, context, KvmKernelParameters.of(guest, context));
    }
  }

  /** Plans the edits of its files, each line made what {@code kvm} says, and lets it tell what it found in a file. */
  void plan(GuestEditor guest, FixContext context, KvmKernelParameters kvm);
}
