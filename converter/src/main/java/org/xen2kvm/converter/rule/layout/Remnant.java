package org.xen2kvm.converter.rule.layout;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;

/**
 * Something of Xen that may be left in a domain: where, what, and what to do about it.
 *
 * @param place a path of one or two names, parent and element; {@code *} stands for any name
 * @param found whether an element at that place is one
 * @param severity ERROR where the domain cannot be defined or started, or silently runs wrong; WARNING where it depends
 *     on the host, or is only useless
 * @param message what is wrong, a sentence to which the element's tag is added
 * @param advice what to do
 */
record Remnant(String place, Predicate<Element> found, Severity severity, String message, String advice) {
  private static final Pattern BACK_END = Pattern.compile("vif-?[0-9]+\\.[0-9]+(-emu)?");
  private static final Pattern PARTITION = Pattern.compile("(xvd|vd|sd|hd)[a-z]+[0-9]+");

  /** Where Xen's tools put a kernel for one start, with the six to eight characters of mkstemp. */
  private static final Pattern TEMPORARY =
      Pattern.compile(".*/xen[^/]*/(.*/)?(boot_)?(kernel|vmlinuz|linux)\\.[A-Za-z0-9_-]{6,8}");

  private static final Set<String> LOADED_WITH_KERNEL = Set.of("initrd", "cmdline", "dtb");
  private static final String RULES = "See that its rule is not switched off, and that no rule of the policy adds it.";
  private static final String BY_HAND = 
      "Correct it in the source; if it is an ordinary Xen setting, report the missing rule.";

  /** All that is looked for. Places first, then what is wrong there; one line of the table for each kind of remnant. */
  static final List<Remnant> TABLE = List.of(
      // The domain itself.
      error("domain", attribute("type", "xen"), "The domain is still of type xen", RULES),
      error("domain", Remnant::hasNoOsType, "The domain has no <os> with a <type>", RULES),
      error("domain/bootloader", Remnant::isThere, "A boot loader of the Xen host is left", RULES),
      error("domain/bootloader_args", Remnant::isThere, "Arguments of a Xen boot loader are left", RULES),
      warning("domain/*", namespace("/domain/xen/"), "Arguments for Xen's device model will be ignored", RULES),
      error("domain/seclabel", attribute("model", "flask", "xsm"), "A label of Xen's security module is left", RULES),
      // What boots.
      error("os/type", Remnant::isNotHvm, "The operating system type is not hvm", RULES),
      error("os/type", attributeStarts("machine", "xen"), "The machine is one of Xen", RULES),
      error("os/loader", textContains("hvmloader", "xen", "libxl"), "Firmware of the Xen host is left", RULES),
      error("os/nvram", Remnant::isXenNvram, "Firmware variables of the Xen host are left", RULES),
      error("os/kernel", textContains("pv-grub", "pvgrub", "grub.xen"), "KVM cannot boot a PV-GRUB image", RULES),
      error("os/kernel", textMatches(TEMPORARY), "The kernel is a temporary file of Xen", RULES),
      error("os/*", Remnant::needsAKernel, "Without a <kernel> QEMU refuses what is loaded with it", RULES),
      error("os/root", Remnant::isThere, "libvirt's schema does not know <root>", RULES),
      warning("os/cmdline", textContains("/dev/xvd", "=xvc0"), "The kernel is told a device name of Xen", RULES),
      // Features and clock.
      error("features/viridian", Remnant::isThere, "KVM ignores Xen's Hyper-V, Windows would run without", RULES),
      warning("features/xen", Remnant::isThere, "Xen's own features are left and will be ignored", RULES),
      warning("features/hap", Remnant::isThere, "A setting of Xen's paging is left and will be ignored", RULES),
      error("clock/timer", attribute("name", "xen", "platform"), "The timer is one of Xen", RULES),
      warning("timer", attribute("name", "tsc").and(has("mode")), "KVM ignores the mode of the tsc timer", RULES),
      // Any device.
      error("devices/*", attributeStarts("bus", "xen"), "The device is attached to Xen's bus", BY_HAND),
      error("devices/*", attributeStarts("model", "xen"), "The device's model is one of Xen", BY_HAND),
      error("*/model", attributeStarts("type", "xen").or(attributeStarts("name", "xen")),
          "The device's model is one of Xen", BY_HAND),
      error("*/target", attribute("bus", "xen"), "The device is attached to Xen's bus", BY_HAND),
      error("*/target", attribute("type", "xen"), "The device is attached to Xen's console", BY_HAND),
      error("interface/driver", attributeStarts("name", "xen"), "The driver is one of Xen", RULES),
      error("hostdev/driver", attributeStarts("name", "xen"), "The driver is one of Xen", RULES),
      error("*/backenddomain", Remnant::isThere, "libvirt ignores a driver domain: there would be no back end", RULES),
      // Emulator and controllers.
      error("devices/emulator", textContains("xen", "qemu-dm"), "The emulator is Xen's", RULES),
      error("devices/emulator", has("type"), "libvirt's schema does not know a type of emulator", RULES),
      error("devices/controller", attribute("type", "xenbus"), "The controller is Xen's bus", RULES),
      error("devices/controller", attributeStarts("model", "qusb"), "The controller is Xen's USB", RULES),
      // Disks.
      error("disk/driver", notAttribute("name", "qemu"), "QEMU has no such driver for disks", RULES),
      error("disk/driver", attribute("type", "vhd"), "libvirt opens 'vhd' as vhdx; real VHD images are 'vpc'", RULES),
      warning("disk/driver", attribute("type", "aio"), "'aio' is Xen's word for a raw image", RULES),
      error("disk/script", Remnant::isThere, "KVM runs no script for a disk", RULES),
      error("disk/source", Remnant::hasXenPrefix, "The image's path carries a prefix of Xen", BY_HAND),
      error("devices/disk", Remnant::isFileOnDevice, "The image is declared a file, but lies under /dev", RULES),
      warning("devices/disk", Remnant::isBlockOnFile, "The image is declared a block device outside /dev", RULES),
      error("disk/target", attributeMatches("dev", PARTITION), "libvirt refuses a partition as a disk's target", RULES),
      error("disk/target", attributeContains("dev", ":", "/"), "libvirt refuses the target's name", RULES),
      error("disk/target", attributeStarts("dev", "xvd").and(has("bus").negate()),
          "A disk named xvd is attached to Xen's bus when it names none", RULES),
      warning("disk/backingStore", Remnant::isEmpty, "An empty <backingStore/> says that the image has no backing file",
          "Remove the element if the image may be an overlay: the guest would find an empty disk."),
      // Network.
      error("interface/model", attribute("type", "netfront"), "The NIC model is Xen's", RULES),
      error("devices/interface", Remnant::runsXenScript, "KVM must not run a network script of Xen", RULES),
      error("devices/interface", Remnant::hasGuestAddress, "The QEMU driver refuses addresses inside the guest", RULES),
      warning("interface/target", attributeMatches("dev", BACK_END), "The host's device is named like Xen's", RULES),
      // Host devices, graphics, sound.
      error("devices/hostdev", has("nostrictreset"), "Only Xen's pciback knows nostrictreset", RULES),
      error("hostdev/source", has("writeFiltering").or(has("powerManagementFiltering")).or(has("permissive")),
          "The QEMU driver refuses settings of Xen's pciback", RULES),
      error("devices/hostdev", attribute("mode", "capabilities"), "QEMU has no host devices of that mode", RULES),
      error("devices/graphics", attribute("type", "qubes"), "The display is one of Qubes", RULES),
      warning("devices/graphics", attribute("type", "sdl"), "Few hosts can show a window for a domain", RULES),
      warning("devices/sound", attribute("model", "pcspk"), "Few versions of QEMU start with this sound card", RULES),
      error("devices", devices -> devices.getChildren("memballoon").size() > 1,
          "libvirt refuses more than one memory balloon", RULES));

  /** Returns the name of the element that the place ends with. */
  String name() {
    return place.substring(place.indexOf('/') + 1);
  }

  /** Returns the name of the parent in the place: {@code *} for any, nothing for the root or an element wherever it is. */
  String parent() {
    int slash = place.indexOf('/');
    return slash >= 0 ? place.substring(0, slash) : place.equals("domain") ? "" : "*";
  }

  private static Remnant error(String place, Predicate<Element> found, String message, String advice) {
    return new Remnant(place, found, Severity.ERROR, message, advice);
  }

  private static Remnant warning(String place, Predicate<Element> found, String message, String advice) {
    return new Remnant(place, found, Severity.WARNING, message, advice);
  }

  // ---- conditions

  /** The place says it all. */
  private static boolean isThere(Element element) {
    return element.getParentElement() != null;
  }

  private static boolean isEmpty(Element element) {
    return element.getChildren().isEmpty() && element.getAttributes().isEmpty();
  }

  private static Predicate<Element> has(String attribute) {
    return element -> element.getAttribute(attribute) != null;
  }

  private static Predicate<Element> attribute(String name, String... values) {
    List<String> wanted = List.of(values);
    return element -> {
      String value = element.getAttributeValue(name);
      return value != null && wanted.contains(value);
    };
  }

  private static Predicate<Element> notAttribute(String name, String value) {
    return element -> !element.getAttributeValue(name, value).equals(value);
  }

  private static Predicate<Element> attributeStarts(String name, String prefix) {
    return element -> element.getAttributeValue(name, "").startsWith(prefix);
  }

  private static Predicate<Element> attributeContains(String name, String... parts) {
    return element -> contains(element.getAttributeValue(name, ""), parts);
  }

  private static Predicate<Element> attributeMatches(String name, Pattern pattern) {
    return element -> {
      String value = element.getAttributeValue(name);
      return value != null && pattern.matcher(value).matches();
    };
  }

  private static Predicate<Element> textContains(String... parts) {
    return element -> contains(element.getTextTrim().toLowerCase(Locale.ROOT), parts);
  }

  private static Predicate<Element> textMatches(Pattern pattern) {
    return element -> pattern.matcher(element.getTextTrim()).matches();
  }

  private static Predicate<Element> namespace(String part) {
    return element -> element.getNamespaceURI().contains(part);
  }

  private static boolean contains(String text, String... parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNoOsType(Element domain) {
    Element os = domain.getChild("os");
    return os == null || os.getChild("type") == null;
  }

  private static boolean isNotHvm(Element type) {
    return !type.getTextTrim().equals("hvm");
  }

  private static boolean isXenNvram(Element nvram) {
    return contains(nvram.getTextTrim() + nvram.getAttributeValue("template", ""), "/xen/", "/xen-");
  }

  private static boolean needsAKernel(Element element) {
    Element os = element.getParentElement();
    return LOADED_WITH_KERNEL.contains(element.getName()) && os != null && os.getChild("kernel") == null;
  }

  /** Old definitions carry the driver in the path, as xm's configuration does. */
  private static boolean hasXenPrefix(Element source) {
    String path = path(source);
    return path.startsWith("phy:") || path.startsWith("file:") || path.startsWith("tap:") || path.startsWith("tap2:");
  }

  private static String path(Element source) {
    return source.getAttributeValue("file", source.getAttributeValue("dev", ""));
  }

  /** Measured: "'file' driver requires '/dev/loop0' to be a regular file". Those under /dev live in /dev/shm. */
  private static boolean isFileOnDevice(Element disk) {
    String path = sourcePath(disk, "file");
    return path.startsWith("/dev/") && !path.startsWith("/dev/shm/");
  }

  private static boolean isBlockOnFile(Element disk) {
    String path = sourcePath(disk, "block");
    return path.startsWith("/") && !path.startsWith("/dev/");
  }

  private static String sourcePath(Element disk, String type) {
    Element source = disk.getChild("source");
    return source != null && disk.getAttributeValue("type", "").equals(type) ? path(source) : "";
  }

  /** Only an interface of type ethernet may have a script under KVM, and libvirt would run it. */
  private static boolean runsXenScript(Element nic) {
    Element script = nic.getChild("script");
    if (script == null) {
      return false;
    }
    String path = script.getAttributeValue("path", "");
    boolean xen = contains(path.toLowerCase(Locale.ROOT), "xen") || path.contains("vif-");
    return xen || !nic.getAttributeValue("type", "").equals("ethernet");
  }

  private static boolean hasGuestAddress(Element nic) {
    boolean address = nic.getChild("ip") != null || nic.getChild("route") != null;
    return address && !nic.getAttributeValue("type", "").equals("user");
  }
}
