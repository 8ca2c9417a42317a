package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X7 of the guide. */
final class GuideEmulator implements Rule {
  private static final DomainPath EMULATOR = DomainPath.of("/domain/devices/emulator");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-emulator",
      Phase.STORAGE,
      "Names the KVM host's emulator, as the guide does",
      """
      Step X7. The path is the host profile's, else the guide's /usr/bin/qemu-kvm, which exists on some \
      distributions only; the default profile's rule emulator leaves the choice to libvirt.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X7");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element emulator : domain.select(EMULATOR)) {
      if (emulator.getChildren().isEmpty()) {
        domain.setText(emulator, context.host().emulator().orElse("/usr/bin/qemu-kvm"), "Guide, step X7");
      }
    }
  }
}
