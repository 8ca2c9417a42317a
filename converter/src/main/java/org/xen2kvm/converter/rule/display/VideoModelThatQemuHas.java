package org.xen2kvm.converter.rule.display;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives each display adapter a model that QEMU has, and the first place to at most one VGA-compatible one. */
final class VideoModelThatQemuHas implements Rule {
  private static final DomainPath VIDEO = DomainPath.of("/domain/devices/video");
  /** Models that libvirt takes as second adapters. */
  private static final Set<String> SECONDARY = Set.of("virtio", "qxl", "none");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "video-model",
      Phase.DEVICE,
      "Replaces display adapters that QEMU does not have",
      """
      KVM "does not support video model 'xen'": the paravirtual framebuffer becomes a VGA adapter, which every \
      guest has a driver for. Adapters behind the first one must not be VGA-compatible ("only valid as primary \
      video device") and become virtio. A model that the host profile does not offer, such as cirrus on newer \
      RHEL, becomes vga. Address and memory of the old model go with it.
      """,
      "libvirt, formatdomain: video devices",
      "measured: define of two cirrus adapters");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    boolean primary = true;
    for (Element video : domain.select(VIDEO)) {
      Element model = video.getChild("model");
      if (model == null) {
        continue;
      }
      String type = model.getAttributeValue("type", "");
      if (!primary && !SECONDARY.contains(type)) {
        domain.setAttribute(model, "type", "virtio", "Only the first adapter can be VGA-compatible");
      } else if (type.equals("xen") || type.equals("vbox") || type.equals("parallels")) {
        domain.setAttribute(model, "type", "vga", "QEMU has no display adapter of model '" + type + "'");
      } else if (!type.isEmpty() && !type.equals("vga") && !type.equals("none") && !context.host().offersVideo(type)) {
        context.warn(model, "The host offers no display adapter of model '" + type + "'; the guest gets vga", "");
        domain.setAttribute(model, "type", "vga", "The host's QEMU offers no " + type);
      }
      if (!primary) {
        domain.removeAttribute(model, "primary", "Only the first adapter is primary");
      }
      primary = false;
    }
  }
}
