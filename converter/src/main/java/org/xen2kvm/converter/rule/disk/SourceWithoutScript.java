package org.xen2kvm.converter.rule.disk;

import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/**
 * Replaces Xen's block hotplug scripts by what they would have attached: a DRBD device, or a network disk that QEMU
 * opens itself. A script that is not understood refuses the domain, for only the script knows what the source text
 * means.
 */
final class SourceWithoutScript implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-drop-script",
      Phase.STORAGE,
      "Replaces block hotplug scripts by what they attach",
      """
      Xen's dom0 ran a script per disk (`block-drbd`, `block-iscsi`, …) that turned the source text into a block \
      device. KVM has no such scripts, and libvirt's grammar has no `<script>` in a disk. xm definitions show the \
      script as the driver's name (`<driver name='drbd'/>`) or as a prefix of the source.

      What can be said without the script is translated: DRBD resource `R` to the device `/dev/drbd/by-res/R/0`; \
      iSCSI to a network disk of protocol iscsi, LUN 0, as the script attaches it; `HOST PORT` of nbd to a network \
      disk of protocol nbd; `pool/image` of rbd, with monitors, to a network disk of protocol rbd. Xen's default \
      script `block` and Qubes' `qubes-block` take an ordinary path, which stays.

      Everything else refuses the domain: other scripts, and iSCSI or Ceph with a login, because a password belongs \
      into a libvirt secret that no conversion can make. Map the source text in the policy's `disks` to the path or \
      volume that the KVM host has for it; then the script goes without further questions.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (source)",
      "Xen, xl-disk-configuration(5): script; tools/hotplug/Linux/block-drbd, block-iscsi, block-nbd",
      "measured: virsh define --validate refuses disk/script");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISKS)) {
      Optional<HotplugScript> script = HotplugScript.of(disk);
      if (script.isPresent()) {
        replace(domain, context, disk, script.get());
      }
    }
  }

  private static void replace(DomainEditor domain, RuleContext context, Element disk, HotplugScript script) {
    String path = DiskSource.path(disk);
    if (!DiskSource.isLocal(disk)) {
      drop(domain, disk, "QEMU opens the " + DiskSource.type(disk) + " source itself; KVM runs no hotplug script");
    } else if (path.isEmpty() || SourceMappings.leadTo(context.policy().disks(), path)) {
      drop(domain, disk, "The image is attached without a hotplug script on the KVM host");
    } else if (script.isPlainPath()) {
      if (!script.isDefault()) {
        context.warn(
            disk,
            "The disk was attached by the hotplug script " + script.name() + ", which KVM does not run",
            "Check that " + path + " is there on the KVM host before the domain starts.");
      }
      drop(domain, disk, "KVM opens " + path + " without a hotplug script");
    } else {
      translate(domain, context, disk, script);
    }
  }

  private static void translate(DomainEditor domain, RuleContext context, Element disk, HotplugScript script) {
    Optional<String> device = script.device();
    Optional<HotplugScript.Remote> remote = script.remote();
    if (device.isPresent()) {
      String reason = "The hotplug script " + script.name() + " attached this device";
      DiskSource.point(domain, disk, "block", device.get(), reason);
      drop(domain, disk, reason);
    } else if (remote.isPresent()) {
      pointAt(domain, disk, remote.get());
      drop(domain, disk, "QEMU opens the " + remote.get().protocol() + " source itself; KVM runs no hotplug script");
    } else {
      context.refuse(
          disk,
          "The disk is attached by the hotplug script " + script.name() + ", and " + script.spec()
              + " cannot be translated for KVM",
          "Attach the image to the KVM host and map the text \"" + DiskSource.path(disk)
              + "\" to its path or volume in the policy's disks.");
    }
  }

  private static void pointAt(DomainEditor domain, Element disk, HotplugScript.Remote remote) {
    String reason = "QEMU opens " + remote.protocol() + " sources itself, where Xen had a hotplug script";
    Element source = disk.getChild("source");
    domain.setAttribute(disk, "type", "network", reason);
    DiskSource.dropPaths(domain, source, "", reason);
    domain.setAttribute(source, "protocol", remote.protocol(), reason);
    if (!remote.name().isEmpty()) {
      domain.setAttribute(source, "name", remote.name(), reason);
    }
    for (HotplugScript.Host host : remote.hosts()) {
      Element element = host.port().isEmpty()
          ? DomainEditor.element("host", "name", host.name())
          : DomainEditor.element("host", "name", host.name(), "port", host.port());
      domain.append(source, element, reason);
    }
  }

  private static void drop(DomainEditor domain, Element disk, String reason) {
    for (Element script : List.copyOf(disk.getChildren("script"))) {
      domain.remove(script, reason);
    }
  }
}
