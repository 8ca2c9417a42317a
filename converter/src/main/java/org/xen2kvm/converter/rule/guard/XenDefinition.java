package org.xen2kvm.converter.rule.guard;

import org.jdom2.Element;
import org.jdom2.Namespace;

/** Tells a Xen domain from everything else, so that only one guard speaks about what is none. */
final class XenDefinition {
  private XenDefinition() {}

  /** Returns whether the root is {@code <domain type='xen'>}. */
  static boolean is(Element root) {
    return isDomain(root) && root.getAttributeValue("type", "").equals("xen");
  }

  /** Returns whether the root is libvirt's {@code <domain>}, of whatever type. */
  static boolean isDomain(Element root) {
    return root.getName().equals("domain") && root.getNamespace().equals(Namespace.NO_NAMESPACE);
  }
}
