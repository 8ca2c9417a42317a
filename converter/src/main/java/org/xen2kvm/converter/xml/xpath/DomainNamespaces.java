package org.xen2kvm.converter.xml.xpath;

import java.util.Map;

/** The namespaces that libvirt documents in domain XML. */
public final class DomainNamespaces {
  /** By the prefixes that XPaths may use for them. */
  public static final Map<String, String> BY_PREFIX = Map.of(
      "xen", "http://libvirt.org/schemas/domain/xen/1.0",
      "qemu", "http://libvirt.org/schemas/domain/qemu/1.0",
      "libosinfo", "http://libosinfo.org/xmlns/libvirt/domain/1.0");

  private DomainNamespaces() {}
}
