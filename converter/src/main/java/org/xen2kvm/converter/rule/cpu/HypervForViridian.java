package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives Windows guests KVM's Hyper-V enlightenments in place of Xen's. */
final class HypervForViridian implements Rule {
  private static final DomainPath VIRIDIAN = DomainPath.of("/domain/features/viridian");
  private static final DomainPath CLOCK = DomainPath.of("/domain/clock");
  private static final DomainPath HYPERV_CLOCK = DomainPath.of("/domain/clock/timer[@name='hypervclock']");

  /** How often a guest tries a lock before it calls the hypervisor: 0x1fff, what virt-install and virt-v2v write. */
  private static final String SPINLOCK_RETRIES = "8191";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "viridian-to-hyperv",
      Phase.CPU,
      "Turns viridian into Hyper-V enlightenments",
      """
      viridian is Xen's name for the interface of Microsoft's hypervisor, by which Windows copes with being virtual. \
      The QEMU driver accepts the element and ignores it, so a Windows guest would lose its enlightenments without \
      any message: it gets slow, its clock drifts, and a busy host makes it stop with bugcheck 0x101. KVM's \
      counterpart is <hyperv> with relaxed, vapic and spinlocks, and the timer hypervclock. Parts that the definition \
      has already are kept as they are. viridian that is switched off is removed without a successor. Under software \
      emulation (type qemu) the domain starts with them too; they only have no effect.
      """,
      "libvirt, formatdomain: hypervisor features, hyperv; time keeping",
      "measured: viridian accepted and ignored");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element viridian : domain.select(VIRIDIAN)) {
      if (!viridian.getAttributeValue("state", "on").equals("off")) {
        enlighten(domain, viridian);
        keepTime(domain);
      }
      domain.remove(viridian, "The QEMU driver ignores viridian");
    }
  }

  private static void enlighten(DomainEditor domain, Element viridian) {
    String reason = "KVM's name for the enlightenments that viridian switched on";
    List<Element> parts = List.of(
        DomainEditor.element("relaxed", "state", "on"),
        DomainEditor.element("vapic", "state", "on"),
        DomainEditor.element("spinlocks", "state", "on", "retries", SPINLOCK_RETRIES));
    Element features = viridian.getParentElement();
    Element hyperv = features == null ? null : features.getChild("hyperv");
    if (hyperv == null) {
      domain.insertBefore(viridian, DomainEditor.element("hyperv", parts), reason);
      return;
    }
    if (hyperv.getAttributeValue("mode", "custom").equals("passthrough")) {
      return;
    }
    for (Element part : parts) {
      if (hyperv.getChild(part.getName()) == null) {
        domain.append(hyperv, part, reason);
      }
    }
  }

  private static void keepTime(DomainEditor domain) {
    if (domain.has(HYPERV_CLOCK)) {
      return;
    }
    Element timer = DomainEditor.element("timer", "name", "hypervclock", "present", "yes");
    String reason = "Windows keeps time by the hypervisor's reference clock";
    Element clock = domain.first(CLOCK);
    if (clock == null) {
      Element utc = DomainEditor.element("clock", List.of(timer)).setAttribute("offset", "utc");
      domain.addPart(utc, reason + "; utc is what a domain without a clock has");
    } else {
      domain.append(clock, timer, reason);
    }
  }
}
