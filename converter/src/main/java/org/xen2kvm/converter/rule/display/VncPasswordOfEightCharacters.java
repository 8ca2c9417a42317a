package org.xen2kvm.converter.rule.display;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Shortens a VNC password to the eight characters that VNC uses. */
final class VncPasswordOfEightCharacters implements Rule {
  private static final DomainPath VNC_PASSWORD = DomainPath.of("/domain/devices/graphics[@type='vnc'][@passwd]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-password",
      Phase.DEVICE,
      "Shortens VNC passwords to eight characters",
      """
      The VNC protocol uses the first eight characters of a password; Xen's device model dropped the rest \
      silently, libvirt refuses them: "VNC password is 9 characters long, only 8 permitted". Whoever typed the \
      long one goes on typing it. A password in clear text makes the file a secret, so it is written with \
      permissions 0600.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "RFC 6143, 7.2.2: VNC authentication",
      "measured: define with nine characters");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element vnc : domain.select(VNC_PASSWORD)) {
      String password = vnc.getAttributeValue("passwd", "");
      if (password.length() > 8) {
        domain.setAttribute(vnc, "passwd", password.substring(0, 8), "VNC uses eight characters, libvirt takes no more");
      }
    }
  }
}
