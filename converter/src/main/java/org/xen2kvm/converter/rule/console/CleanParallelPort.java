package org.xen2kvm.converter.rule.console;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Keeps parallel ports and removes from them what belonged to one run on the Xen host. */
final class CleanParallelPort implements Rule {
  private static final DomainPath PARALLELS = DomainPath.of("/domain/devices/parallel");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "parallel",
      Phase.CONSOLE,
      "Keeps parallel ports without stale terminals",
      """
      QEMU's PC has parallel ports too, so they are kept. The terminal that one run on the Xen host had is removed \
      from a pty, and standard input and output become a pty: QEMU under libvirt has none, and two devices on them do \
      not start ("cannot use stdio by multiple character devices"). A port that is connected to a device, file or \
      socket of the host is reported, because the start fails where the KVM host lacks it.

      Some distributions build QEMU without parallel ports; there the element has to be removed by a user rule.
      """,
      "libvirt, formatdomain: Parallel port",
      "libvirt, start: Path '/dev/parport0' is not accessible",
      "libvirt, start: cannot use stdio by multiple character devices");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element parallel : domain.select(PARALLELS)) {
      CharacterDevice device = new CharacterDevice(parallel);
      device.forgetTerminal(domain);
      device.leaveStandardStreams(domain);
      device.reportHostEnd(context);
    }
  }
}
