package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Adds the timer settings that virt-install gives new guests. */
final class KvmTimersAdded implements Rule {
  private static final DomainPath CLOCK = DomainPath.of("/domain/clock");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "clock-default-timers",
      Phase.CPU,
      "Adds the timer settings that new KVM guests get",
      """
      virt-install writes three timers into every new x86 guest: the RTC catches up on ticks that the guest missed, \
      the PIT delays them, and there is no HPET, whose emulation costs time. They help guests that count ticks, such \
      as Windows and old Linux kernels. They were no part of the Xen domain, so they are added only when a policy \
      switches this rule on. Timers that the definition has keep their settings.
      """,
      "libvirt, formatdomain: time keeping",
      "virt-install: default timers for x86 guests")
      .onRequest();

  private static final String REASON = "What virt-install gives a new guest; the policy asks for it";

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element clock = domain.first(CLOCK);
    List<Element> timers = List.of(
        DomainEditor.element("timer", "name", "rtc", "tickpolicy", "catchup"),
        DomainEditor.element("timer", "name", "pit", "tickpolicy", "delay"),
        DomainEditor.element("timer", "name", "hpet", "present", "no"));
    if (clock == null) {
      domain.addPart(DomainEditor.element("clock", timers).setAttribute("offset", "utc"), REASON);
      return;
    }
    for (Element timer : timers) {
      String name = timer.getAttributeValue("name");
      boolean present = clock.getChildren("timer").stream()
          .anyMatch(other -> other.getAttributeValue("name", "").equals(name));
      if (!present) {
        domain.append(clock, timer, REASON);
      }
    }
  }
}
