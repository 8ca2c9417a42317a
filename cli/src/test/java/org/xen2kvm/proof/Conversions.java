package org.xen2kvm.proof;

import java.util.Set;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.converter.report.RuleId;

/** The conversions that are started: of unknown guests, for a host of which nothing is known, emulated. */
final class Conversions {
  private static final Policy TCG = Policy.builder().type(DomainType.QEMU).build();

  private Conversions() {}

  /** For QEMU's own emulation, which needs no KVM. */
  static ConversionResult forTcg(String source) {
    return DomainConverter.convert(source, TCG, HostProfile.generic(), GuestFacts.unknown());
  }

  /** The same on another machine type, with rules that run only on request. */
  static ConversionResult forTcg(String source, String machine, Set<RuleId> onRequest) {
    Policy policy = Policy.builder().type(DomainType.QEMU).machine(machine).enable(onRequest).build();
    return DomainConverter.convert(source, policy, HostProfile.generic(), GuestFacts.unknown());
  }
}
