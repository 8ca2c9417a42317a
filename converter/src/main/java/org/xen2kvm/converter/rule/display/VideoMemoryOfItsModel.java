package org.xen2kvm.converter.rule.display;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves a display adapter with the settings that its model has. */
final class VideoMemoryOfItsModel implements Rule {
  private static final DomainPath MODEL = DomainPath.of("/domain/devices/video/model");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "video-memory",
      Phase.DEVICE,
      "Removes memory, heads and acceleration that the display adapter does not have",
      """
      Xen dumps give each adapter the memory size and head count of Xen's device model. On KVM only qxl has \
      ram, vram and vgamem of its own, only qxl and virtio have several heads ("doesn't support multiple \
      'heads'"), and only virtio has 3D acceleration ("3d acceleration is supported only with 'virtio' video \
      device").
      """,
      "libvirt, formatdomain: video devices",
      "measured: define of such adapters");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element model : domain.select(MODEL)) {
      String type = model.getAttributeValue("type", "");
      if (!type.equals("qxl")) {
        for (String name : List.of("ram", "vram", "vram64", "vgamem")) {
          domain.removeAttribute(model, name, "The size belonged to Xen's adapter; a " + type + " adapter has its own");
        }
      }
      if (!type.equals("qxl") && !type.equals("virtio") && !model.getAttributeValue("heads", "1").equals("1")) {
        domain.setAttribute(model, "heads", "1", "A " + type + " adapter has one head");
      }
      Element acceleration = model.getChild("acceleration");
      if (acceleration != null && !type.equals("virtio")) {
        domain.remove(acceleration, "Only a virtio adapter accelerates");
      }
    }
  }
}
