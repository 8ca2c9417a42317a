package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X13 of the guide. */
final class GuideMemballoon implements Rule {
  private static final DomainPath DEVICES = DomainPath.of("/domain/devices[not(memballoon/@model='virtio')]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-memballoon",
      Phase.DEVICE,
      "Adds a virtio balloon, as the guide does",
      """
      Step X13. The guide adds one to every domain; here it is not added beside an equal one. libvirt takes a \
      single balloon, which the default profile's memballoon respects.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X13");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element devices : domain.select(DEVICES)) {
      domain.append(devices, DomainEditor.element("memballoon", "model", "virtio"), "Guide, step X13");
    }
  }
}
