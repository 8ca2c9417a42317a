package org.xen2kvm.converter.rule.os;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Reports ACPI tables that are read from a file of the Xen host. */
final class AcpiTableReported implements Rule {
  private static final DomainPath TABLE = DomainPath.of("/domain/os/acpi/table");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "os-acpi-table",
      Phase.OS,
      "Keeps ACPI tables and reports their files",
      """
      An ACPI table of type slic carries a vendor's Windows activation; Xen and QEMU both read it from a file of the \
      host, so the element stays. The domain does not start where that file is missing ("unable to stat: …"). A path \
      below /sys/firmware is the table of the Xen host's own machine; the KVM host has another one, or none, and \
      Windows then wants to be activated again.
      """,
      "libvirt, formatdomain: operating system booting, ACPI",
      "measured: define accepts a missing file, start refuses");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element table : domain.select(TABLE)) {
      String path = table.getTextTrim();
      if (!path.isEmpty()) {
        context.warn(
            table,
            "The domain reads an ACPI table from " + path + ", a file of the Xen host",
            "Copy the table to the KVM host and give its path there.");
      }
    }
  }
}
