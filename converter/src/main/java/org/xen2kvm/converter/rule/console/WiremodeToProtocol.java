package org.xen2kvm.converter.rule.console;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Writes the wire mode of TCP consoles, as libvirt spelled it in 2007, the way libvirt spells it since. */
final class WiremodeToProtocol implements Rule {
  private static final DomainPath WIREMODE = DomainPath.of(
      "/domain/devices/serial/source[@wiremode] | /domain/devices/parallel/source[@wiremode]"
          + " | /domain/devices/console/source[@wiremode] | /domain/devices/channel/source[@wiremode]");

  /** {@code protocol/@type}: libvirt, formatdomain, "TCP client/server". */
  private static final Set<String> PROTOCOLS = Set.of("raw", "telnet", "telnets", "tls");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "char-wiremode",
      Phase.CONSOLE,
      "Writes the old wiremode attribute as protocol",
      """
      The first libvirt releases wrote `wiremode='telnet'` on the source of a TCP console. libvirt's schema has no \
      such attribute any more; the same thing is said by `<protocol type='telnet'/>`. A protocol that is already there \
      is kept, and a wire mode that no libvirt has ever known is removed with a warning: the connection is then a raw \
      one.
      """,
      "libvirt, define --validate: source/@wiremode is not in the schema",
      "libvirt, formatdomain: TCP client/server");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element source : domain.select(WIREMODE)) {
      String mode = source.getAttributeValue("wiremode", "").strip();
      Element device = source.getParentElement();
      boolean overTcp = device != null && device.getAttributeValue("type", "").equals("tcp");
      if (device != null && overTcp && device.getChild("protocol") == null) {
        if (PROTOCOLS.contains(mode)) {
          domain.insertAfter(
              source, DomainEditor.element("protocol", "type", mode), "libvirt says by protocol what wiremode said");
        } else {
          context.warn(
              source,
              "The wire mode " + mode + " is not known to libvirt and was removed",
              "The connection is raw now; add <protocol type='telnet'/> when the other end speaks telnet.");
        }
      }
      domain.removeAttribute(source, "wiremode", "libvirt has no wiremode attribute any more");
    }
  }
}
