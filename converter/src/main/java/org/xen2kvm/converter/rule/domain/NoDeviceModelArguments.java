package org.xen2kvm.converter.rule.domain;

import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.xpath.DomainNamespaces;

/** Removes the arguments that went to Xen's device model. */
final class NoDeviceModelArguments implements Rule {
  private static final Set<String> NAMESPACES = Set.of(
      DomainNamespaces.BY_PREFIX.getOrDefault("xen", ""), DomainNamespaces.BY_PREFIX.getOrDefault("qemu", ""));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-xen-namespace",
      Phase.DOMAIN,
      "Removes arguments for Xen's device model",
      """
      <xen:commandline> passes arguments to the qemu that Xen runs for a guest; the QEMU driver accepts the element \
      and ignores it. <qemu:commandline> in a Xen definition is meant for the same program, and KVM's qemu would \
      really get it: those arguments name devices, buses and files of another machine. Neither is carried over. The \
      unused xmlns attribute stays.
      """,
      "libvirt, drvxen: pass-through of arbitrary command-line arguments",
      "measured: libvirt accepts xen:commandline in a KVM domain silently");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element child : List.copyOf(domain.root().getChildren())) {
      if (NAMESPACES.contains(child.getNamespaceURI())) {
        String name = child.getQualifiedName();
        context.warn(
            child,
            "<" + name + "> with " + child.getChildren().size() + " entries, meant for Xen's device model, was removed",
            "Look for libvirt's own element for what the arguments did; they are in the change log.");
        domain.remove(child, "<" + name + "> was meant for Xen's device model");
      }
    }
  }
}
