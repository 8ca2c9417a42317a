package org.xen2kvm.converter.rule.device;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives USB controllers a model that QEMU has. */
final class UsbControllerThatQemuHas implements Rule {
  private static final DomainPath USB = DomainPath.of("/domain/devices/controller[@type='usb']");
  /** libvirt: virDomainUSBControllerTypes; QEMU's nec-usb-xhci and qemu-xhci have 1 to 15 ports. */
  private static final int MOST_XHCI_PORTS = 15;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "controller-usb",
      Phase.DEVICE,
      "Replaces Xen USB controllers and orphaned companions",
      """
      qusb1 and qusb2 are Xen's paravirtual USB controllers ("'qusb1' or 'qusb2' is not supported in kvm"); \
      qemu-xhci takes their place, with at most 15 ports. A companion controller whose master is missing ("No \
      master USB controller specified") is removed.
      """,
      "libvirt, formatdomain: controllers",
      "measured: define of qusb2, and of a companion alone");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element usb : domain.select(USB)) {
      String model = usb.getAttributeValue("model", "");
      if (model.startsWith("qusb")) {
        domain.setAttribute(usb, "model", "qemu-xhci", "QEMU has no paravirtual USB controller of Xen");
        if (portsOf(usb) > MOST_XHCI_PORTS) {
          domain.setAttribute(usb, "ports", Integer.toString(MOST_XHCI_PORTS), "qemu-xhci has at most 15 ports");
        }
      } else if (model.equals("ich9-ehci1") && usb.getChild("master") != null) {
      domain.remove(usb.getChild("master"), "An ich9-ehci1 is a master and has none");
    } else if (model.startsWith("ich9-uhci") && !hasMaster(domain, usb.getAttributeValue("index", ""))) {
        context.warn(usb, "A companion USB controller has no master and is removed", "");
        domain.remove(usb, "libvirt takes a companion only with its master");
      }
    }
  }

  private static int portsOf(Element usb) {
    String ports = usb.getAttributeValue("ports", "0");
    return ports.matches("[0-9]{1,6}") ? Integer.parseInt(ports) : 0;
  }

  private static boolean hasMaster(DomainEditor domain, String index) {
    return domain.select(USB).stream()
        .anyMatch(usb -> usb.getAttributeValue("model", "").equals("ich9-ehci1")
            && usb.getAttributeValue("index", "").equals(index));
  }
}
