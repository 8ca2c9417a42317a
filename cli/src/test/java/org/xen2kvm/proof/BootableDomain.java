package org.xen2kvm.proof;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.output.Format;
import org.jdom2.output.LineSeparator;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.libvirt.BootMarker;
import org.xen2kvm.runner.libvirt.DiskFormat;
import org.xen2kvm.runner.libvirt.SerialLog;

/**
 * The copy of a converted KVM definition that can start on this machine, with images that say which of them booted.
 *
 * <p>Only what belongs to the host is replaced. This is the whole list; whatever is not on it stays as it was
 * converted, so that a remnant of Xen still fails at start:
 *
 * <ul>
 *   <li>name and UUID: unused ones;
 *   <li>memory: {@value #MEMORY_MIB} MiB, divided evenly among NUMA cells; huge pages and locking go; the host's memory
 *       tuning, block tuning, CPU tuning, NUMA tuning and resource partition go (they need control groups); {@code
 *       cpuset} goes;
 *   <li>disks: each source becomes a {@link BootMarker} image of type {@code file}: hard disks (and LUNs, which become
 *       disks) of 1 MiB in the declared format, or raw where no marker can be written in that format; CDs and floppies
 *       raw, only if they had a medium. Chains of backing images, mirrors, credentials, encryption and the start-up
 *       policy belong to the source and go with it. Two disks on one source get an image each;
 *   <li>kernel and initrd: a {@link KernelMarker}, and an empty page; the device tree, which no PC has, stays;
 *   <li>ACPI tables (SLIC): their file is the host's, they go;
 *   <li>interfaces: those on the host's bridges, networks, devices or sockets become user networking, keeping address,
 *       model, link state, ROM and boot order; VLAN, port profile, filter, bandwidth, queues, MTU and the name of the
 *       host's interface belong to that connection and go with it;
 *   <li>serial port 0 writes to a file, keeping its target (a domain without one gets one); other character devices on
 *       the host's devices, files, pipes and sockets go to {@code null};
 *   <li>mounted folders: an empty one. Other file systems, host devices, leases, TPMs, smartcards, vsock, shared memory
 *       and memory modules go; a random number generator reads {@code /dev/urandom};
 *   <li>graphics: a listen address of a host's network becomes 127.0.0.1; OpenGL on a render node goes. Audio back ends
 *       are none.
 * </ul>
 *
 * <p>Never touched: disk buses and target names, boot order, machine, firmware, features, CPU, clock, controllers,
 * models, addresses. Those are what is being proven.
 */
final class BootableDomain {
  static final int MEMORY_MIB = 128;

  /** What a marker says when the kernel of the definition was entered. */
  static final String KERNEL_MARKER = "kernel";

  private static final Set<String> HOST_TUNING = Set.of("memtune", "blkiotune", "cputune", "numatune", "resource");

  private static final Set<String> HOST_INTERFACES =
      Set.of("bridge", "network", "direct", "ethernet", "hostdev", "vhostuser", "vdpa", "vds", "internal", "server",
          "client", "mcast", "udp");

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("source", "target", "virtualport", "vlan", "bandwidth", "filterref", "driver", "mtu", "port", "backend",
          "tune", "coalesce", "teaming");

  private static final Set<String> OF_THE_DISK_SOURCE =
      Set.of("source", "backingStore", "mirror", "auth", "encryption");

  private static final Set<String> CHARACTER_DEVICES =
      Set.of("serial", "parallel", "console", "channel", "redirdev");

  private static final Set<String> HOST_CHANNELS =
      Set.of("dev", "file", "pipe", "stdio", "tcp", "udp", "unix", "dbus", "nmdm");

  private static final Set<String> LEFT_OUT =
      Set.of("hostdev", "lease", "tpm", "smartcard", "vsock", "shmem", "memory");

  private final Element domain;
  private final Path folder;
  private final SerialLog serial;
  private final Map<String, String> markers = new LinkedHashMap<>();

  private BootableDomain(Element domain, Path folder) {
    this.domain = domain;
    this.folder = folder;
    this.serial = new SerialLog(folder.resolve("serial.log"));
  }

  /**
   * Prepares the copy and writes its images.
   *
   * @param converted a KVM definition
   * @param name an unused name
   * @param folder an empty folder for images and logs
   */
  static BootableDomain prepare(String converted, String name, Path folder) {
    BootableDomain prepared = new BootableDomain(parse(converted), folder);
    prepared.replaceIdentity(name);
    prepared.replaceHostResources();
    prepared.replaceBootFiles();
    prepared.replaceDevices();
    return prepared;
  }

  /** Reads a definition without resolving anything outside it. */
  static Element parse(String xml) {
    SAXBuilder builder = new SAXBuilder();
    builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    builder.setExpandEntities(false);
    try {
      return builder.build(new StringReader(xml)).detachRootElement();
    } catch (JDOMException | IOException malformed) {
      throw new IllegalArgumentException("no XML: " + malformed.getMessage() + "\n" + xml, malformed);
    }
  }

  /** The definition that starts here. */
  String xml() {
    Format asItStands = Format.getRawFormat().setLineSeparator(LineSeparator.UNIX);
    return new XMLOutputter(asItStands).outputString(new Document(domain.clone()));
  }

  /** What the guest writes on its first serial port. */
  SerialLog serial() {
    return serial;
  }

  /** The marker of the disk with that target name; empty when it has no medium, or is not there. */
  Optional<String> marker(String target) {
    return Optional.ofNullable(markers.get(target));
  }

  /** Whether UEFI firmware boots it, which loads no boot sector. */
  boolean isUefi() {
    Element os = domain.getChild("os");
    if (os == null) {
      return false;
    }
    Element loader = os.getChild("loader");
    return "efi".equals(os.getAttributeValue("firmware"))
        || (loader != null && "pflash".equals(loader.getAttributeValue("type")));
  }

  /** Whether the emulator itself loads its kernel. */
  boolean hasKernel() {
    Element os = domain.getChild("os");
    return os != null && os.getChild("kernel") != null;
  }

  private void replaceIdentity(String name) {
    setText("name", name);
    setText("uuid", UUID.randomUUID().toString());
    // libvirt refuses a system UUID that is not the domain's.
    Element sysinfo = domain.getChild("sysinfo");
    Element system = sysinfo == null ? null : sysinfo.getChild("system");
    if (system != null) {
      system.getChildren("entry").removeIf(entry -> "uuid".equals(entry.getAttributeValue("name")));
    }
  }

  private void replaceHostResources() {
    HOST_TUNING.forEach(domain::removeChildren);
    for (String child : List.of("memory", "currentMemory")) {
      if (domain.getChild(child) != null) {
        setText(child, Integer.toString(MEMORY_MIB)).setAttribute("unit", "MiB");
      }
    }
    Element backing = domain.getChild("memoryBacking");
    if (backing != null) {
      backing.removeChildren("hugepages");
      backing.removeChildren("locked");
    }
    Element vcpu = domain.getChild("vcpu");
    if (vcpu != null) {
      vcpu.removeAttribute("cpuset");
    }
    Element cpu = domain.getChild("cpu");
    Element numa = cpu == null ? null : cpu.getChild("numa");
    if (numa != null) {
      List<Element> cells = numa.getChildren("cell");
      for (Element cell : cells) {
        cell.setAttribute("memory", Integer.toString(MEMORY_MIB / cells.size())).setAttribute("unit", "MiB");
      }
    }
  }

  private void replaceBootFiles() {
    Element os = domain.getChild("os");
    if (os == null) {
      return;
    }
    Element kernel = os.getChild("kernel");
    if (kernel != null) {
      kernel.setText(KernelMarker.write(folder.resolve("kernel"), KERNEL_MARKER).toString());
    }
    Element initrd = os.getChild("initrd");
    if (initrd != null) {
      initrd.setText(write("initrd", new byte[4096]).toString());
    }
    os.removeChildren("acpi");
  }

  private void replaceDevices() {
    Element devices = domain.getChild("devices");
    if (devices == null) {
      return;
    }
    LEFT_OUT.forEach(devices::removeChildren);
    int index = 0;
    for (Element disk : devices.getChildren("disk")) {
      index++;
      replaceDisk(disk, index);
    }
    devices.getChildren("interface").forEach(BootableDomain::replaceInterface);
    for (Element device : devices.getChildren()) {
      if (CHARACTER_DEVICES.contains(device.getName())) {
        replaceCharacterDevice(device);
      }
    }
    Element port = serialPort(devices);
    port.setAttribute("type", "file");
    connectTo(port, new Element("source").setAttribute("path", serial.file().toString()));
    index = 0;
    for (Element filesystem : List.copyOf(devices.getChildren("filesystem"))) {
      index++;
      replaceFilesystem(filesystem, index);
    }
    devices.getChildren("rng").forEach(BootableDomain::replaceRandomSource);
    devices.getChildren("graphics").forEach(BootableDomain::replaceGraphics);
    devices.getChildren("audio").forEach(audio -> {
      audio.setAttribute("type", "none");
      audio.removeContent();
    });
  }

  private void replaceDisk(Element disk, int index) {
    Element source = disk.getChild("source");
    String device = disk.getAttributeValue("device", "disk");
    Element target = disk.getChild("target");
    String dev = target == null ? "" : target.getAttributeValue("dev", "");
    if (device.equals("lun")) {
      disk.setAttribute("device", "disk");
    }
    if (source == null) {
      return;
    }
    OF_THE_DISK_SOURCE.stream().filter(child -> !child.equals("source")).forEach(disk::removeChildren);
    Element driver = disk.getChild("driver");
    boolean removable = device.equals("cdrom") || device.equals("floppy");
    String declared = driver == null ? "raw" : driver.getAttributeValue("type", "raw");
    DiskFormat format = removable ? DiskFormat.RAW : DiskFormat.named(declared).orElse(DiskFormat.RAW);
    if (driver != null && !declared.equals(format.libvirtName())) {
      driver.setAttribute("type", format.libvirtName());
    }
    String text = index + " " + dev.replaceAll("[^ -~]", "?");
    Path file = folder.resolve("disk-" + index);
    Path image = switch (device) {
      case "cdrom" -> BootMarker.cd(file, text);
      case "floppy" -> BootMarker.floppy(file, text);
      default -> BootMarker.disk(file, format, text);
    };
    disk.setAttribute("type", "file");
    disk.setContent(disk.indexOf(source), new Element("source").setAttribute("file", image.toString()));
    markers.put(dev, text);
  }

  private static void replaceInterface(Element nic) {
    if (HOST_INTERFACES.contains(nic.getAttributeValue("type", ""))) {
      OF_THE_CONNECTION.forEach(nic::removeChildren);
      nic.setAttribute("type", "user");
      nic.removeAttribute("managed");
      nic.removeAttribute("trustGuestRxFilters");
    }
  }

  private static void replaceCharacterDevice(Element device) {
    if (HOST_CHANNELS.contains(device.getAttributeValue("type", ""))) {
      device.setAttribute("type", "null");
      connectTo(device, null);
    }
  }

  /** Serial port 0, the one at 0x3F8 where markers are written to; a new one where the domain has none. */
  private static Element serialPort(Element devices) {
    List<Element> serials = devices.getChildren("serial");
    for (Element serial : serials) {
      Element target = serial.getChild("target");
      if (target == null || target.getAttributeValue("port", "0").equals("0")) {
        return serial;
      }
    }
    Element added = new Element("serial").addContent(new Element("target").setAttribute("port", "0"));
    devices.addContent(serials.isEmpty() ? devices.getContentSize() : devices.indexOf(serials.get(0)), added);
    return added;
  }

  private static void connectTo(Element device, @Nullable Element source) {
    for (String child : List.of("source", "protocol", "log")) {
      device.removeChildren(child);
    }
    device.removeAttribute("tty");
    if (source != null) {
      device.addContent(0, source);
    }
  }

  private void replaceFilesystem(Element filesystem, int index) {
    Element driver = filesystem.getChild("driver");
    boolean daemon = driver != null && "virtiofs".equals(driver.getAttributeValue("type"));
    if (daemon || !filesystem.getAttributeValue("type", "mount").equals("mount")) {
      filesystem.detach();
      return;
    }
    Element source = filesystem.getChild("source");
    if (source != null) {
      try {
        source.setAttribute("dir", Files.createDirectory(folder.resolve("mount-" + index)).toString());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static void replaceRandomSource(Element rng) {
    List<Element> backends = new ArrayList<>(rng.getChildren("backend"));
    for (Element backend : backends) {
      backend.removeContent();
      backend.removeAttribute("type");
      backend.setAttribute("model", "random").setText("/dev/urandom");
    }
  }

  private static void replaceGraphics(Element graphics) {
    graphics.removeChildren("gl");
    for (Element listen : graphics.getChildren("listen")) {
      if ("network".equals(listen.getAttributeValue("type"))) {
        listen.removeAttribute("network");
        listen.setAttribute("type", "address").setAttribute("address", "127.0.0.1");
      }
    }
  }

  private Element setText(String child, String text) {
    Element element = domain.getChild(child);
    if (element == null) {
      element = new Element(child);
      Element name = domain.getChild("name");
      domain.addContent(name == null ? 0 : domain.indexOf(name) + 1, element);
    }
    return element.setText(text);
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
