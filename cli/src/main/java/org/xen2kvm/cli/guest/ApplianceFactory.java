package org.xen2kvm.cli.guest;

import org.xen2kvm.guestfix.libguestfs.ApplianceListener;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;
import org.xen2kvm.migration.Appliances;

/** Makes what opens guests' disks from what the user says about it: {@link Appliances#libguestfs}, or a test's own. */
@FunctionalInterface
public interface ApplianceFactory {
  /** Returns what opens disks. */
  Appliances make(ApplianceOptions options, ApplianceListener listener);
}
