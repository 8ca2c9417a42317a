package org.xen2kvm.converter.rule.device;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives the domain exactly one virtio balloon. */
final class VirtioBalloon implements Rule {
  private static final DomainPath BALLOON = DomainPath.of("/domain/devices/memballoon");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "memballoon",
      Phase.DEVICE,
      "Gives the domain exactly one virtio balloon",
      """
      Xen's balloon needs Xen's bus; left in, define fails with a message about PCI buses. A domain without \
      one gets one, as the guide says; but where one is there it is changed, because "only a single memory \
      balloon device" is allowed and every dump since libvirt 1.2 has one. A domain that chose none keeps \
      none.
      """,
      "SUSE guide, step X13 (which always adds one)",
      "libvirt, formatdomain: memory balloon device",
      "measured: define with two balloons");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Element> balloons = domain.select(BALLOON);
    if (balloons.isEmpty()) {
      domain.addDevice(
          DomainEditor.element("memballoon", "model", "virtio"), "Lets the host reclaim memory, as Xen's balloon did");
      return;
    }
    for (Element surplus : balloons.subList(1, balloons.size())) {
      domain.remove(surplus, "libvirt allows a single balloon");
    }
    Element balloon = balloons.get(0);
    String model = balloon.getAttributeValue("model", "");
    if (!model.equals("none") && !model.startsWith("virtio")) {
      domain.setAttribute(balloon, "model", "virtio", "KVM provides no Xen balloon");
    }
  }
}
