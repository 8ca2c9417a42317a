package org.xen2kvm.migration.host.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileException;
import org.xen2kvm.converter.host.HostProfileParser;
import org.xen2kvm.runner.DomainCapabilitiesQuery;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;

/**
 * What libvirt says a host can do, in its own words, and what the converter makes of it.
 *
 * @param profile what the converter reads in the documents
 * @param capabilities a {@code <capabilities>} document
 * @param domainCapabilities {@code <domainCapabilities>} documents, one for each kind of machine type
 */
public record HostDocuments(HostProfile profile, String capabilities, List<String> domainCapabilities) {
  /** The processor of Xen's guests; nearly none is anything else. */
  private static final String ARCH = "x86_64";

  private static final List<String> MACHINES = List.of("pc", "q35");

  public HostDocuments {
    domainCapabilities = List.copyOf(domainCapabilities);
  }

  /**
   * Returns what the host says about domains of a type.
   *
   * @param capabilities what it says of itself
   * @throws HostProfileException when that is not understood, as for a host that offers no x86_64 guests
   */
  public static HostDocuments of(DomainRunner host, String capabilities, String virtType) throws HostProfileException {
    List<String> offered = new ArrayList<>();
    for (String machine : MACHINES) {
      domainCapabilities(host, virtType, machine).ifPresent(offered::add);
    }
    List<String> all = new ArrayList<>(offered);
    all.add(capabilities);
    return new HostDocuments(HostProfileParser.parse(host.hostname(), all), capabilities, offered);
  }

  /** Whether KVM or a kind of machine is there, libvirt tells by refusing. */
  private static Optional<String> domainCapabilities(DomainRunner host, String virtType, String machine) {
    try {
      return Optional.of(host.domainCapabilitiesXml(
          DomainCapabilitiesQuery.hostDefault().withArch(ARCH).withMachine(machine).withVirtType(virtType)));
    } catch (RunnerException notOffered) {
      return Optional.empty();
    }
  }

  /** Returns all of it as one text, which {@link HostProfileParser} reads. */
  public String text() {
    StringBuilder text = new StringBuilder("<!-- What libvirt says of a KVM host, saved by xen2kvm check. -->\n");
    text.append("<hostProfile version='1'>\n");
    text.append(inner(capabilities));
    domainCapabilities.forEach(each -> text.append(inner(each)));
    return text.append("</hostProfile>\n").toString();
  }

  /** An XML declaration may only stand at the beginning of a file. */
  private static String inner(String document) {
    String text = document.strip();
    int end = text.startsWith("<?xml") ? text.indexOf("?>") : -1;
    return (end < 0 ? text : text.substring(end + 2).strip()) + "\n";
  }
}
