package org.xen2kvm.converter.rule.domain;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes security labels of the Xen host. */
final class HostLabelsDropped implements Rule {
  private static final DomainPath LABELS =
      DomainPath.of("/domain/seclabel | /domain/devices/*/seclabel | /domain/devices/*/source/seclabel");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "seclabel",
      Phase.DOMAIN,
      "Removes security labels of the Xen host",
      """
      A label belongs to the security module of one host: flask (XSM) is Xen's own, and SELinux labels mean nothing on \
      an AppArmor host. libvirt says at start "Security driver model 'flask' is not available", and its schema refuses \
      a label with an incomplete body. Without a label libvirt confines the guest as the KVM host is configured to. \
      Labels of single disks and character devices go, too. A label that an administrator has chosen (type='static') \
      is worth a warning.
      """,
      "libvirt, formatdomain: security label",
      "measured: start with a flask label");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element label : domain.select(LABELS)) {
      boolean chosen = label.getAttributeValue("type", "").equals("static");
      String model = label.getAttributeValue("model", "");
      if (chosen && !model.equals("flask") && !model.equals("xsm")) {
        context.warn(
            label,
            "A fixed " + (model.isEmpty() ? "security" : model) + " label was removed, for it belongs to the Xen host",
            "If the guest must run under a label of the KVM host, add that one after the conversion.");
      }
      domain.remove(label, "The label belongs to the Xen host's security module");
    }
  }
}
