package org.xen2kvm.converter.rule.guard;

import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.decision.Decisions.Assumption;
import org.xen2kvm.converter.policy.Policy.Profile;
import org.xen2kvm.converter.xml.DomainPath;

/** Says what the conversion assumes about the guest for want of facts. */
final class AssumptionsSaid implements Rule {
  private static final DomainPath INTERFACE = DomainPath.of("/domain/devices/interface");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "guest-facts-assumed",
      Phase.GUARD,
      "Says what is assumed about the guest for want of facts",
      """
      Whether a guest can use virtio devices depends on the drivers inside it, which its definition does not tell. \
      Facts from an inspection of its disks, or the policy's guest system, disk bus and NIC model, decide; where \
      nothing does, an assumption is made and said here. Nothing is said about devices that the domain does not have.
      """,
      "SUSE guide, steps G1 and G2",
      "conversion: decisions are made once, before any rule runs");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    // The guide's profile follows its steps whatever the guest is, so it assumes nothing.
    if (!XenDefinition.is(root) || context.policy().profile() == Profile.GUIDE) {
      return;
    }
    for (Assumption assumption : context.decisions().assumptions()) {
      boolean concerned = switch (assumption.about()) {
        case DISKS -> concernsDisks(context);
        case NICS -> concernsNics(domain, context);
      };
      if (concerned) {
        context.note(root, assumption.sentence());
      }
    }
  }

  private static boolean concernsDisks(RuleContext context) {
    if (context.policy().hardware().diskBus().isPresent()) {
      return false;
    }
    for (DiskPlacement disk : context.disks().all()) {
      // Where virtio is ruled out the disks on another bus are what the sentence is about.
      if (disk.isHardDisk() && (disk.bus().equals("virtio") || !context.decisions().virtioDisks())) {
        return true;
      }
    }
    return false;
  }

  private static boolean concernsNics(DomainEditor domain, RuleContext context) {
    return context.policy().hardware().nicModel().isEmpty() && domain.has(INTERFACE);
  }
}
