package org.xen2kvm.cli.report;

import java.util.Locale;
import org.xen2kvm.cli.text.Count;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.cli.text.SeverityColors;
import org.xen2kvm.cli.text.Table;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.migration.host.report.HostReport;

/** What a host was found to be, for people. Stateless. */
public final class HostText {
  private HostText() {}

  /**
   * Returns a line for each finding; below it why it matters and the remedy, when not all is well.
   *
   * @param least the least level that is told; when errors alone are wanted, nothing else is said
   * @param color whether levels are coloured
   */
  public static String of(HostReport report, Level least, boolean color) {
    Table table = new Table();
    for (HostFinding finding : report.findings()) {
      if (finding.level().compareTo(least) >= 0) {
        String level = finding.level().name().toLowerCase(Locale.ROOT);
        table.row(color ? SeverityColors.of(level) : null, level, finding.id(), finding.found());
        if (finding.level() != Level.OK) {
          table.below("    why: " + Printable.line(finding.why()) + "\n");
          table.below(finding.remedy().isEmpty() ? "" : "    remedy: " + Printable.line(finding.remedy()) + "\n");
        }
      }
    }
    return least == Level.ERROR ? table.text() : table.text() + summary(report);
  }

  private static String summary(HostReport report) {
    String host = Printable.line(report.uri()) + report.domainType().map(type -> " (domains of type " + type + ")").orElse("");
    return host + (report.isReady() ? " is ready: " : " is not ready: ") + Count.of(report.count(Level.ERROR), "error") + ", "
        + Count.of(report.count(Level.WARNING), "warning") + ", " + Count.of(report.count(Level.NOTE), "note") + "\n";
  }
}
