package org.xen2kvm.migration.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdom2.Element;

/**
 * The one way to spell the place of a disk, so that two definitions that mean one image say the same. Nothing is looked up: links,
 * and the several names below {@code /dev/disk} of one device, stay apart. Stateless.
 */
public final class DiskIdentity {
  private static final String MAPPER = "/dev/mapper/";

  private DiskIdentity() {}

  /** Returns the place of a disk's content; empty when the disk names none. */
  public static Optional<String> of(Element disk) {
    Element source = disk.getChild("source");
    if (source == null) {
      return Optional.empty();
    }
    String file = source.getAttributeValue("file", source.getAttributeValue("dev", ""));
    if (!file.isEmpty()) {
      return Optional.of(path(file));
    }
    String name = source.getAttributeValue("name", "");
    String protocol = source.getAttributeValue("protocol", "");
    if (!protocol.isEmpty()) {
      return Optional.of(protocol + ":" + name + hosts(source));
    }
    String volume = source.getAttributeValue("volume", "");
    return volume.isEmpty() ? Optional.empty() : Optional.of("volume " + source.getAttributeValue("pool", "") + "/" + volume);
  }

  /** Returns whether a guest writes to a disk that no other one may write to; libvirt takes every CD-ROM as read-only. */
  public static boolean isWritten(Element disk) {
    return disk.getChild("readonly") == null && disk.getChild("shareable") == null
        && !"cdrom".equals(disk.getAttributeValue("device"));
  }

  /**
   * Returns a path without its empty, {@code .} and {@code ..} steps; a logical volume is named as {@code /dev/GROUP/VOLUME}. The
   * device mapper writes a hyphen of either name twice and puts a single one between them (dm_build_dm_name of LVM), so a name with
   * exactly one single hyphen is taken for a volume's.
   */
  static String path(String path) {
    String plain = isPlain(path) ? path : withoutDots(path);
    if (!plain.startsWith(MAPPER)) {
      return plain;
    }
    String name = plain.substring(MAPPER.length());
    int between = -1;
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '-') {
        if (i + 1 < name.length() && name.charAt(i + 1) == '-') {
          i++;
        } else if (between >= 0) {
          return plain;
        } else {
          between = i;
        }
      }
    }
    return between <= 0 || between == name.length() - 1 ? plain
        : "/dev/" + name.substring(0, between).replace("--", "-") + "/" + name.substring(between + 1).replace("--", "-");
  }

  private static boolean isPlain(String path) {
    return path.indexOf("//") < 0 && path.indexOf("/.") < 0 && !path.endsWith("/");
  }

  private static String withoutDots(String path) {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/", -1)) {
      if (step.equals("..") && !steps.isEmpty()) {
        steps.remove(steps.size() - 1);
      } else if (!step.isEmpty() && !step.equals(".") && !step.equals("..")) {
        steps.add(step);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", steps);
  }

  /** The hosts of a cluster are told in any order. */
  private static String hosts(Element source) {
    List<String> hosts = new ArrayList<>();
    for (Element host : source.getChildren("host")) {
      String port = host.getAttributeValue("port", "");
      hosts.add(host.getAttributeValue("name", host.getAttributeValue("socket", "")) + (port.isEmpty() ? "" : ":" + port));
    }
    hosts.sort(null);
    return hosts.isEmpty() ? "" : " at " + String.join(",", hosts);
  }
}
