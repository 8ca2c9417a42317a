package org.xen2kvm.migration.survey.domain;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.migration.batch.DiskIdentity;

/** Reads a domain's drives. Stateless. */
final class DiskUses {
  private DiskUses() {}

  /** Returns the drives that are not empty, in the order of the definition. */
  static List<DiskUse> of(Element root) {
    List<DiskUse> uses = new ArrayList<>();
    for (Element disk : DefinitionReader.child(root, "devices").getChildren("disk")) {
      Element source = DefinitionReader.child(disk, "source");
      String place = place(disk, source);
      if (!place.isEmpty()) {
        String protocol = protocol(disk, source, place);
        uses.add(new DiskUse(type(source), place, protocol, servers(source), format(disk),
            disk.getAttributeValue("device", "disk"), DiskIdentity.isWritten(disk),
            disk.getChild("auth") != null || source.getChild("auth") != null));
      }
    }
    return uses;
  }

  private static String place(Element disk, Element source) {
    String name = source.getAttributeValue("name", "");
    String volume = source.getAttributeValue("volume", "");
    return source.getAttribute("protocol") != null ? name
        : !volume.isEmpty() ? source.getAttributeValue("pool", "") + "/" + volume
        : !source.getAttributeValue("dir", "").isEmpty() ? source.getAttributeValue("dir", "")
        : DiskIdentity.of(disk).orElse("");
  }

  private static String type(Element source) {
    return source.getAttribute("protocol") != null ? "network" : source.getAttribute("volume") != null ? "volume"
        : source.getAttribute("dir") != null ? "dir"
        : source.getAttribute("file") == null ? "block" : "file";
  }

  /**
   * The protocol that the definition names; else that which a hotplug script of Xen has in its name (block-drbd, block-iscsi …), or the
   * device below the folder that its driver in the kernel makes.
   */
  private static String protocol(Element disk, Element source, String place) {
    String named = source.getAttributeValue("protocol", "");
    if (!named.isEmpty()) {
      return named;
    }
    String script = DefinitionReader.attribute(source, "script", "path") + DefinitionReader.attribute(disk, "script", "path");
    for (String each : List.of("drbd", "iscsi", "nbd", "rbd")) {
      if (script.endsWith("block-" + each) || place.startsWith(each + ":") || isDevice(place, "/dev/" + each)
          || (each.equals("iscsi") && place.startsWith("/dev/disk/by-path/") && place.contains("-iscsi-"))) {
        return each;
      }
    }
    return "";
  }

  /** Such as {@code /dev/nbd0} and {@code /dev/rbd/pool/image}, and not a volume group whose name begins like that. */
  private static boolean isDevice(String place, String start) {
    char next = place.startsWith(start) && place.length() > start.length() ? place.charAt(start.length()) : ' ';
    return next == '/' || (next >= '0' && next <= '9');
  }

  private static String servers(Element source) {
    List<String> servers = new ArrayList<>();
    for (Element host : source.getChildren("host")) {
      String port = host.getAttributeValue("port", "");
      servers.add(host.getAttributeValue("name", host.getAttributeValue("socket", "")) + (port.isEmpty() ? "" : ":" + port));
    }
    return String.join(",", servers);
  }

  /** What the driver says: {@code aio} is Xen's word for a raw image that blktap2 reads (libvirt 9.0, xen_common.c). */
  private static String format(Element disk) {
    String format = DefinitionReader.attribute(disk, "driver", "type");
    return format.isEmpty() || format.equals("aio") ? "raw" : format;
  }
}
