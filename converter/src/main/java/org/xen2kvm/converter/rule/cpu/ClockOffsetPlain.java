package org.xen2kvm.converter.rule.cpu;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Writes the clock's offset in the form that means the same to the QEMU driver. */
final class ClockOffsetPlain implements Rule {
  private static final DomainPath CLOCK = DomainPath.of("/domain/clock");
  private static final Set<String> NO_ADJUSTMENT = Set.of("", "0", "reset");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "clock-offset",
      Phase.CPU,
      "Writes the clock as utc or localtime",
      """
      libvirt of 2007 wrote <clock sync='localtime'/>; the schema knows offset only. Newer Xen drivers write \
      offset='variable' with adjustment='0' for a clock that is plain utc or localtime, and the QEMU driver would \
      begin to keep a difference for it; it is written as what it is. A real adjustment is kept, as are timezone and \
      absolute. A <clock> without an offset means utc, and the schema wants that said. A domain without <clock> runs \
      on utc under Xen and under KVM alike; for a Windows guest, which expects local time unless told otherwise, that \
      is noted.
      """,
      "libvirt, formatdomain: time keeping",
      "measured: define refuses @sync and a clock without offset");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element clock = domain.first(CLOCK);
    if (clock == null) {
      if (context.decisions().isWindows()) {
        context.note(
            domain.root(), "The definition sets no clock, so this Windows guest's clock is on UTC, as it was under Xen");
      }
      return;
    }
    String sync = clock.getAttributeValue("sync", "");
    if (clock.getAttributeValue("offset", "").isEmpty()) {
      String reason = "The schema requires the offset; sync is how libvirt wrote it in 2007";
      domain.setAttribute(clock, "offset", sync.equals("localtime") ? "localtime" : "utc", reason);
    }
    domain.removeAttribute(clock, "sync", "libvirt reads offset in place of sync");
    if (clock.getAttributeValue("offset", "").equals("variable")) {
      simplify(domain, clock);
    }
  }

  private static void simplify(DomainEditor domain, Element clock) {
    if (!NO_ADJUSTMENT.contains(clock.getAttributeValue("adjustment", ""))) {
      return;
    }
    boolean local = clock.getAttributeValue("basis", "utc").equals("localtime");
    String reason = "A variable clock without a difference is its basis";
    domain.setAttribute(clock, "offset", local ? "localtime" : "utc", reason);
    domain.removeAttribute(clock, "adjustment", reason);
    domain.removeAttribute(clock, "basis", reason);
  }
}
