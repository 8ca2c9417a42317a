package org.xen2kvm.converter.rule.vcpu;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Keeps CPU and node pinning and says, once for a domain, which CPUs the host must have. */
final class PinningNamesHostCpus implements Rule {
  private static final DomainPath CPUS = DomainPath.of(
      "/domain/vcpu[@cpuset] | /domain/cputune/vcpupin[@cpuset] | /domain/cputune/emulatorpin[@cpuset]"
          + " | /domain/cputune/iothreadpin[@cpuset]");
  private static final DomainPath NODES =
      DomainPath.of("/domain/numatune/memory[@nodeset] | /domain/numatune/memnode[@nodeset]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "vcpu-pinning",
      Phase.DOMAIN,
      "Keeps CPU pinning and says which CPUs the host must have",
      """
      cpuset, vcpupin and numatune number CPUs and nodes of the Xen host. They stay, because pinning is a decision \
      that a conversion cannot take back unseen; the warning names the highest number. Where the KVM host has fewer, \
      the start fails with a clear message ("Unable to write … cpuset.cpus: Numerical result out of range"). Where it \
      has enough, the numbers may stand for other sockets and threads. keep-cpu-pinning in the policy says that this \
      has been checked and silences the warning; drop-vcpu-pinning removes the pinning.
      """,
      "libvirt, formatdomain: CPU allocation, CPU tuning",
      "measured: start with a cpuset beyond the host's CPUs");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (context.policy().hardware().keepCpuPinning()) {
      return;
    }
    List<Element> cpus = domain.select(CPUS);
    List<Element> nodes = domain.select(NODES);
    if (cpus.isEmpty() && nodes.isEmpty()) {
      return;
    }
    int cpu = cpus.stream().mapToInt(pin -> HostCpus.highest(pin.getAttributeValue("cpuset", ""))).max().orElse(-1);
    int node = nodes.stream().mapToInt(pin -> HostCpus.highest(pin.getAttributeValue("nodeset", ""))).max().orElse(-1);
    List<String> named = new ArrayList<>();
    if (cpu >= 0) {
      named.add("CPUs up to number " + cpu);
    }
    if (node >= 0) {
      named.add("NUMA nodes up to number " + node);
    }
    if (!named.isEmpty()) {
      context.warn(
          cpus.isEmpty() ? nodes.get(0) : cpus.get(0),
          "The domain is pinned to " + String.join(" and ", named) + " of the Xen host",
          "Check that the KVM host has them and that they are the right ones; then set keep-cpu-pinning in the policy,"
              + " or enable drop-vcpu-pinning.");
    }
  }
}
