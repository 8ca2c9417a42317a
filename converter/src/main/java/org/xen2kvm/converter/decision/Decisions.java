package org.xen2kvm.converter.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.converter.xml.xpath.DomainNamespaces;

/**
 * What one conversion takes as given: what the guest is and which hardware it gets. Immutable.
 *
 * @param kind how Xen ran it
 * @param os what it runs, as far as policy, facts or the definition's hints tell
 * @param efi whether it boots through UEFI
 * @param machine the machine type or alias it gets
 * @param virtioDisks whether its hard disks may go to virtio-blk
 * @param virtioNics whether its interfaces may become virtio-net
 * @param assumptions what was assumed for want of facts
 */
public record Decisions(
    GuestKind kind,
    OperatingSystem os,
    boolean efi,
    String machine,
    boolean virtioDisks,
    boolean virtioNics,
    List<Assumption> assumptions) {
  private static final DomainPath OS_TYPE = DomainPath.of("/domain/os/type");
  private static final DomainPath BOOTED_FROM_HOST = DomainPath.of("/domain/bootloader | /domain/os/kernel");
  private static final DomainPath EFI_FIRMWARE =
      DomainPath.of("/domain/os[@firmware='efi'] | /domain/os/loader[@type='pflash']");
  private static final DomainPath LOADER = DomainPath.of("/domain/os/loader");
  private static final DomainPath METADATA = DomainPath.of("/domain/metadata");
  private static final Namespace LIBOSINFO = Namespace.getNamespace(DomainNamespaces.BY_PREFIX.get("libosinfo"));
  private static final DomainPath VIRIDIAN = DomainPath.of("/domain/features/viridian");
  private static final DomainPath LOCAL_TIME =
      DomainPath.of("/domain/clock[@offset='localtime' or @sync='localtime' or @basis='localtime']");

  public Decisions {
    assumptions = List.copyOf(assumptions);
  }

  /** The devices that an assumption is about. */
  public enum About {
    DISKS,
    NICS
  }

  /**
   * Something assumed for want of facts.
   *
   * @param about which devices it decides on
   * @param sentence what was assumed, for a person
   */
  public record Assumption(About about, String sentence) {}

  /** Returns whether the guest is known to find its disks on virtio-blk, rather than assumed to. */
  public boolean knowsVirtioDisks() {
    for (Assumption assumption : assumptions) {
      if (assumption.about() == About.DISKS) {
        return false;
      }
    }
    return virtioDisks;
  }

  /** Returns whether the machine is of the Q35 family, which has no IDE. */
  public boolean isQ35() {
    return machine.contains("q35");
  }

  /** Returns whether the guest is known, or hinted, to run Windows. */
  public boolean isWindows() {
    return os == OperatingSystem.WINDOWS;
  }

  /** Decides for a source definition. */
  public static Decisions of(DomainTree domain, Policy policy, HostProfile host, GuestFacts facts) {
    GuestKind kind = kindOf(domain);
    OperatingSystem os = osOf(domain, kind, policy, facts);
    boolean efi = usesEfi(domain);
    Assumptions assumptions = new Assumptions();
    boolean virtioDisks = assumptions.virtio(facts.virtioDrivers(), os, kind, About.DISKS);
    boolean virtioNics = assumptions.virtio(facts.virtioNet(), os, kind, About.NICS);
    String machine = policy.hardware().machine().orElseGet(() -> defaultMachine(kind, efi, host));
    return new Decisions(kind, os, efi, machine, virtioDisks, virtioNics, assumptions.made());
  }

  /**
   * Returns how Xen ran the domain. Old libvirt wrote pygrub domains without {@code <os>}; an HVM domain may carry a
   * bootloader all the same.
   */
  public static GuestKind kindOf(DomainTree domain) {
    List<Element> types = domain.select(OS_TYPE);
    String type = types.isEmpty() ? "" : types.get(0).getTextTrim();
    String machine = types.isEmpty() ? "" : types.get(0).getAttributeValue("machine", "");
    if (type.equals("xenpvh") || type.equals("pvh") || machine.equals("xenpvh")) {
      return GuestKind.PVH;
    }
    if (type.equals("linux") || type.equals("xen") || machine.equals("xenpv") || machine.equals("xenner")) {
      return GuestKind.PV;
    }
    if (type.isEmpty() && !domain.select(BOOTED_FROM_HOST).isEmpty()) {
      return GuestKind.PV;
    }
    return GuestKind.HVM;
  }

  private static boolean usesEfi(DomainTree domain) {
    if (!domain.select(EFI_FIRMWARE).isEmpty()) {
      return true;
    }
    for (Element loader : domain.select(LOADER)) {
      String path = loader.getTextTrim().toLowerCase(Locale.ROOT);
      if (path.contains("ovmf") || path.contains("edk2")) {
        return true;
      }
    }
    return false;
  }

  private static OperatingSystem osOf(DomainTree domain, GuestKind kind, Policy policy, GuestFacts facts) {
    OperatingSystem chosen = switch (policy.hardware().guestOs()) {
      case LINUX -> OperatingSystem.LINUX;
      case WINDOWS -> OperatingSystem.WINDOWS;
      case OTHER -> OperatingSystem.OTHER;
      case AUTO -> facts.os();
    };
    if (chosen != OperatingSystem.UNKNOWN) {
      return chosen;
    }
    for (Element id : libosinfo(domain)) {
      String name = id.getAttributeValue("id", "");
      if (name.contains("microsoft.com")) {
        return OperatingSystem.WINDOWS;
      }
      if (!name.isEmpty()) {
        return name.contains("bsd") || name.contains("solaris") ? OperatingSystem.OTHER : OperatingSystem.LINUX;
      }
    }
    boolean windowsHints =
        kind == GuestKind.HVM && (!domain.select(VIRIDIAN).isEmpty() || !domain.select(LOCAL_TIME).isEmpty());
    return windowsHints ? OperatingSystem.WINDOWS : OperatingSystem.UNKNOWN;
  }

  /** Not an XPath, for an XPath with a namespace is one that only Jaxen can evaluate, and every conversion asks this. */
  private static List<Element> libosinfo(DomainTree domain) {
    List<Element> found = new ArrayList<>();
    for (Element metadata : domain.select(METADATA)) {
      for (Element info : metadata.getChildren("libosinfo", LIBOSINFO)) {
        found.addAll(info.getChildren("os", LIBOSINFO));
      }
    }
    return found;
  }

  /**
   * Xen's HVM machine is an i440FX with PIIX3, so {@code pc} shows the guest the chipset it knows. UEFI and PVH guests have
   * no such past and get {@code q35}, as does everything on a host that offers no i440FX.
   */
  private static String defaultMachine(GuestKind kind, boolean efi, HostProfile host) {
    boolean modern = efi || kind == GuestKind.PVH;
    String first = modern ? "q35" : "pc";
    String second = modern ? "pc" : "q35";
    return !host.offersMachine(first) && host.offersMachine(second) ? second : first;
  }

  /** Decides on virtio and remembers what it had to assume. */
  private static final class Assumptions {
    private final List<Assumption> made = new ArrayList<>();

    boolean virtio(Optional<Boolean> known, OperatingSystem os, GuestKind kind, About about) {
      if (known.isPresent()) {
        return known.get();
      }
      String device = about == About.DISKS ? "virtio-blk" : "virtio-net";
      if (os == OperatingSystem.WINDOWS) {
        made.add(new Assumption(
            about, "Nothing says that this Windows guest has a " + device + " driver, so it gets no such device"));
        return false;
      }
      boolean always = kind.hasOnlyXenDevices() || os == OperatingSystem.LINUX;
      made.add(new Assumption(about, always
          ? "Nothing is known about the guest's drivers; " + device + " is assumed to be there"
          : "Nothing is known about the guest's system; where Xen gave it paravirtual devices, " + device
              + " is assumed to be there"));
      return true;
    }

    List<Assumption> made() {
      return made;
    }
  }
}
