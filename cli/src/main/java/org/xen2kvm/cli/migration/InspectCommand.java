package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.xen2kvm.cli.guest.ApplianceFactory;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.GuestSources;
import org.xen2kvm.cli.guest.GuestWork;
import org.xen2kvm.cli.guest.option.GuestChoices;
import org.xen2kvm.cli.option.HostChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.GuestBridge;
import org.xen2kvm.migration.GuestDescription;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.PlanText;
import org.xen2kvm.migration.json.InspectionView;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what is inside guests' disks. */
public final class InspectCommand implements Command {
  private final ApplianceFactory appliances;

  /** Makes it, with what opens guests' disks. */
  public InspectCommand(ApplianceFactory appliances) {
    this.appliances = appliances;
  }

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Tells what is inside a guest's disks: system, filesystems, boot loader, kernels, network. Nothing is changed.");
    spec.addPositional(Options.positionals("DISK|DOMAIN.xml",
        "The disks of one guest, in order; or definitions, each a guest whose disks are on this host."));
    GuestChoices.addOpening(spec);
    PolicyChoices.addTo(spec);
    HostChoice.addTo(spec);
    spec.addOption(Options.value("N", "Guests worked on at a time; default: by cores and free memory.", "-j", "--jobs"));
    spec.addOption(Options.value("text|json|facts", "The form of what is told; default: text. Facts are what convert --guest-facts reads.", "--format"));
    MessageChoices.addTo(spec, "each step", "what the appliance says");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm inspect disk.img --input-format raw",
        "  xen2kvm inspect web1.xml --format json | jq .kernels",
        "  xen2kvm inspect web1.xml --format facts > web1.facts",
        "  xen2kvm convert web1.xml --guest-facts web1.facts");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    if (arguments.positionals().isEmpty()) {
      throw new UsageException("Name the disks of a guest, or a definition");
    }
    String format = arguments.text("--format") == null ? "text" : String.valueOf(arguments.text("--format"));
    if (!List.of("text", "json", "facts").contains(format)) {
      throw new UsageException("--format: " + format + " is none of text, json, facts");
    }
    List<GuestSource> guests =
        GuestSources.of(arguments.positionals(), GuestChoices.diskFormat(arguments), shell);
    GuestWork work = GuestWork.of(arguments, shell, appliances);
    MigrationPlanner planner = new MigrationPlanner(
        work.appliances(), work.qemuImg(), GuestChoices.plan(arguments, shell), ToolVersion.text());
    return work.run(guests, GuestSource::label, (guest, listener) -> {
      GuestInspection inspection = planner.heardBy(listener).inspect(guest);
      boolean refused =
          inspection.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
      return new GuestOutcome(
          refused ? ExitCode.REFUSED : ExitCode.DONE,
          told(format, guest.label(), inspection),
          Printable.text(PlanText.findings(guest.label(), inspection.findings())));
    });
  }

  private static String told(String format, String label, GuestInspection inspection) {
    return switch (format) {
      case "json" -> InspectionView.of(label, inspection).json();
      case "facts" -> facts(GuestBridge.factsAsFound(inspection));
      default -> {
        StringBuilder out = new StringBuilder(Printable.line(label)).append('\n');
        GuestDescription.of(inspection).forEach(line -> out.append("  ").append(Printable.line(line)).append('\n'));
        yield out.toString();
      }
    };
  }

  /** YAML as schemas/guest-facts.schema.json has it; a JSON string is a YAML one, too. */
  private static String facts(GuestFacts facts) {
    StringBuilder out = new StringBuilder("version: 1\nos: ")
        .append(facts.os().name().toLowerCase(Locale.ROOT)).append('\n');
    facts.osName().ifPresent(name -> out.append("name: '").append(Printable.line(name).replace("'", "''")).append("'\n"));
    facts.virtioDrivers().ifPresent(known -> out.append("virtio-disk: ").append(known).append('\n'));
    facts.virtioNet().ifPresent(known -> out.append("virtio-net: ").append(known).append('\n'));
    facts.bootLoaderInMbr().ifPresent(known -> out.append("boot-loader-in-mbr: ").append(known).append('\n'));
    return out.toString();
  }
}
