package org.xen2kvm.converter.rule.cmdline;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes what only makes sense beside a kernel of the host, where there is none. */
final class CmdlineNeedsKernel implements Rule {
  private static final DomainPath ORPHANS = DomainPath.of(
      "/domain/os[not(kernel[normalize-space()])]/cmdline"
          + " | /domain/os[not(kernel[normalize-space()])]/initrd");
  private static final DomainPath DEVICE_TREE = DomainPath.of("/domain/os/dtb");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cmdline-without-kernel",
      Phase.OS,
      "Removes a command line and initrd that have no kernel",
      """
      pygrub appends the command line of the definition to that of the guest's GRUB, and Qubes gives one to its stub \
      domains. Under KVM both belong to a kernel that the host boots, and the domain has none: libvirt accepts the \
      definition, and QEMU refuses to start with "-append only allowed with -kernel option". Parameters that the \
      guest needs belong into the configuration of its own boot loader. A device tree goes in any case, since x86 \
      machines have none.
      """,
      "libvirt, formatdomain: direct kernel boot",
      "measured: define accepts, start refuses");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(ORPHANS, "QEMU takes a command line and an initrd only together with a kernel");
    domain.removeAll(DEVICE_TREE, "An x86 machine has no device tree");
  }
}
