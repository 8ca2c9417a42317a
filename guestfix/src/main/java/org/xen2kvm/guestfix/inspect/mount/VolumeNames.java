package org.xen2kvm.guestfix.inspect.mount;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.disk.Volume;

/**
 * Finds the volume that a guest means by a name: {@code UUID=}, {@code LABEL=}, {@code /dev/xvda1}, {@code /dev/mapper/vg-root}
 * or {@code /dev/vg/root}, {@code /dev/md0}. Immutable.
 */
public final class VolumeNames {
  /** {@code -} between volume group and volume; one that belongs to a name is doubled. */
  private static final Pattern MAPPED = Pattern.compile("/dev/mapper/((?:[^/-]|--)+)-((?:[^/-]|--)+)");

  private static final int MOST_LINES = 1000;

  private final List<Volume> volumes;
  private final DeviceMap disks;
  private final Map<String, String> containers;

  /** Knows these volumes, and the disks by the names that they had under Xen. */
  public VolumeNames(List<Volume> volumes, DeviceMap disks) {
    this(volumes, disks, Map.of());
  }

  private VolumeNames(List<Volume> volumes, DeviceMap disks, Map<String, String> containers) {
    this.volumes = List.copyOf(volumes);
    this.disks = disks;
    this.containers = Map.copyOf(containers);
  }

  /** Returns the same with the names that a guest's crypttab gives to what its LUKS containers hold. */
  public VolumeNames withCrypttab(String crypttab) {
    Map<String, String> named = new HashMap<>();
    crypttab.lines().limit(MOST_LINES).map(line -> line.strip().split("[ \t]+"))
        .filter(fields -> fields.length > 1 && !fields[0].startsWith("#"))
        .forEach(fields -> named.put(fields[0], fields[1]));
    return new VolumeNames(volumes, disks, named);
  }

  /** Returns all volumes. */
  public List<Volume> volumes() {
    return volumes;
  }

  /** Returns the volume of that name; empty when it is none of the guest's disks, or the name cannot be known here. */
  public Optional<Volume> find(String name) {
    int equals = name.indexOf('=');
    if (equals > 0 && !name.startsWith("/")) {
      String value = unquoted(name.substring(equals + 1));
      return switch (name.substring(0, equals).toUpperCase(Locale.ROOT)) {
        case "UUID" -> byUuid(value);
        case "LABEL" -> byLabel(value);
        // PARTUUID and PARTLABEL: the port does not tell them.
        default -> Optional.empty();
      };
    }
    if (name.startsWith("/dev/disk/by-uuid/")) {
      return byUuid(name.substring("/dev/disk/by-uuid/".length()));
    }
    if (name.startsWith("/dev/disk/by-label/")) {
      return byLabel(unhexed(name.substring("/dev/disk/by-label/".length())));
    }
    if (name.startsWith("/dev/mapper/")) {
      return byDevice(logicalVolume(name)).or(() -> inContainer(name.substring("/dev/mapper/".length())));
    }
    if (name.startsWith("/dev/md")) {
      return array(name);
    }
    Optional<DeviceMap.Target> target = disks.find(name);
    // Beside the map no name of a disk may be looked up: the appliance calls its own disks sda, too.
    return target.isPresent() || !isLogical(name) ? target.flatMap(this::at) : byDevice(name);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.charAt(0) == value.charAt(value.length() - 1)
        && (value.charAt(0) == '"' || value.charAt(0) == '\'');
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String unhexed(String label) {
    return label.replace("\\x20", " ").replace("\\x2f", "/");
  }

  /** Returns {@code /dev/vg/lv} for {@code /dev/mapper/vg-lv}; another name as it is. */
  static String logicalVolume(String name) {
    Matcher matcher = MAPPED.matcher(name);
    return matcher.matches()
        ? "/dev/" + matcher.group(1).replace("--", "-") + "/" + matcher.group(2).replace("--", "-") : name;
  }

  private static boolean isLogical(String name) {
    return name.startsWith("/dev/") && name.indexOf('/', "/dev/".length()) > 0;
  }

  private Optional<Volume> first(Predicate<Volume> wanted) {
    return volumes.stream().filter(wanted).findFirst();
  }

  private Optional<Volume> byUuid(String uuid) {
    return uuid.isEmpty() ? Optional.empty() : first(volume -> holdsByItself(volume) && volume.uuid().equalsIgnoreCase(uuid));
  }

  private Optional<Volume> byLabel(String label) {
    return label.isEmpty() ? Optional.empty() : first(volume -> holdsByItself(volume) && volume.label().equals(label));
  }

  /** The members of a volume group or an array have UUIDs of another kind. */
  private static boolean holdsByItself(Volume volume) {
    return !volume.type().equals("LVM2_member") && !volume.type().equals("linux_raid_member");
  }

  private Optional<Volume> byDevice(String device) {
    return first(volume -> isLogicalKind(volume) && logicalVolume(volume.device()).equals(device));
  }

  /** The appliance names what a container holds in its own way, so the container is asked for. */
  private Optional<Volume> inContainer(String mapped) {
    List<Volume> contents = volumes.stream()
        .filter(volume -> volume.kind() == Volume.Kind.LUKS_CONTENT && holdsByItself(volume)).toList();
    String device = containers.getOrDefault(
        mapped, mapped.startsWith("luks-") ? "UUID=" + mapped.substring("luks-".length()) : "");
    Optional<Volume> container = device.startsWith("/dev/mapper/") ? Optional.empty() : find(device).filter(Volume::isLuks);
    Optional<Volume> exact = contents.stream()
        .filter(volume -> container.filter(luks -> luks.disk() >= 0 && luks.disk() == volume.disk()
            && luks.partition() == volume.partition()).isPresent()).findFirst();
    return exact.isPresent() || contents.size() != 1 ? exact : Optional.of(contents.get(0));
  }

  private static boolean isLogicalKind(Volume volume) {
    return volume.kind() == Volume.Kind.LOGICAL_VOLUME || volume.kind() == Volume.Kind.LUKS_CONTENT;
  }

  private Optional<Volume> array(String name) {
    String plain = name.replace("/dev/md/", "/dev/md");
    List<Volume> arrays = volumes.stream().filter(volume -> volume.kind() == Volume.Kind.MD_ARRAY).toList();
    Optional<Volume> exact = arrays.stream()
        .filter(volume -> volume.device().replace("/dev/md/", "/dev/md").equals(plain)).findFirst();
    // Another host assembles an array under another number; a single one is meant all the same.
    return exact.isPresent() || arrays.size() != 1 ? exact : Optional.of(arrays.get(0));
  }

  private Optional<Volume> at(DeviceMap.Target target) {
    return first(volume -> volume.disk() == target.disk().index() && volume.partition() == target.partition()
        && (volume.kind() == Volume.Kind.PARTITION || volume.kind() == Volume.Kind.WHOLE_DISK));
  }

  /** Returns how the guest knew a volume, as well as it can be told: {@code /dev/xvda2}; the appliance's name for others. */
  public String guestName(Volume volume) {
    boolean onDisk = volume.kind() == Volume.Kind.PARTITION || volume.kind() == Volume.Kind.WHOLE_DISK;
    if (!onDisk) {
      return volume.device();
    }
    return disks.disks().stream().filter(disk -> disk.index() == volume.disk()).findFirst()
        .map(disk -> "/dev/" + disk.xenName() + (volume.partition() == 0 ? "" : Integer.toString(volume.partition())))
        .orElse(volume.device());
  }
}
