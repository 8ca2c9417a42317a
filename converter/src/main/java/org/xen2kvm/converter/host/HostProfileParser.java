package org.xen2kvm.converter.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/**
 * Makes a {@link HostProfile} of the output of {@code virsh domcapabilities} and {@code virsh capabilities}, or of a
 * {@code <hostProfile>} that holds several of them in one text, as {@code xen2kvm check --save} writes it. Safe for use
 * by several threads.
 *
 * <p>The two complete each other. Domain capabilities say what one emulator can do with one machine type (CPU modes,
 * firmware, buses, models); several of them, one for each machine type, are put together. Capabilities list all
 * machine types. Where only domain capabilities are given the machine types stay unknown, for they name just the one
 * that was asked for.
 */
public final class HostProfileParser {
  private static final String DOMAIN_CAPABILITIES = "domainCapabilities";
  private static final String CAPABILITIES = "capabilities";
  private static final String HOST_PROFILE = "hostProfile";
  private static final String HOW_TO_GET_THEM =
      "Run on the KVM host: virsh -c qemu:///system domcapabilities > FILE,"
          + " and virsh -c qemu:///system capabilities > FILE.";

  private HostProfileParser() {}

  /**
   * Returns the profile of a host.
   *
   * @param name what reports call it, such as the name of the file
   * @param documents the texts, in any order, whole or inside a {@code <hostProfile>}: any number of domain
   *     capabilities and at most one capabilities, at least one of all
   * @throws HostProfileException when a text is something else, or the texts cannot be of one host
   */
  public static HostProfile parse(String name, List<String> documents) throws HostProfileException {
    List<DomainCapabilities> domainCapabilities = new ArrayList<>();
    Capabilities capabilities = null;
    for (int i = 0; i < documents.size(); i++) {
      for (Element root : roots(documents.get(i), i)) {
        if (root.getName().equals(DOMAIN_CAPABILITIES)) {
          domainCapabilities.add(DomainCapabilities.of(root, i));
        } else if (capabilities == null) {
          capabilities = new Capabilities(root, i);
        } else {
          throw new HostProfileException(
              i, 1, 1, "There are two documents of virsh capabilities", "Give those of one host only.");
        }
      }
    }
    if (documents.isEmpty()) {
      throw new HostProfileException(0, 0, 0, "There is no description of a host", HOW_TO_GET_THEM);
    }
    return merge(name, domainCapabilities, capabilities);
  }

  /** Returns the documents in a text: the one that it is, or those inside a {@code <hostProfile>}. */
  private static List<Element> roots(String text, int document) throws HostProfileException {
    Element root = read(text, document);
    if (!root.getName().equals(HOST_PROFILE)) {
      requireKnown(root, document);
      return List.of(root);
    }
    List<Element> inside = root.getChildren();
    if (inside.isEmpty()) {
      throw new HostProfileException(document, 1, 1, "The host profile is empty", "Save it again: xen2kvm check --save FILE.");
    }
    for (Element each : inside) {
      requireKnown(each, document);
    }
    return inside;
  }

  private static Element read(String text, int document) throws HostProfileException {
    if (text.isBlank()) {
      throw new HostProfileException(document, 0, 0, "The description of the host is empty", HOW_TO_GET_THEM);
    }
    try {
      // virsh ends its output with a blank line, and some shells put one in front, where XML allows none.
      return DomainParser.parse(text.stripLeading()).root();
    } catch (DomainSyntaxException e) {
      throw new HostProfileException(
          document, e.line(), e.column(), "The description of the host is not XML: " + e.getMessage(), HOW_TO_GET_THEM);
    }
  }

  private static void requireKnown(Element root, int document) throws HostProfileException {
    if (!root.getName().equals(DOMAIN_CAPABILITIES) && !root.getName().equals(CAPABILITIES)) {
      String what = root.getName().equals("domain") ? "the definition of a domain" : "a <" + root.getName() + ">";
      throw new HostProfileException(
          document, 1, 1, "This is " + what + ", not the description of a host", HOW_TO_GET_THEM);
    }
  }

  private static HostProfile merge(
      String name, List<DomainCapabilities> all, @Nullable Capabilities capabilities) throws HostProfileException {
    if (all.isEmpty()) {
      if (capabilities == null) {
        throw new IllegalStateException("No document and no exception");
      }
      return capabilities.alone(name);
    }
    DomainCapabilities first = all.get(0);
    for (DomainCapabilities other : all) {
      first.checkFitsTo(other);
    }
    HostMachines machines =
        capabilities == null ? HostMachines.UNKNOWN : capabilities.machines(first.arch(), first.virtType());
    return new HostProfile(
        name,
        first.arch(),
        Optional.of(first.virtType()),
        first.emulator(),
        machines.names(),
        efi(all),
        union(all, DomainCapabilities::cpuModes),
        union(all, DomainCapabilities::videoModels),
        union(all, DomainCapabilities::graphicsTypes),
        union(all, DomainCapabilities::diskBuses),
        union(all, DomainCapabilities::tpmVersions),
        machines.aliases());
  }

  /** Returns whether any machine type has UEFI; empty when no document says anything about firmware. */
  private static Optional<Boolean> efi(List<DomainCapabilities> all) {
    return all.stream().map(DomainCapabilities::efi).flatMap(Optional::stream).reduce(Boolean::logicalOr);
  }

  private static Set<String> union(
      List<DomainCapabilities> all, Function<DomainCapabilities, Set<String>> part) {
    Set<String> union = new TreeSet<>();
    all.forEach(each -> union.addAll(part.apply(each)));
    return union;
  }

  /** What one document of {@code virsh domcapabilities} says, in the terms of {@link HostProfile}. */
  private record DomainCapabilities(
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
            document, 1, 1, "The domain capabilities have no <" + name + ">: they are not complete", HOW_TO_GET_THEM);
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

  /** A document of {@code virsh capabilities}. */
  private record Capabilities(Element root, int document) {
    private static final String X86_64 = "x86_64";

    /** Returns what is known when there is nothing else: the architecture of Xen's guests if the host has it. */
    HostProfile alone(String name) throws HostProfileException {
      Element arch = guestArch(X86_64);
      if (arch == null) {
        String own = hostArch();
        arch = own == null ? null : guestArch(own);
        if (arch == null) {
          throw noGuests(own == null ? X86_64 : own);
        }
      }
      String archName = String.valueOf(arch.getAttributeValue("name"));
      Optional<String> virtType = virtType(arch);
      Element domain = virtType.isEmpty() ? null : domain(arch, virtType.get());
      String own = domain == null ? null : domain.getChildTextTrim("emulator");
      String emulator = own == null ? arch.getChildTextTrim("emulator") : own;
      HostMachines machines = HostMachines.of(arch, domain);
      return new HostProfile(name, archName, virtType, Optional.ofNullable(emulator), machines.names(),
          Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), machines.aliases());
    }

    HostMachines machines(String archName, String virtType) throws HostProfileException {
      Element arch = guestArch(archName);
      if (arch == null) {
        throw noGuests(archName);
      }
      Element domain = domain(arch, virtType);
      if (domain == null) {
        throw new HostProfileException(document, 1, 1,
            "The capabilities offer no domains of type " + virtType + ", which the domain capabilities are for",
            "Give both from the same host.");
      }
      return HostMachines.of(arch, domain);
    }

    private HostProfileException noGuests(String archName) {
      return new HostProfileException(document, 1, 1, "The capabilities offer no guests of " + archName,
          "Check that QEMU is installed on the KVM host, and that libvirt was asked for qemu:///system there.");
    }

    private @Nullable String hostArch() {
      Element host = root.getChild("host");
      Element cpu = host == null ? null : host.getChild("cpu");
      return cpu == null ? null : cpu.getChildTextTrim("arch");
    }

    private @Nullable Element guestArch(String name) {
      for (Element guest : root.getChildren("guest")) {
        Element arch = guest.getChild("arch");
        if ("hvm".equals(guest.getChildTextTrim("os_type")) && arch != null
            && name.equals(arch.getAttributeValue("name"))
            && (domain(arch, "kvm") != null || domain(arch, "qemu") != null)) {
          return arch;
        }
      }
      return null;
    }

    private static Optional<String> virtType(Element arch) {
      if (domain(arch, "kvm") != null) {
        return Optional.of("kvm");
      }
      return domain(arch, "qemu") != null ? Optional.of("qemu") : Optional.empty();
    }

    private static @Nullable Element domain(Element arch, String type) {
      for (Element domain : arch.getChildren("domain")) {
        if (type.equals(domain.getAttributeValue("type"))) {
          return domain;
        }
      }
      return null;
    }
  }
}
