package org.xen2kvm.cli.guest;

import java.util.Locale;
import org.xen2kvm.cli.report.Printable;
import org.xen2kvm.cli.report.SecretMask;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.xml.UnifiedDiff;
import org.xen2kvm.migration.DomainDefinition;
import org.xen2kvm.migration.MigrationPlan;
import org.xen2kvm.migration.PlanText;
import org.xen2kvm.migration.PlannedDisk;

/**
 * A plan as a reviewer reads it: what is inside, what is found, the diff of the definition and of every file of the guest, the
 * commands, and what becomes of the disks. Immutable.
 *
 * @param showSecrets whether passwords are shown
 */
public record PlanReport(boolean showSecrets) {

  /** Returns the report; each line ends with a line feed. */
  public String of(MigrationPlan plan) {
    StringBuilder out = new StringBuilder();
    out.append("# Guest ").append(Printable.line(plan.name()))
        .append(" (").append(Printable.line(plan.label())).append(")\n");
    for (String line : plan.guest()) {
      out.append("#   ").append(Printable.line(line)).append('\n');
    }
    out.append('\n').append(findings(plan));
    plan.definition().ifPresent(definition -> out.append(definition(plan, definition)));
    out.append(shown(PlanText.actions(plan.fixes().actions())));
    plan.hostBoot().ifPresent(boot -> out
        .append("# ").append(plan.fixes().directBoot().map(direct -> direct.reason().text()).orElse("")).append('\n')
        .append("copy to the host: ").append(boot.kernel()).append('\n')
        .append(boot.initramfs().map(initramfs -> "copy to the host: " + initramfs + "\n").orElse(""))
        .append("kernel command line: ").append(Printable.line(boot.cmdline())).append("\n\n"));
    for (PlannedDisk disk : plan.disks()) {
      out.append("disk ").append(disk.source().xenName()).append(" -> ").append(disk.source().guestName())
          .append(": ").append(Printable.line(disk.source().image().toString()))
          .append(" (").append(disk.source().image().format().qemuName()).append(", not changed")
          .append(disk.source().readOnly() ? ", read-only)\n" : ")\n");
      if (!disk.source().readOnly()) {
        out.append("  ").append(switch (plan.keep()) {
          case OVERLAY -> "changes go to the overlay " + disk.overlay();
          case COMMIT -> "changes are made in an overlay, verified, and then written into it";
          case FLATTEN -> "a new image is made: " + disk.result();
        }).append('\n');
      }
    }
    return out.toString();
  }

  /** Returns what a person should know, in the form of compilers' messages. */
  public String findings(MigrationPlan plan) {
    StringBuilder out = new StringBuilder();
    plan.definition().ifPresent(definition -> {
      for (Finding finding : definition.findings()) {
        out.append(Printable.line(plan.label())).append(':').append(finding.line()).append(':').append(finding.column())
            .append(": ").append(finding.severity().name().toLowerCase(Locale.ROOT)).append(": ")
            .append(Printable.line(finding.message())).append(" [").append(finding.rule()).append("]\n");
        if (!finding.advice().isEmpty()) {
          out.append("    ").append(Printable.line(finding.advice())).append('\n');
        }
      }
    });
    out.append(Printable.text(PlanText.findings(plan.label(), plan.fixes().findings())));
    return out.length() == 0 ? "" : out.append('\n').toString();
  }

  private String definition(MigrationPlan plan, DomainDefinition definition) {
    String before = showSecrets ? definition.source() : SecretMask.mask(definition.source());
    String after = showSecrets ? definition.domain() : SecretMask.mask(definition.domain());
    String diff = UnifiedDiff.of(plan.name().replace('/', '_') + ".xml", before, after);
    return diff.isEmpty() ? "" : Printable.text(diff) + "\n";
  }

  private String shown(String text) {
    return Printable.text(showSecrets ? text : GuestSecrets.mask(text));
  }
}
