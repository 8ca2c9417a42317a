package org.xen2kvm.migration.json;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostReport;

/**
 * What a host was found to be as {@code xen2kvm check --format json} tells it, {@code schemas/host-check.schema.json}. Its
 * components are the JSON's properties, so they are part of the interface. Immutable.
 */
public record HostReportView(int formatVersion, String uri, boolean ready, String domainType, List<FindingView> findings) {
  private static final int FORMAT_VERSION = 1;

  /** A finding. */
  public record FindingView(String id, String level, String found, String why, String remedy) {}

  /** Returns the view of a report. */
  public static HostReportView of(HostReport report) {
    return new HostReportView(FORMAT_VERSION, report.uri(), report.isReady(), report.domainType().orElse(""),
        report.findings().stream().map(HostReportView::finding).toList());
  }

  private static FindingView finding(HostFinding finding) {
    return new FindingView(
        finding.id(), finding.level().name().toLowerCase(Locale.ROOT), finding.found(), finding.why(), finding.remedy());
  }

  /** Returns the document, which ends in a line feed. */
  public String json() {
    return ViewText.of(this);
  }
}
