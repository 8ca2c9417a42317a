package org.xen2kvm.guestfix.fix.cmdline;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes of kernel parameters, in order. */
public final class CmdlineFixes {
  private CmdlineFixes() {}

  public static List<Fix> inOrder() {
    return List.of(
        new GrubLegacyKernelLines(),
        new Grub2DefaultParameters(),
        new Grub2StableRootNames(),
        new Grub2Terminal(),
        new Grub2ConfigKernelLines(),
        new LoaderEntryOptions(),
        new GrubEnvironmentKernelopts(),
        new KernelInstallCommandLine(),
        new ExtlinuxAppendLines(),
        new SuseBootloaderAppend());
  }
}
