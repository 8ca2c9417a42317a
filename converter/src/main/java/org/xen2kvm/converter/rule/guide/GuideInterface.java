package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X9 of the guide. */
final class GuideInterface implements Rule {
  private static final DomainPath INTERFACE = DomainPath.of("/domain/devices/interface");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-interface",
      Phase.NETWORK,
      "Makes existing NIC models virtio and removes scripts and Xen's target names, as the guide does",
      """
      Step X9. An interface without a model keeps none (libvirt then gives it an rtl8139); the default \
      profile's nic-model adds one.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X9");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element nic : domain.select(INTERFACE)) {
      Element model = nic.getChild("model");
      if (model != null) {
        domain.setAttribute(model, "type", "virtio", "Guide, step X9");
      }
      Element script = nic.getChild("script");
      if (script != null) {
        domain.remove(script, "Guide, step X9: scripts belong to the Xen host");
      }
      Element target = nic.getChild("target");
      String dev = target == null ? "" : target.getAttributeValue("dev", "");
      if (target != null && (dev.startsWith("vif") || dev.startsWith("vnet") || dev.startsWith("veth"))) {
        domain.remove(target, "Guide, step X9: libvirt names the host's end by itself");
      }
    }
  }
}
