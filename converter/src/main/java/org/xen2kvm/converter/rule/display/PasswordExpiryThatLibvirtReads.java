package org.xen2kvm.converter.rule.display;

import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves an expiry date of a display password only where it is one. */
final class PasswordExpiryThatLibvirtReads implements Rule {
  private static final DomainPath EXPIRY = DomainPath.of("/domain/devices/graphics[@passwdValidTo]");
  /** xs:dateTime, as libvirt's schema has it. */
  private static final Pattern DATE_TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "graphics-expiry",
      Phase.DEVICE,
      "Removes expiry dates of display passwords that are no dates",
      """
      libvirt takes the expiry of a display password as a date and time (2026-12-31T23:59:59) and refuses \
      anything else at define. An expiry that cannot be read would not have locked anybody out under Xen \
      either.
      """,
      "libvirt, formatdomain: graphical framebuffers",
      "measured: define with passwdValidTo='foobar'");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element graphics : domain.select(EXPIRY)) {
      String expiry = graphics.getAttributeValue("passwdValidTo", "");
      if (!DATE_TIME.matcher(expiry).matches()) {
        context.warn(
            graphics,
            "The password's expiry '" + expiry + "' is no date and time, and is removed",
            "Set passwdValidTo='YYYY-MM-DDThh:mm:ss' if the password shall expire.");
        domain.removeAttribute(graphics, "passwdValidTo", "libvirt takes a date and time only");
      }
    }
  }
}
