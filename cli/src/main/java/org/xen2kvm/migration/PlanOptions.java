package org.xen2kvm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.RunPlan;

/**
 * What the user decides about migrations. Immutable.
 *
 * @param policy about the definition
 * @param host the KVM host
 * @param fixes about the guest's files
 * @param keys what opens its LUKS containers
 * @param keep what becomes of the overlays
 * @param workDir where overlays and kernels go; empty for beside each disk
 * @param inputs the files that hold the decisions
 * @param sourceUri libvirt's URI of the Xen host, to see that the guest is off there; empty when it is not asked
 * @param checks what holds the domain against its host
 * @param run what is done with the domain on its host; empty when only files are made
 */
public record PlanOptions(
    Policy policy,
    HostProfile host,
    FixOptions fixes,
    KeyRing keys,
    KeepChoice keep,
    Optional<Path> workDir,
    List<InputDigest> inputs,
    Optional<String> sourceUri,
    HostChecks checks,
    Optional<RunPlan> run) {
  public PlanOptions {
    inputs = List.copyOf(inputs);
  }
}
