package org.xen2kvm.converter.rule.disk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Names what the KVM host must have besides the images: secrets, pools, servers, buses. Changes nothing. */
final class HostDependenciesNamed implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-host-dependencies",
      Phase.STORAGE,
      "Names the secrets, pools and servers that the disks need",
      """
      Network disks, pool volumes and encrypted images are kept as they are: QEMU opens them with the same libraries \
      as Xen's qdisk did. But they need something of the host that no definition carries: a libvirt secret with the \
      password or key, an active storage pool, a server that can be reached. `virsh define` does not look for any of \
      these, only the start does. The rule also compares the buses that the disks get with those that the host's \
      profile offers, when a profile is given.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (source, auth, encryption)",
      "libvirt, formatsecret");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element disk : domain.select(DISKS)) {
      Element source = disk.getChild("source");
      if (source != null) {
        source(context, disk, source);
        secrets(context, disk, source);
      }
      bus(context, disk);
    }
  }

  private static void source(RuleContext context, Element disk, Element source) {
    switch (DiskSource.type(disk)) {
      case "volume" -> context.warn(
          disk,
          "The disk is volume " + source.getAttributeValue("volume", "?") + " of storage pool "
              + source.getAttributeValue("pool", "?"),
          "The pool must be defined and active on the KVM host and hold the volume: see virsh vol-list.");
      case "network" -> context.note(
          disk,
          "The disk is read over the network (" + source.getAttributeValue("protocol", "?") + " from " + servers(source)
              + "), so the KVM host must reach it");
      default -> {
        // A file, block device or directory: an image to be copied, as for every domain.
      }
    }
  }

  private static String servers(Element source) {
    List<String> names =
        source.getChildren("host").stream().map(host -> host.getAttributeValue("name", "?")).toList();
    return names.isEmpty() ? "the host's own configuration" : String.join(", ", names);
  }

  private static void secrets(RuleContext context, Element disk, Element source) {
    Set<String> names = new LinkedHashSet<>();
    for (Element holder : List.of(disk, source)) {
      names.add(secret(holder.getChild("auth")));
      names.add(secret(holder.getChild("encryption")));
    }
    names.remove("");
    for (String name : names) {
      context.warn(
          disk,
          "The disk needs the libvirt secret " + name,
          "Define it on the KVM host with the same UUID or usage, and set its value: virsh secret-define, "
              + "secret-set-value.");
    }
  }

  private static String secret(@Nullable Element holder) {
    Element secret = holder == null ? null : holder.getChild("secret");
    return secret == null ? "" : secret.getAttributeValue("uuid", secret.getAttributeValue("usage", "without a name"));
  }

  private static void bus(RuleContext context, Element disk) {
    DiskPlacement placement = context.disks().of(disk);
    Set<String> offered = context.host().diskBuses();
    if (placement != null && !offered.isEmpty() && !offered.contains(placement.bus())) {
      context.warn(
          disk,
          "The disk goes to bus " + placement.bus() + ", which host " + context.host().name() + " does not offer",
          "Choose another bus for hard disks in the policy, or remove the drive.");
    }
  }
}
