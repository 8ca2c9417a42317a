package org.xen2kvm.converter.rule.os;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Names the x86_64 architecture for every x86 guest. */
final class OsArchX8664 implements Rule {
  private static final DomainPath X86_TYPE = DomainPath.of(
      "/domain/os/type[not(@arch) or @arch='' or @arch='i386' or @arch='i486' or @arch='i586' or @arch='i686'"
          + " or @arch='x86_32' or @arch='amd64']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "os-arch",
      Phase.OS,
      "Sets the architecture to x86_64",
      """
      An x86_64 machine runs 32-bit guests as they are, while arch='i686' makes libvirt look for qemu-system-i386, \
      which enterprise distributions do not ship. Without the attribute libvirt takes the host's architecture; naming \
      it keeps the definition the same on every host. Guests of another architecture than x86 are refused before \
      (refuse-foreign-arch).
      """,
      "SUSE guide, step X6",
      "libvirt, formatdomain: operating system booting");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element type : domain.select(X86_TYPE)) {
      String reason = type.getAttribute("arch") == null
          ? "An explicit architecture keeps the definition the same on every host"
          : "An x86_64 machine runs 32-bit guests too, and not every host has an emulator for i686";
      domain.setAttribute(type, "arch", "x86_64", reason);
    }
  }
}
