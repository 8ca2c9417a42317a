package org.xen2kvm.converter.rule.boot;

import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Says that the guest boots from its disk, where nothing else is said. */
final class BootDevicePresent implements Rule {
  private static final DomainPath OS = DomainPath.of("/domain/os");
  private static final DomainPath BOOT_CHOICE = DomainPath.of("/domain/os/boot | /domain/devices/*/boot");
  private static final DomainPath UNKNOWN_BOOT =
      DomainPath.of("/domain/os/boot[not(@dev='hd' or @dev='cdrom' or @dev='fd' or @dev='network')]");

  /** What libvirt writes behind the boot devices (virDomainDefFormat). */
  private static final Set<String> BEHIND_BOOT = Set.of("bootmenu", "bios", "smbios");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "boot-dev",
      Phase.OS,
      "Boots from the hard disk where the definition names no boot device",
      """
      A paravirtual guest has no boot order, because its kernel came from elsewhere. The guide adds <boot dev='hd'/> \
      in any case, which gives an HVM guest a second one; here it is added only when there is no boot device, no boot \
      order at a device ("per-device boot elements cannot be used together with os/boot elements") and no kernel. \
      libvirt would assume the hard disk as well; saying so keeps the definition readable.
      """,
      "SUSE guide, step X5",
      "libvirt, formatdomain: BIOS bootloader");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element boot : domain.select(UNKNOWN_BOOT)) {
      context.warn(
          boot,
          "The boot device '" + boot.getAttributeValue("dev", "") + "' is none that libvirt knows",
          "Use hd, cdrom, fd or network.");
    }
    Element os = domain.first(OS);
    if (os == null || domain.has(BOOT_CHOICE) || DirectKernel.of(domain) != null) {
      return;
    }
    domain.insert(
        os, DomainEditor.element("boot", "dev", "hd"), position(os), "The firmware boots the guest's hard disk");
  }

  /** Returns the index at which libvirt writes a further boot device. */
  static int position(Element os) {
    List<Element> children = os.getChildren();
    for (int i = 0; i < children.size(); i++) {
      if (BEHIND_BOOT.contains(children.get(i).getName())) {
        return i;
      }
    }
    return children.size();
  }
}
