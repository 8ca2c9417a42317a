package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** States PAE for guests that came without features. */
final class PaeOn implements Rule {
  private static final DomainPath FEATURES = DomainPath.of("/domain/features");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "features-pae",
      Phase.CPU,
      "States PAE for former PV and PVH guests",
      """
      32-bit guests of Xen are PAE guests without exception. KVM always offers PAE, so the element changes nothing in \
      the guest; it makes the converted definition equal to one that virt-install writes, and other tools read it. \
      HVM guests keep what they have.
      """,
      "libvirt, formatdomain: hypervisor features");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (!context.kind().hasOnlyXenDevices()) {
      return;
    }
    String reason = "Guests of Xen use PAE";
    Element features = domain.first(FEATURES);
    if (features == null) {
      domain.addPart(DomainEditor.element("features", List.of(new Element("pae"))), reason);
    } else if (features.getChild("pae") == null) {
      domain.insert(features, new Element("pae"), position(features), reason);
    }
  }

  private static int position(Element features) {
    List<Element> children = features.getChildren();
    int position = 0;
    for (int i = 0; i < children.size(); i++) {
      String name = children.get(i).getName();
      if (name.equals("acpi") || name.equals("apic")) {
        position = i + 1;
      }
    }
    return position;
  }
}
