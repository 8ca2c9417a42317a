package org.xen2kvm.converter.host;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.HostProfile;

/** What one document of {@code virsh domcapabilities} says, in the terms of {@link HostProfile}. */
record DomainCapabilities(
    int document,
    String arch,
    String virtType,
    Optional<String> emulator,
    Optional<Boolean> efi,
    Set<String> cpuModes,
    Set<String> videoModels,
    Set<String> graphicsTypes,
    Set<String> diskBuses,
    Set<String> tpmVersions) {

  static DomainCapabilities of(Element root, int document) throws HostProfileException {
    Element devices = root.getChild("devices");
    return new DomainCapabilities(
        document,
        required(root, "arch", document),
        required(root, "domain", document),
        Optional.ofNullable(root.getChildTextTrim("path")).filter(path -> !path.isEmpty()),
        efi(root),
        cpuModes(root),
        values(child(devices, "video"), "modelType"),
        values(child(devices, "graphics"), "type"),
        values(child(devices, "disk"), "bus"),
        tpmVersions(child(devices, "tpm")));
  }

  private static String required(Element root, String name, int document) throws HostProfileException {
    String text = root.getChildTextTrim(name);
    if (text == null || text.isEmpty()) {
      throw new HostProfileException(
          document, 1, 1, "The domain capabilities have no <" + name + ">: they are not complete");
    }
    return text;
  }

  /** libvirt 5.2 and later list the firmware kinds that {@code <os firmware=…>} can ask for. */
  private static Optional<Boolean> efi(Element root) {
    Element firmware = enumeration(root.getChild("os"), "firmware");
    return firmware == null
        ? Optional.empty()
        : Optional.of(firmware.getChildren("value").stream().anyMatch(each -> each.getTextTrim().equals("efi")));
  }

  private static Set<String> cpuModes(Element root) {
    Set<String> modes = new TreeSet<>();
    Element cpu = root.getChild("cpu");
    if (cpu != null) {
      for (Element mode : cpu.getChildren("mode")) {
        String name = mode.getAttributeValue("name");
        if (name != null && isSupported(mode)) {
          modes.add(name);
        }
      }
    }
    return modes;
  }

  /** Only the emulator backend (swtpm) gives each guest a TPM of its own; passthrough is the host's single one. */
  private static Set<String> tpmVersions(@Nullable Element tpm) {
    return values(tpm, "backendModel").contains("emulator") ? values(tpm, "backendVersion") : Set.of();
  }

  private static @Nullable Element child(@Nullable Element parent, String name) {
    return parent == null ? null : parent.getChild(name);
  }

  private static @Nullable Element enumeration(@Nullable Element of, String name) {
    if (of == null) {
      return null;
    }
    for (Element each : of.getChildren("enum")) {
      if (name.equals(each.getAttributeValue("name"))) {
        return each;
      }
    }
    return null;
  }

  private static Set<String> values(@Nullable Element of, String name) {
    Set<String> values = new TreeSet<>();
    Element list = enumeration(of, name);
    if (of != null && list != null && isSupported(of)) {
      list.getChildren("value").forEach(value -> values.add(value.getTextTrim()));
    }
    return values;
  }

  private static boolean isSupported(Element element) {
    return !"no".equals(element.getAttributeValue("supported"));
  }

  void checkFitsTo(DomainCapabilities other) throws HostProfileException {
    String advice = "Ask for the same --virttype and --arch, on one host, and vary --machine only.";
    if (!arch.equals(other.arch)) {
      throw new HostProfileException(other.document, 1, 1,
          "One document is for guests of " + arch + ", this one for " + other.arch, advice);
    }
    if (!virtType.equals(other.virtType)) {
      throw new HostProfileException(other.document, 1, 1,
          "One document is for domains of type " + virtType + ", this one for " + other.virtType, advice);
    }
    if (!emulator.equals(other.emulator)) {
      throw new HostProfileException(other.document, 1, 1,
          "One document is for the emulator " + emulator.orElse("of no name") + ", this one for "
              + other.emulator.orElse("one of no name"), advice);
    }
  }
}
