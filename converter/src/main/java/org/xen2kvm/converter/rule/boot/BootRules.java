package org.xen2kvm.converter.rule.boot;

import java.util.List;
import java.util.stream.Stream;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.cmdline.CmdlineRules;

/** The rules of this package and of the kernel command line, in the order in which they run. */
public final class BootRules {
  private BootRules() {}

  public static List<Rule> inOrder() {
    // Kernels that came out of the guest are told by their bootloader, so they go before it. A GRUB of Xen goes after
    // it, and warns itself: without it the bootloader's rule would take the domain for one that names nothing to boot.
    // The command line is looked at when it is known whether a kernel stays; what boots without one is decided last.
    List<Rule> kernel = List.of(
        new ExtractedKernelDropped(), new BootloaderDropped(), new PvGrubDropped(), new HostKernelReported());
    List<Rule> devices = List.of(new BootDevicePresent(), new BootDiskSelected());
    return Stream.of(kernel, CmdlineRules.inOrder(), devices).flatMap(List::stream).toList();
  }
}
