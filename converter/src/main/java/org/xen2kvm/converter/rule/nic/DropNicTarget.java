package org.xen2kvm.converter.rule.nic;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the host-side device names that Xen gave, so that libvirt gives its own. */
final class DropNicTarget implements Rule {
  private static final DomainPath NAMED_INTERFACE = DomainPath.of("/domain/devices/interface/target");

  private static final Pattern GIVEN_BY_XEN = Pattern.compile("(vif|vnet|veth|tap).*|.*-emu");

  /** Linux keeps an interface name in 16 bytes with a closing zero: IFNAMSIZ. */
  private static final int LONGEST_NAME = 15;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-drop-target",
      Phase.NETWORK,
      "Removes the names of Xen's backend devices",
      """
      `vif1.0`, and with device emulation `vif1.0-emu` or `tap1.0`, is what the Xen host called its end of the wire: \
      domain 1, first interface. The number says nothing on another host, and two converted guests that were both \
      domain 1 would claim one name. Without a name libvirt makes one up (`vnet0`).

      A name that somebody chose, such as `net0` or `dmz-web1`, is kept, because firewall rules may depend on it; \
      unless it is longer than 15 characters, which Linux refuses at start: "Network interface name … is too long".
      """,
      "SUSE guide, step X9",
      "libvirt, formatdomain: Overriding the target element",
      "libvirt, start: Network interface name '…' is too long: Numerical result out of range");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element target : domain.select(NAMED_INTERFACE)) {
      String name = target.getAttributeValue("dev", "").strip();
      if (name.isEmpty()) {
        domain.remove(target, "A target without a name is not valid, and libvirt chooses one where there is none");
      } else if (GIVEN_BY_XEN.matcher(name).matches()) {
        domain.remove(target, "The name was made by the Xen host for one run of the domain");
      } else if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        context.warn(
            target,
            "The interface name " + name + " is longer than 15 characters, so it was removed",
            "Where firewall or monitoring rules of the host use that name, choose a shorter one for both.");
        domain.remove(target, "Linux allows interface names of 15 characters");
      }
    }
  }
}
