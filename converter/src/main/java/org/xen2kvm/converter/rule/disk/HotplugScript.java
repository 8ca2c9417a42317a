package org.xen2kvm.converter.rule.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Element;

/**
 * A block hotplug script of Xen and the text that it was given.
 *
 * @param name the script's file name, such as {@code block-drbd}
 * @param spec the source text without a prefix that only names the script
 */
record HotplugScript(String name, String spec) {
  private static final Set<String> SCHEMES = Set.of("drbd", "iscsi", "nbd", "enbd", "rbd");
  private static final Pattern PREFIX = Pattern.compile("(drbd|iscsi|nbd|enbd|rbd):(.+)");
  private static final Pattern DRBD_RESOURCE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
  private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+)[ :]+([0-9]{1,5})");
  private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
  private static final Pattern IQN = Pattern.compile("(iqn|eui|naa)\\.[A-Za-z0-9.:_-]+");
  private static final Pattern RBD_IMAGE = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");

  /** QEMU's rbd driver escapes colons inside an option with a backslash. */
  private static final Pattern UNESCAPED_COLON = Pattern.compile("(?<!\\\\):");

  /**
   * An image that QEMU reads over the network.
   *
   * @param protocol libvirt's name of the protocol
   * @param name the image's name there; empty for none
   * @param hosts who serves it
   */
  record Remote(String protocol, String name, List<Host> hosts) {}

  /** A server; the port is empty for the protocol's default. */
  record Host(String name, String port) {}

  /** Returns the script that a disk needed, told by its script element, its driver's name or its source's prefix. */
  static Optional<HotplugScript> of(Element disk) {
    String path = DiskSource.path(disk);
    Matcher prefixed = PREFIX.matcher(path);
    boolean hasPrefix = prefixed.matches();
    String spec = hasPrefix ? prefixed.group(2) : path;
    Element script = disk.getChild("script");
    if (script != null) {
      String file = script.getAttributeValue("path", script.getTextTrim()).strip();
      return Optional.of(new HotplugScript(file.substring(file.lastIndexOf('/') + 1), spec));
    }
    Element driver = disk.getChild("driver");
    String driverName = driver == null ? "" : driver.getAttributeValue("name", "");
    if (SCHEMES.contains(driverName)) {
      return path.isEmpty() ? Optional.empty() : Optional.of(new HotplugScript("block-" + driverName, spec));
    }
    return hasPrefix ? Optional.of(new HotplugScript("block-" + prefixed.group(1), spec)) : Optional.empty();
  }

  /**
   * Returns whether it did nothing that an ordinary disk's path does not say: Xen's own script, or DRBD's for a
   * device.
   */
  boolean isDefault() {
    return name.isEmpty() || name.equals("block") || (name.equals("block-drbd") && spec.startsWith("/dev/drbd"));
  }

  /** Returns whether the spec is nothing but a path that KVM can open as it is. */
  boolean isPlainPath() {
    return (isDefault() || name.equals("qubes-block")) && spec.startsWith("/");
  }

  /** Returns the block device that the script attaches, if that can be said without running it. */
  Optional<String> device() {
    boolean drbd = name.equals("block-drbd") && DRBD_RESOURCE.matcher(spec).matches();
    return drbd ? Optional.of("/dev/drbd/by-res/" + spec + "/0") : Optional.empty();
  }

  /** Returns the network source that the script attaches, if the spec is understood in full. */
  Optional<Remote> remote() {
    return switch (name) {
      case "block-iscsi" -> iscsi();
      case "block-nbd" -> nbd();
      case "block-rbd" -> rbd();
      default -> Optional.empty();
    };
  }

  /** {@code iqn=…,portal=HOST:PORT}: the script attaches LUN 0. A login or multipath is more than can be translated. */
  private Optional<Remote> iscsi() {
    String iqn = "";
    Optional<Host> portal = Optional.empty();
    for (String part : spec.split(",", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      if (key.equals("iqn") && IQN.matcher(value).matches()) {
        iqn = value;
      } else if (key.equals("portal")) {
        portal = host(value);
      } else if (!(key.equals("multipath") && value.equals("n"))) {
        return Optional.empty();
      }
    }
    String name = iqn + "/0";
    return iqn.isEmpty() ? Optional.empty() : portal.map(host -> new Remote("iscsi", name, List.of(host)));
  }

  private Optional<Remote> nbd() {
    Matcher matcher = HOST_AND_PORT.matcher(spec);
    return matcher.matches()
        ? Optional.of(new Remote("nbd", "", List.of(new Host(matcher.group(1), matcher.group(2)))))
        : Optional.empty();
  }

  /** {@code pool/image:option=value:…} as QEMU's rbd driver takes it, without a login. */
  private Optional<Remote> rbd() {
    String[] parts = UNESCAPED_COLON.split(spec, -1);
    if (!RBD_IMAGE.matcher(parts[0]).matches()) {
      return Optional.empty();
    }
    List<Host> monitors = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].startsWith("mon_host=")) {
        for (String each : parts[i].substring("mon_host=".length()).replace("\\", "").split("[;,]", -1)) {
          Optional<Host> monitor = host(each.strip());
          if (monitor.isEmpty()) {
            return Optional.empty();
          }
          monitors.add(monitor.get());
        }
      } else if (!parts[i].equals("auth_supported=none")) {
        return Optional.empty();
      }
    }
    return Optional.of(new Remote("rbd", parts[0], List.copyOf(monitors)));
  }

  private static Optional<Host> host(String text) {
    Matcher matcher = HOST.matcher(text);
    return matcher.matches()
        ? Optional.of(new Host(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)))
        : Optional.empty();
  }
}
