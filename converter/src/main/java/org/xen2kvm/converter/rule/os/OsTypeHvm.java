package org.xen2kvm.converter.rule.os;

import java.util.Locale;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Turns the os types of Xen into the one that QEMU runs. */
final class OsTypeHvm implements Rule {
  private static final DomainPath TYPE = DomainPath.of("/domain/os/type");

  /** The os types under which libvirt's Xen drivers knew PV and PVH guests; an empty one means the default. */
  private static final Set<String> XEN_TYPES = Set.of("linux", "xen", "xenpvh", "pvh", "");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "os-type-hvm",
      Phase.OS,
      "Makes the guest fully virtual",
      """
      KVM runs guests on virtual hardware with firmware, which libvirt calls os type hvm. The types of paravirtual \
      guests (linux, and xen in newer definitions) and of PVH guests (xenpvh) are refused: "does not support os type \
      'xenpvh'". The guide names linux only. The guest needs a kernel that runs without Xen; most distributions' \
      kernels since 2.6.24 do, kernels of the kind kernel-xen do not.
      """,
      "SUSE guide, step X4",
      "libvirt, formatdomain: operating system booting");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element type : domain.select(TYPE)) {
      String value = type.getTextTrim();
      if (!type.getChildren().isEmpty() || value.equals("hvm")) {
        continue;
      }
      if (XEN_TYPES.contains(value.toLowerCase(Locale.ROOT))) {
        domain.setText(type, "hvm", "KVM runs os type hvm only");
      } else {
        context.warn(
            type,
            "The os type '" + value + "' is none of a Xen guest",
            "Set the os type to hvm if this is a virtual machine; a container cannot become a KVM domain.");
      }
    }
  }
}
