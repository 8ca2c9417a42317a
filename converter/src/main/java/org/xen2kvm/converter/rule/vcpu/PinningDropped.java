package org.xen2kvm.converter.rule.vcpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Lets the guest run on all CPUs of the host, when asked to. */
final class PinningDropped implements Rule {
  private static final DomainPath CPUSET = DomainPath.of("/domain/vcpu[@cpuset]");
  private static final DomainPath PINS =
      DomainPath.of("/domain/cputune/vcpupin | /domain/cputune/emulatorpin | /domain/cputune/iothreadpin");
  private static final DomainPath NODES = DomainPath.of("/domain/numatune");
  private static final DomainPath EMPTY_TUNING = DomainPath.of("/domain/cputune[not(*)]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "drop-vcpu-pinning",
          Phase.DOMAIN,
          "Lets the guest run on all CPUs of the host",
          """
          Removes vcpu/@cpuset, the pins under <cputune> and <numatune>, all of which number CPUs and nodes of the Xen \
          host. By default they stay, with a warning (see vcpu-pinning): nobody but the administrator knows whether \
          they spread load, keep a licence within its CPUs, or are a leftover. Switch this rule on where the KVM host \
          is built differently.
          """,
          "libvirt, formatdomain: CPU allocation, CPU tuning, NUMA node tuning")
      .onRequest();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    String reason = "The CPUs and nodes are those of the Xen host";
    for (Element vcpu : domain.select(CPUSET)) {
      domain.removeAttribute(vcpu, "cpuset", reason);
    }
    boolean pinned = domain.has(PINS);
    domain.removeAll(PINS, reason);
    if (pinned) {
      domain.removeAll(EMPTY_TUNING, "Nothing is left in it");
    }
    domain.removeAll(NODES, reason);
  }
}
