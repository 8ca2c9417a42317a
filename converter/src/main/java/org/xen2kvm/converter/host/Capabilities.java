package org.xen2kvm.converter.host;

import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.HostProfile;

/** A document of {@code virsh capabilities}. */
record Capabilities(Element root, int document) {
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
