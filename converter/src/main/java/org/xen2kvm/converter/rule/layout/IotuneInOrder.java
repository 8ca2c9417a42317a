package org.xen2kvm.converter.rule.layout;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Writes the limits of a disk in the order that libvirt's validator can read. */
final class IotuneInOrder implements Rule {
  private static final DomainPath IOTUNE = DomainPath.of("/domain/devices/disk/iotune");

  /** virDomainDiskDefFormatIotune. */
  private static final SiblingOrder ORDER = new SiblingOrder(List.of(
      "total_bytes_sec", "read_bytes_sec", "write_bytes_sec",
      "total_iops_sec", "read_iops_sec", "write_iops_sec",
      "total_bytes_sec_max", "read_bytes_sec_max", "write_bytes_sec_max",
      "total_iops_sec_max", "read_iops_sec_max", "write_iops_sec_max",
      "size_iops_sec", "group_name",
      "total_bytes_sec_max_length", "read_bytes_sec_max_length", "write_bytes_sec_max_length",
      "total_iops_sec_max_length", "read_iops_sec_max_length", "write_iops_sec_max_length"));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "iotune-order",
      Phase.LAYOUT,
      "Writes a disk's limits in libvirt's order",
      """
      libvirt's schema allows the limits in any order, but libxml2, which libvirt validates with, misreads its nested \
      interleaves: read_bytes_sec, read_iops_sec, write_bytes_sec is refused, while Jing accepts the same file. The \
      values stay as they are. For the domain's own children see canonical-order.
      """,
      "libvirt, virDomainDiskDefFormatIotune",
      "measured: libxml2 2.9.14 and Jing on the same file");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element iotune : domain.select(IOTUNE)) {
      ORDER.arrange(domain, iotune, "libvirt's validator refuses the limits in another order");
    }
  }
}
