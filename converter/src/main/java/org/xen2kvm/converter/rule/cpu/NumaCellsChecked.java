package org.xen2kvm.converter.rule.cpu;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Keeps virtual NUMA cells and removes those that name CPUs which the domain does not have. */
final class NumaCellsChecked implements Rule {
  private static final DomainPath NUMA = DomainPath.of("/domain/cpu/numa");

  /** One part of a CPU list: {@code 3}, {@code 0-7}, {@code ^2}. */
  private static final Pattern RANGE = Pattern.compile("(\\^?)\\s*([0-9]{1,5})\\s*(?:-\\s*([0-9]{1,5}))?");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cpu-numa",
      Phase.CPU,
      "Keeps virtual NUMA cells that fit the number of vCPUs",
      """
      vNUMA of Xen and of KVM are written the same way, so the cells stay; distances may be given in one direction \
      only. Cells that name more CPUs than the domain has are refused: "Number of CPUs in <numa> exceeds the <vcpu> \
      count"; they are removed with a warning. The sum of the cells' memory replaces the domain's <memory>. Which \
      node of the host serves a cell is not part of them (see numatune).
      """,
      "libvirt, formatdomain: guest NUMA topology",
      "measured: libvirt accepts and starts cells of Xen definitions unchanged");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    OptionalInt vcpus = VcpuCount.of(domain);
    if (vcpus.isEmpty()) {
      return;
    }
    for (Element numa : domain.select(NUMA)) {
      int needed = highestCpu(numa) + 1;
      if (needed > vcpus.getAsInt()) {
        context.warn(
            numa,
            "The NUMA cells name " + needed + " CPUs, but the domain has " + vcpus.getAsInt() + "; they were removed",
            "Add cells that fit the number of vCPUs if the guest needs more than one NUMA node.");
        domain.remove(numa, "The cells name more CPUs than the domain has, which libvirt refuses");
      }
    }
  }

  /** Returns the highest CPU in any cell; -1 when there is none. */
  private static int highestCpu(Element numa) {
    BitSet cpus = new BitSet();
    for (Element cell : numa.getChildren("cell")) {
      for (String part : cell.getAttributeValue("cpus", "").split(",", -1)) {
        Matcher range = RANGE.matcher(part.strip());
        if (range.matches()) {
          int first = Integer.parseInt(range.group(2));
          int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
          cpus.set(first, Math.max(first, last) + 1, range.group(1).isEmpty());
        }
      }
    }
    return cpus.length() - 1;
  }
}
