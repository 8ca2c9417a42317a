package org.xen2kvm.converter.rule.guide;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the steps X2 and X3 of the guide. */
final class GuideBootloader implements Rule {
  private static final DomainPath BOOTLOADER = DomainPath.of("/domain/bootloader | /domain/bootloader_args");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-bootloader",
      Phase.OS,
      "Removes bootloader and bootloader_args, as the guide does",
      """
      Steps X2 and X3. The default profile's drop-bootloader does the same, and tells what the guest needs \
      instead.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X2, X3");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(BOOTLOADER, "Guide, steps X2 and X3: KVM has no bootloader on the host");
  }
}
