package org.xen2kvm.converter.rule.display;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives mouse and keyboard a bus that a PC has. */
final class XenInputToPs2 implements Rule {
  private static final DomainPath MISPLACED =
      DomainPath.of("/domain/devices/input[@bus='xen' or (@type='tablet' and @bus='ps2')]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "input-bus",
      Phase.DEVICE,
      "Puts Xen input devices on PS/2, tablets on USB",
      """
      KVM has no Xen input bus. Mouse and keyboard go to PS/2, which every system drives. The guide sends all \
      of them there, but "ps2 bus does not support tablet input device": a tablet goes to USB.
      """,
      "SUSE guide, step X12",
      "libvirt, formatdomain: input devices",
      "measured: define of a ps2 tablet");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element input : domain.select(MISPLACED)) {
      boolean tablet = input.getAttributeValue("type", "").equals("tablet");
      domain.setAttribute(
          input, "bus", tablet ? "usb" : "ps2", tablet ? "A PS/2 tablet does not exist" : "KVM provides no Xen input bus");
    }
  }
}
