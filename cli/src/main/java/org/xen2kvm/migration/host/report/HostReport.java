package org.xen2kvm.migration.host.report;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.migration.host.report.HostFinding.Level;

/**
 * What a host was found to be.
 *
 * @param uri the connection that was asked for
 * @param domainType {@code kvm}, {@code qemu} where KVM is not usable, or empty when libvirt could not be asked
 * @param findings one or more for each check, in the order of the checks
 * @param documents what libvirt says of the host; empty when it could not be asked
 */
public record HostReport(
    String uri, Optional<String> domainType, List<HostFinding> findings, Optional<HostDocuments> documents) {

  public HostReport {
    findings = List.copyOf(findings);
  }

  /** Returns whether nothing keeps guests off this host. */
  public boolean isReady() {
    return count(Level.ERROR) == 0;
  }

  /** Returns how many findings are of that level. */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
