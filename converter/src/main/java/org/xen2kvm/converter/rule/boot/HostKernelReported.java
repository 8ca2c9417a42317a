package org.xen2kvm.converter.rule.boot;

import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Reports a kernel of the Xen host that the domain goes on booting, or removes it where the policy says so. */
final class HostKernelReported implements Rule {
  /**
   * File names of kernels that cannot start without Xen: {@code vmlinuz-xen} of SLES, {@code vmlinuz-2.6.18-8.el5xen},
   * {@code vmlinuz-2.6.18-xenU}, {@code netbsd-XEN3_DOMU.gz}, unikernels.
   */
  private static final Pattern XEN_ONLY = Pattern.compile(
      "(?i)((.*[^a-z])?xen([^a-z].*|u.*)?|(.*[^a-z])?domu([^a-z].*)?|.*mini-?os.*|.*mirage.*|.*unikernel.*)");

  private static final String DRIVERS =
      ", and make sure that this kernel runs without Xen and its initrd holds the virtio drivers";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "direct-kernel-boot",
      Phase.OS,
      "Keeps a kernel of the host, or boots from the disk instead",
      """
      A domain that names a kernel and initrd keeps them, since nobody but its owner knows whether the guest has \
      others. Both files lie on the Xen host and have to be copied to the same path of the KVM host. The kernel must \
      be able to run without Xen: distributions' kernels with paravirt operations are, kernel-xen, -xenU and \
      unikernels are not. With boot-from-disk in the policy the kernel, its initrd and its command line are \
      removed and the guest boots from its disk, for which it needs a boot loader there. Temporary kernels and \
      pv-grub are removed by drop-temp-kernel and drop-pvgrub; device names on the command line are the business of \
      cmdline-device-names.
      """,
      "libvirt, formatdomain: direct kernel boot");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element kernel = DirectKernel.of(domain);
    if (kernel == null) {
      return;
    }
    String path = kernel.getTextTrim();
    boolean paravirtual = context.kind().hasOnlyXenDevices();
    if (context.policy().hardware().bootFromDisk()) {
      if (paravirtual) {
        BootLoaderNeeded.warn(kernel, context, "Xen booted the kernel " + path + " of its host");
      }
      DirectKernel.remove(domain, "The policy boots the guest from its disk");
    } else if (paravirtual && XEN_ONLY.matcher(DirectKernel.fileName(path)).matches()) {
      context.warn(
          kernel,
          "The domain boots the kernel " + path + ", whose name says that it runs under Xen only",
          "Name a kernel and initrd that run without Xen, or set boot-from-disk in the policy and install a kernel and "
              + "a boot loader in the guest.");
    } else {
      context.warn(
          kernel,
          "The domain boots the kernel " + path + ", a file of the Xen host",
          "Copy kernel and initrd to the same path of the KVM host" + (paravirtual ? DRIVERS : "")
              + "; or set boot-from-disk in the policy.");
    }
  }
}
