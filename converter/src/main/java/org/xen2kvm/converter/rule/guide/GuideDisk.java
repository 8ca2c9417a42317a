package org.xen2kvm.converter.rule.guide;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Performs the step X8 of the guide. */
final class GuideDisk implements Rule {
  private static final DomainPath DISK = DomainPath.of("/domain/devices/disk");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guide-disk",
      Phase.STORAGE,
      "Moves disks from file and xvdN to qemu and vdN, as the guide does",
      """
      Step X8: driver file becomes qemu with a type, xvdN becomes vdN letter by letter, bus xen becomes \
      virtio. The guide knows neither phy nor tap, and does not look at other disks; the default profile's \
      disk rules do.
      """,
      "SUSE Virtualization Guide, Xen to KVM migration, step X8");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISK)) {
      Element driver = disk.getChild("driver");
      if (driver != null && driver.getAttributeValue("name", "").equals("file")) {
        domain.setAttribute(driver, "name", "qemu", "Guide, step X8");
        if (driver.getAttribute("type") == null) {
          domain.setAttribute(driver, "type", "raw", "Guide, step X8: a driver qemu names its format");
        }
      }
      Element target = disk.getChild("target");
      if (target == null) {
        continue;
      }
      String dev = target.getAttributeValue("dev", "");
      if (dev.startsWith("xvd")) {
        domain.setAttribute(target, "dev", dev.substring(1), "Guide, step X8");
      }
      if (target.getAttributeValue("bus", "").equals("xen")) {
        domain.setAttribute(target, "bus", "virtio", "Guide, step X8");
      }
    }
  }
}
