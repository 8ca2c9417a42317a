package org.xen2kvm.guestfix.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.fix.boot.BootFixes;
import org.xen2kvm.guestfix.fix.cmdline.CmdlineFixes;
import org.xen2kvm.guestfix.fix.console.ConsoleFixes;
import org.xen2kvm.guestfix.fix.initramfs.InitramfsFixes;
import org.xen2kvm.guestfix.fix.mount.MountFixes;
import org.xen2kvm.guestfix.fix.network.NetworkFixes;
import org.xen2kvm.guestfix.fix.system.SystemFixes;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.Severity;

/** Every fix there is, in the order in which they plan: plain lists, no scanning. Immutable; safe for several threads. */
public final class FixCatalog {
  private static final FixCatalog BUILT_IN = new FixCatalog(builtInFixes());

  private final List<Fix> fixes;

  public FixCatalog(List<Fix> fixes) {
    this.fixes = List.copyOf(fixes);
    Set<FixId> ids = fixes.stream().map(fix -> fix.descriptor().id()).collect(Collectors.toSet());
    if (ids.size() != fixes.size()) {
      throw new IllegalArgumentException("Two fixes have the same id");
    }
  }

  /** Returns the fixes that come with the library. */
  public static FixCatalog builtIn() {
    return BUILT_IN;
  }

  private static List<Fix> builtInFixes() {
    // The order of this list is the order of planning.
    return Stream.of(
            MountFixes.inOrder(),
            SystemFixes.inOrder(),
            CmdlineFixes.inOrder(),
            BootFixes.inOrder(),
            ConsoleFixes.inOrder(),
            NetworkFixes.inOrder(),
            InitramfsFixes.inOrder())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns all fixes in order. */
  public List<Fix> all() {
    return fixes;
  }

  /**
   * Plans all that a guest needs. Nothing is changed; the guest is only read.
   *
   * @param guest its files, mounted as the inspection says
   * @param inspection what is inside
   * @param hardware what it will find itself on
   * @param options what the user decides
   */
  public FixPlan plan(
      GuestFilesystemReader guest, GuestInspection inspection, KvmHardware hardware, FixOptions options) {
    List<FixFinding> findings = new ArrayList<>(inspection.findings());
    PlannedGuest planned = new PlannedGuest(guest);
    for (Fix fix : fixes) {
      if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
        return new FixPlan(List.of(), Optional.empty(), findings);
      }
      FixId id = fix.descriptor().id();
      if (!options.disabled().contains(id)) {
        fix.plan(new GuestEditor(planned, id), new FixContext(id, inspection, hardware, options, findings));
      }
    }
    return new FixPlan(planned.actions(), planned.directBoot(), findings);
  }
}
