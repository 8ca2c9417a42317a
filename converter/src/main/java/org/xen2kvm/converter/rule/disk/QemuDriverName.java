package org.xen2kvm.converter.rule.disk;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Makes QEMU the driver of every disk that names another one, or none. */
final class QemuDriverName implements Rule {
  private static final DomainPath OTHER_DRIVERS = DomainPath.of("/domain/devices/disk/driver[not(@name='qemu')]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-driver-name",
      Phase.STORAGE,
      "Makes QEMU the driver of every disk",
      """
      Xen had several block backends: `file` and `loop`, `phy`, `tap` and `tap2`, `qdisk`. KVM has one, QEMU; the \
      QEMU driver answers "unsupported driver name 'phy' for disk 'vda'". The guide knows only `file`; of the \
      definitions looked at, nearly as many said `phy`. The format beside the name is the business of \
      disk-driver-type, which also adds a missing `<driver>`; drivers that stand for a hotplug script (`drbd`, \
      `iscsi`) have been looked at by disk-drop-script before.
      """,
      "SUSE guide, step X8",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (driver)",
      "measured: virsh define, unsupported driver name 'phy' for disk 'vda'");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element driver : domain.select(OTHER_DRIVERS)) {
      String old = driver.getAttributeValue("name", "");
      String reason = old.isEmpty()
          ? "QEMU serves all disks under KVM"
          : "KVM has no block backend " + old + "; QEMU serves all disks";
      domain.setAttribute(driver, "name", "qemu", reason);
    }
  }
}
