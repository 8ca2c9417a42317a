package org.xen2kvm.converter.rule.migration;

import java.util.List;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Tells which serial ports and the like lead to a file or device of one host. */
final class CharacterDeviceOfOneHost implements Rule {
  private static final List<Obstacle> OBSTACLES = List.of(
      Obstacle.minds(
          "/domain/devices/serial[@type='file'] | /domain/devices/parallel[@type='file']"
              + " | /domain/devices/channel[@type='file'] | /domain/devices/console[@type='file'][target/@type='virtio']",
          "What the guest writes to this port goes into a file of the host, and into another file once it has moved",
          "See that the folder exists on both hosts and collect both files, or use type='pty' with a <log> element."),
      Obstacle.minds(
          "/domain/devices/serial[@type='dev' or @type='pipe'] | /domain/devices/parallel[@type='dev' or @type='pipe']"
              + " | /domain/devices/channel[@type='dev' or @type='pipe']"
              + " | /domain/devices/console[@type='dev' or @type='pipe'][target/@type='virtio']",
          "The port is connected to a device or pipe of the host, which on another one is another one, or missing",
          "Connect it over the network (type='tcp'), or provide the same path on both hosts."));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "char-migration",
      Phase.VERIFY,
      "Tells which ports lead to a file or device of the host",
      """
      QEMU on the other host opens the same path. A file is made there anew, so that the log of the guest lies in two \
      parts on two hosts; where its folder is missing, or the device is, the guest cannot arrive. Ports of type pty, \
      unix, tcp and spicevmc are each host's own. A <console> that stands for a serial port is told with the port.
      """,
      "libvirt, formatdomain: consoles, serial, parallel and channel devices",
      "measured: a log file whose folder the other host lacks: 'Failed to create file'")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Obstacle.tell(OBSTACLES, domain, context);
  }
}
