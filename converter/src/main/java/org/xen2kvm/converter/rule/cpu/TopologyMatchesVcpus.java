package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import java.util.OptionalInt;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes a CPU topology that does not add up to the number of vCPUs. */
final class TopologyMatchesVcpus implements Rule {
  private static final DomainPath TOPOLOGY = DomainPath.of("/domain/cpu/topology");
  private static final List<String> LEVELS = List.of("sockets", "dies", "clusters", "cores", "threads");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cpu-topology",
      Phase.CPU,
      "Removes a CPU topology that does not fit",
      """
      Xen ignored the topology. The QEMU driver multiplies sockets, dies, cores and threads and compares with the \
      number of vCPUs: "CPU topology doesn't match maximum vcpu count". A topology that fits is kept. Without one \
      libvirt gives each vCPU a socket of its own; Windows desktop editions use two sockets at most, so such a guest \
      needs a topology that fits.
      """,
      "libvirt, formatdomain: CPU model and topology",
      "measured: define refuses");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Element> topologies = domain.select(TOPOLOGY);
    OptionalInt vcpus = topologies.isEmpty() ? OptionalInt.empty() : VcpuCount.of(domain);
    if (vcpus.isEmpty()) {
      return;
    }
    for (Element topology : topologies) {
      long product = product(topology);
      if (product != vcpus.getAsInt()) {
        context.warn(
            topology,
            "The CPU topology " + (product < 0 ? "has values that are no numbers" : "makes " + product + " CPUs")
                + ", but the domain has " + vcpus.getAsInt() + "; it was removed",
            "Add a topology that makes " + vcpus.getAsInt() + " CPUs if the guest counts sockets, as Windows and"
                + " per-socket licences do.");
        domain.remove(topology, "The topology does not make the number of vCPUs; Xen ignored it");
      }
    }
  }

  /** Returns the number of CPUs, or -1 when a level is no number. */
  private static long product(Element topology) {
    long product = 1;
    for (String level : LEVELS) {
      OptionalInt number = VcpuCount.number(topology.getAttributeValue(level, "1"));
      if (number.isEmpty()) {
        return -1;
      }
      product = Math.min(product * number.getAsInt(), Integer.MAX_VALUE);
    }
    return product;
  }
}
