package org.xen2kvm.converter.rule.cpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes timers and TSC modes of Xen. */
final class XenTimersDropped implements Rule {
  private static final DomainPath XEN_TIMERS =
      DomainPath.of("/domain/clock/timer[@name='platform' or @name='xen']");
  private static final DomainPath TSC = DomainPath.of("/domain/clock/timer[@name='tsc']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "clock-timers",
      Phase.CPU,
      "Removes timers of Xen",
      """
      The modes of the TSC (emulate, native, paravirt, smpsafe) are Xen's; the QEMU driver accepts and ignores them. \
      A frequency belongs to the CPU of the Xen host; where the new host's differs, the domain does not start: \
      "Requested TSC frequency … outside tolerance range". The timers platform and xen are refused: "unsupported \
      timer type (name) 'platform'". A tsc timer that says nothing else goes as a whole, because every guest has a \
      TSC. hpet, rtc, pit and kvmclock stay.
      """,
      "libvirt, formatdomain: time keeping",
      "measured: define refuses platform, start refuses a foreign frequency");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(XEN_TIMERS, "Only Xen has this timer");
    for (Element tsc : domain.select(TSC)) {
      boolean present = !tsc.getAttributeValue("present", "yes").equals("no");
      boolean hasMore = tsc.getAttribute("tickpolicy") != null || tsc.getAttribute("track") != null;
      if (present && !hasMore && tsc.getContentSize() == 0) {
        domain.remove(tsc, "Every guest has a TSC; its mode and frequency were the Xen host's");
      } else {
        domain.removeAttribute(tsc, "mode", "The modes of the TSC are Xen's");
        domain.removeAttribute(tsc, "frequency", "The frequency is that of the Xen host's CPU");
      }
    }
  }
}
