package org.xen2kvm.converter.rule.console;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes channels into a SPICE connection that the domain does not have. */
final class DropOrphanSpiceChannel implements Rule {
  private static final DomainPath CHANNELS = DomainPath.of("/domain/devices/channel");
  private static final DomainPath SPICE = DomainPath.of("/domain/devices/graphics[@type='spice']");
  private static final Set<String> THROUGH_SPICE = Set.of("spicevmc", "spiceport");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "channel-spice",
      Phase.CONSOLE,
      "Removes SPICE channels without SPICE graphics",
      """
      A channel of type spicevmc or spiceport leads into the SPICE connection of the domain's graphics. Without such \
      graphics libvirt refuses it: "chardev 'spicevmc' not supported without spice graphics". The channel goes, and \
      what it carried (clipboard, screen size) with it. The same happens when the KVM host is known to offer no SPICE; \
      some distributions build QEMU without it.
      """,
      "libvirt, define: chardev 'spicevmc' not supported without spice graphics",
      "libvirt, formatdomain: Channel");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    boolean offered = context.host().offersGraphics("spice");
    if (offered && domain.has(SPICE)) {
      return;
    }
    for (Element channel : domain.select(CHANNELS)) {
      String type = new CharacterDevice(channel).type();
      if (THROUGH_SPICE.contains(type)) {
        context.warn(
            channel,
            "The channel of type " + type + " was removed, because "
                + (offered ? "the domain has no SPICE graphics" : "the KVM host offers no SPICE"),
            "Add SPICE graphics to the domain when the guest's agent is to share clipboard and screen size.");
        domain.remove(channel, "libvirt refuses a SPICE channel without SPICE graphics");
      }
    }
  }
}
