package org.xen2kvm.converter.rule.boot;

import java.util.Locale;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Removes a GRUB image that was built to run as a Xen guest. */
final class PvGrubDropped implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-pvgrub",
      Phase.OS,
      "Removes the pv-grub image",
      """
      pv-grub, grub.xen and pvgrub64.bin are boot loaders in the form of a Xen kernel: Xen starts them in the guest, \
      and they read the guest's own GRUB configuration. QEMU cannot start such an image. The guest keeps its \
      configuration, but it may never have had boot code in the MBR of its disk. Told by the file name, which \
      contains "grub"; a Linux kernel in a directory of that name is not meant.
      """,
      "Xen wiki: PvGrub2");

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
    String file = DirectKernel.fileName(kernel.getTextTrim()).toLowerCase(Locale.ROOT);
    if (file.contains("grub")) {
      String how = "Xen started " + file + " in the guest, which read the guest's GRUB configuration";
      BootLoaderNeeded.warn(kernel, context, how);
      DirectKernel.remove(domain, "A GRUB image built for Xen cannot run under KVM");
    }
  }
}
