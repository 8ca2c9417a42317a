package org.xen2kvm.converter.rule.migration;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Tells which displays listen where only one host can. */
final class DisplayAddressOfOneHost implements Rule {
  private static final DomainPath GRAPHICS =
      DomainPath.of("/domain/devices/graphics[@type='vnc' or @type='spice' or @type='rdp']");

  /** What every host has; nothing said is libvirt's default, which is the loopback address. */
  private static final Set<String> ON_EVERY_HOST =
      Set.of("", "127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "*");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-migration",
      Phase.VERIFY,
      "Tells which displays listen on the address of one host",
      """
      QEMU on the other host binds the display to the same address before the guest arrives, and fails when the \
      address is not one of that host's: "Cannot assign requested address". Loopback and wildcard addresses exist \
      everywhere, a listen element of type network is looked up on each host, a socket is made by libvirt. \
      graphics-listen moves the displays of converted domains to the loopback address, so this is about those that \
      keep-graphics-ports or a user rule left, and about domains that were KVM's before. Viewers of a display on the \
      loopback address have to connect anew.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: migration to a host without the address, libvirt 9.0")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element graphics : domain.select(GRAPHICS)) {
      String address = address(graphics);
      if (!ON_EVERY_HOST.contains(address)) {
        context.refuse(
            graphics,
            "The display listens on " + address + ", which another host cannot when the guest arrives there",
            "Make it 127.0.0.1 and reach it through SSH, 0.0.0.0 behind a firewall, or <listen type='network' network='…'/>.");
      }
    }
  }

  /** Returns the address that the first listen element, or else the attribute, fixes; empty where it is each host's own. */
  private static String address(Element graphics) {
    if (graphics.getAttribute("socket") != null) {
      return "";
    }
    Element listen = graphics.getChild("listen");
    if (listen == null) {
      return graphics.getAttributeValue("listen", "");
    }
    return listen.getAttributeValue("type", "address").equals("address") ? listen.getAttributeValue("address", "") : "";
  }
}
