package org.xen2kvm.converter.rule.disk;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the driver domain that served a disk, and says that its storage must come from elsewhere. */
final class NoDriverDomain implements Rule {
  private static final DomainPath SERVED_DISKS = DomainPath.of("/domain/devices/disk/backenddomain");

  private static final Set<String> CONTROL_DOMAIN = Set.of("Domain-0", "dom0", "0");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-backenddomain",
      Phase.STORAGE,
      "Removes the driver domain of a disk",
      """
      Under Xen another domain can serve a disk; its path is then one *inside that domain*. The QEMU driver accepts \
      `<backenddomain>` and ignores it, and would open the same path on the KVM host, where it is something else or \
      nothing. The element goes with a warning; there is none when the control domain is named, or when the policy's \
      `disks` say where the image is.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (backenddomain: Xen only)",
      "measured: accepted by virsh define, ignored at start");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element backend : domain.select(SERVED_DISKS)) {
      Element disk = backend.getParentElement();
      String name = backend.getAttributeValue("name", "");
      String path = DiskSource.path(disk);
      boolean placed =
          DiskSource.type(disk).equals("volume") || SourceMappings.leadTo(context.policy().disks(), path);
      if (!CONTROL_DOMAIN.contains(name) && !placed) {
        context.warn(
            disk,
            "The disk was served by the driver domain " + name + "; its source " + path + " is a path of that domain",
            "Bring the image to the KVM host and map " + path + " to its place in the policy's disks.");
      }
      domain.remove(backend, "KVM has no driver domains");
    }
  }
}
