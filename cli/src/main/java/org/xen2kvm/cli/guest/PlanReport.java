package org.xen2kvm.cli.guest;

import java.util.Locale;
import java.util.stream.Collectors;
import org.xen2kvm.cli.report.DiffFormat;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.cli.text.SeverityColors;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.xml.UnifiedDiff;
import org.xen2kvm.migration.PlanText;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.RunPlan;

/**
 * A plan as a reviewer reads it: what is inside, what is found, the diff of the definition and of every file of the guest, the
 * commands, and what becomes of the disks. Immutable.
 *
 * @param showSecrets whether passwords are shown
 * @param color whether diffs and the severities of findings are coloured
 */
public record PlanReport(boolean showSecrets, boolean color) {
  private GuestSecrets secrets() {
    return new GuestSecrets(showSecrets);
  }

  /** Returns the report; each line ends with a line feed. */
  public String of(MigrationPlan plan) {
    StringBuilder out = new StringBuilder();
    out.append("# Guest ").append(Printable.line(plan.name()))
        .append(" (").append(Printable.line(plan.label())).append(")\n");
    for (String line : plan.guest()) {
      out.append("#   ").append(Printable.line(secrets().sentence(line))).append('\n');
    }
    out.append('\n').append(color ? SeverityColors.painted(findings(plan)) : findings(plan));
    plan.definition().ifPresent(definition -> out.append(definition(plan, definition)));
    out.append(Printable.text(secrets().configuration(PlanText.actions(plan.fixes().actions()))));
    plan.hostBoot().ifPresent(boot -> out
        .append("# ").append(plan.fixes().directBoot().map(direct -> secrets().sentence(direct.reason().text())).orElse("")).append('\n')
        .append("copy to the host: ").append(Printable.line(boot.kernel().toString())).append('\n')
        .append(boot.initramfs().map(file -> "copy to the host: " + Printable.line(file.toString()) + "\n").orElse(""))
        .append("kernel command line: ").append(Printable.line(secrets().sentence(boot.cmdline()))).append("\n\n"));
    plan.disks().forEach(disk -> out.append(secrets().sentence(disk(plan, disk))));
    if (!plan.isRefused()) {
      plan.definitionFile().ifPresent(file ->
          out.append("definition: ").append(Printable.line(file.toString())).append('\n'));
      plan.run().ifPresent(run -> out.append(secrets().sentence(run(run))));
    }
    return color ? DiffFormat.painted(out.toString()) : out.toString();
  }

  /** Returns what is done with the domain on its host. */
  static String run(RunPlan run) {
    String uri = Printable.line(run.uri());
    String copied = run.pool().map(pool -> ", its disks copied into the pool " + Printable.line(pool)).orElse("");
    return "domain: defined on " + uri + copied + switch (run.mode()) {
      case DEFINE -> ", not started";
      case PAUSED -> ", started with its processors standing still";
      case START -> ", started, and watched until it is up: within " + run.limitSeconds() + " s one of "
          + Printable.line(run.proofs().stream().map(BootProof::toString).collect(Collectors.joining(", ")));
    } + (run.autostart() ? "; the host starts it with itself" : "") + '\n';
  }

  /** Returns what becomes of a disk, in two lines. */
  static String disk(MigrationPlan plan, PlannedDisk disk) {
    String image = Printable.line(disk.source().image().toString());
    String becomes = !disk.changed()
        ? "it stays as it is, and the guest gets it" + (disk.source().readOnly() ? " to read only" : "")
        : switch (plan.keep()) {
          case COMMIT -> "changes go to the overlay " + Printable.line(disk.overlay().toString())
              + (plan.run().isPresent() ? ", and into it once the guest was seen to be up" : ", and into it at the end");
          case OVERLAY -> "it stays as it is; changes go to the overlay " + Printable.line(disk.overlay().toString());
          case FLATTEN -> "it stays as it is; a new image is made: " + Printable.line(disk.result().toString());
        };
    return "disk " + Printable.line(disk.source().xenName()) + " -> " + disk.source().guestName() + ": " + image + " ("
        + disk.source().image().format().qemuName() + ")\n  " + becomes + '\n';
  }

  /** Returns what a person should know, in the form of compilers' messages. */
  public String findings(MigrationPlan plan) {
    StringBuilder out = new StringBuilder();
    plan.definition().ifPresent(definition -> {
      for (Finding found : definition.findings()) {
        Finding finding = secrets().finding(found);
        out.append(Printable.line(plan.label())).append(':').append(finding.line()).append(':').append(finding.column())
            .append(": ").append(finding.severity().name().toLowerCase(Locale.ROOT)).append(": ")
            .append(Printable.line(finding.message())).append(" [").append(finding.rule()).append("]\n");
        if (!finding.advice().isEmpty()) {
          out.append("    ").append(Printable.line(finding.advice())).append('\n');
        }
      }
    });
    out.append(Printable.text(secrets().sentence(PlanText.findings(plan.label(), plan.fixes().findings()))));
    return out.length() == 0 ? "" : out.append('\n').toString();
  }

  private String definition(MigrationPlan plan, DomainDefinition definition) {
    String before = secrets().definition(definition.source());
    String after = secrets().definition(definition.domain());
    String diff = UnifiedDiff.of(plan.name().replace('/', '_') + ".xml", before, after);
    return diff.isEmpty() ? "" : Printable.text(diff) + "\n";
  }
}
