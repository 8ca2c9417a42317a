package org.xen2kvm.converter.rule.device;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves only file systems that QEMU can share. */
final class MountedFilesystemsOnly implements Rule {
  private static final DomainPath FILESYSTEM = DomainPath.of("/domain/devices/filesystem");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "filesystem",
      Phase.DEVICE,
      "Removes file systems that only containers have",
      """
      QEMU "only supports mount filesystem type": templates, RAM disks, images and block devices as file \
      systems belong to containers. A shared directory (type mount) stays, without a container's driver.
      """,
      "libvirt, formatdomain: filesystems",
      "measured: define of type ram");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element filesystem : domain.select(FILESYSTEM)) {
      if (!filesystem.getAttributeValue("type", "mount").equals("mount")) {
        context.warn(
            filesystem,
            "A file system of type '" + filesystem.getAttributeValue("type") + "' is removed; QEMU shares directories only",
            "Give the guest the data on a disk.");
        domain.remove(filesystem, "QEMU shares directories only");
        continue;
      }
      Element driver = filesystem.getChild("driver");
      String type = driver == null ? "path" : driver.getAttributeValue("type", "path");
      if (driver != null && !type.equals("path") && !type.equals("virtiofs")) {
        domain.remove(driver, "QEMU shares a directory through path or virtiofs, not " + type);
      }
    }
  }
}
