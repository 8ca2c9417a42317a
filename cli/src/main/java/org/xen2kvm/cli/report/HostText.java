package org.xen2kvm.cli.report;

import java.util.Locale;
import org.xen2kvm.migration.host.HostFinding;
import org.xen2kvm.migration.host.HostFinding.Level;
import org.xen2kvm.migration.host.HostReport;

/** What a host was found to be, for people. Stateless. */
public final class HostText {
  private HostText() {}

  /** Returns a line for each finding; below it why it matters and the remedy, when not all is well. */
  public static String of(HostReport report) {
    int width = report.findings().stream().mapToInt(finding -> finding.id().length()).max().orElse(0) + 2;
    StringBuilder out = new StringBuilder();
    for (HostFinding finding : report.findings()) {
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      out.append(level).append(" ".repeat(9 - level.length()))
          .append(finding.id()).append(" ".repeat(width - finding.id().length()))
          .append(Printable.line(finding.found())).append('\n');
      if (finding.level() != Level.OK) {
        out.append("    why: ").append(Printable.line(finding.why())).append('\n');
        if (!finding.remedy().isEmpty()) {
          out.append("    remedy: ").append(Printable.line(finding.remedy())).append('\n');
        }
      }
    }
    String host = Printable.line(report.uri()) + report.domainType().map(type -> " (domains of type " + type + ")").orElse("");
    return out.append(host).append(report.isReady() ? " is ready: " : " is not ready: ")
        .append(report.count(Level.ERROR)).append(" errors, ").append(report.count(Level.WARNING)).append(" warnings, ")
        .append(report.count(Level.NOTE)).append(" notes\n").toString();
  }
}
