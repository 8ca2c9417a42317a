package org.xen2kvm.guestfix.fix.mount;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes of what names a disk. */
public final class MountFixes {
  private MountFixes() {}

  /** Returns them in the order in which they plan: first what refuses, last what looks for the rest. */
  public static List<Fix> inOrder() {
    return List.of(
        new HibernatedGuest(),
        new FstabStableNames(),
        new MountUnitStableNames(),
        new CrypttabStableNames(),
        new MdadmDevices(),
        new ResumeDevice(),
        new DeviceNamesElsewhere());
  }
}
