package org.xen2kvm.converter.rule.os;

import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives a domain without {@code <os>}, or without its type, the one that QEMU runs. */
final class OsElementPresent implements Rule {
  private static final DomainPath DOMAIN_WITHOUT_OS = DomainPath.of("/domain[not(os)]");
  private static final DomainPath OS_WITHOUT_TYPE = DomainPath.of("/domain/os[not(type)]");

  /** What libvirt writes behind {@code <os>} (virDomainDefFormat). */
  private static final Set<String> BEHIND_OS = Set.of(
      "idmap", "features", "cpu", "clock", "on_poweroff", "on_reboot", "on_crash", "on_lockfailure", "pm", "perf",
      "devices", "seclabel", "keywrap", "launchSecurity");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "ensure-os-element",
      Phase.OS,
      "Adds the os element and its type",
      """
      Old libvirt wrote domains that start through pygrub without any <os> element. The QEMU driver answers "an os \
      <type> must be specified". The type is always hvm, because KVM runs nothing else; architecture and machine type \
      are added by os-arch and os-machine. Whether Xen ran the guest paravirtually was decided before, from the \
      bootloader.
      """,
      "libvirt, formatdomain: operating system booting",
      "measured: 29 of 739 definitions lack <os> or its type, and none of them is accepted");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element root : domain.select(DOMAIN_WITHOUT_OS)) {
      Element os = DomainEditor.element("os", List.of(new Element("type").setText("hvm")));
      domain.insert(root, os, position(root), "libvirt requires an os type, and KVM runs type hvm only");
    }
    for (Element os : domain.select(OS_WITHOUT_TYPE)) {
      domain.insert(
          os, new Element("type").setText("hvm"), 0, "libvirt requires an os type, and KVM runs type hvm only");
    }
  }

  private static int position(Element root) {
    List<Element> children = root.getChildren();
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      if (BEHIND_OS.contains(child.getName()) && child.getNamespaceURI().isEmpty()) {
        return i;
      }
    }
    return children.size();
  }
}
