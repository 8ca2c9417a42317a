package org.xen2kvm.converter.rule.console;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Carries Xen channels over virtio-serial, and forgets where their host ends were. */
final class XenChannelToVirtio implements Rule {
  private static final DomainPath CHANNELS = DomainPath.of("/domain/devices/channel");

  /** Folders in which libvirt's Xen driver makes sockets of its own for channels. */
  private static final List<String> XEN_SOCKETS = List.of("/var/lib/libvirt/channel/libxl/", "/var/lib/libvirt/libxl/");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "channel-xen",
      Phase.CONSOLE,
      "Carries Xen channels over virtio-serial",
      """
      A channel with the target `xen` is accepted by the QEMU driver and then stops the start with "An error occurred, \
      but the cause is unknown". Its twin on KVM is a virtio channel of the same name. The program inside the guest \
      has to open it under another path, `/dev/virtio-ports/NAME` instead of a Xen console device, and a warning says \
      so.

      The host end of a pty is removed, because libvirt makes a new one at each start; so is a socket that libvirt's \
      Xen driver had made in its own folder, for which the QEMU driver chooses a path itself. Sockets elsewhere are \
      kept, because a program of the host may look for them there. Channels to `guestfwd` and virtio are kept.
      """,
      "libvirt, start: An error occurred, but the cause is unknown",
      "libvirt, formatdomain: Channel",
      "Xen, xl.cfg: channel");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element channel : domain.select(CHANNELS)) {
      CharacterDevice device = new CharacterDevice(channel);
      device.forgetTerminal(domain);
      dropXenSocket(device, domain);
      Element target = channel.getChild("target");
      if (target != null && device.targetType().equals("xen")) {
        String name = target.getAttributeValue("name", "");
        context.warn(
            channel,
            "The Xen channel " + name + " is a virtio channel now",
            "Let the program in the guest open "
                + (name.isEmpty() ? "the port below /dev/virtio-ports" : "/dev/virtio-ports/" + name) + ".");
        domain.setAttribute(target, "type", "virtio", "KVM carries channels over virtio-serial");
      }
    }
  }

  private static void dropXenSocket(CharacterDevice device, DomainEditor domain) {
    for (Element source : device.element().getChildren("source")) {
      String path = source.getAttributeValue("path", "");
      if (device.type().equals("unix") && XEN_SOCKETS.stream().anyMatch(path::startsWith)) {
        domain.removeAttribute(
            source, "path", "libvirt's Xen driver had chosen this path; the QEMU driver chooses one of its own");
      }
    }
  }
}
