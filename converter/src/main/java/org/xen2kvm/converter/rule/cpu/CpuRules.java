package org.xen2kvm.converter.rule.cpu;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class CpuRules {
  private CpuRules() {}

  public static List<Rule> inOrder() {
    // The clock's offset is settled before timers are added to it, and the CPU's mode before its features are judged.
    return List.of(
        new AcpiAndApicOn(),
        new PaeOn(),
        new XenFeaturesDropped(),
        new CpuLikeTheHost(),
        new CpuModeRunsHere(),
        new HostModelForMigration(),
        new TopologyMatchesVcpus(),
        new NumaCellsChecked(),
        new ClockOffsetPlain(),
        new XenTimersDropped(),
        new HypervForViridian(),
        new KvmTimersAdded());
  }
}
