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
      throw new HostProfileException(0, 0, 0, "There is no description of a host");
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
      throw new HostProfileException(document, 0, 0, "The description of the host is empty");
    }
    try {
      // virsh ends its output with a blank line, and some shells put one in front, where XML allows none.
      return DomainParser.parse(text.stripLeading()).root();
    } catch (DomainSyntaxException e) {
      throw new HostProfileException(
          document, e.line(), e.column(), "The description of the host is not XML: " + e.getMessage());
    }
  }

  private static void requireKnown(Element root, int document) throws HostProfileException {
    if (!root.getName().equals(DOMAIN_CAPABILITIES) && !root.getName().equals(CAPABILITIES)) {
      String what = root.getName().equals("domain") ? "the definition of a domain" : "a <" + root.getName() + ">";
      throw new HostProfileException(
          document, 1, 1, "This is " + what + ", not the description of a host");
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
}
