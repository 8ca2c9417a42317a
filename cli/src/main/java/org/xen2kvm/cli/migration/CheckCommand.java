package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.guest.ApplianceFactory;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.guest.GuestSources;
import org.xen2kvm.cli.guest.GuestWork;
import org.xen2kvm.cli.option.ConnectChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.report.HostText;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.host.HostCheck;
import org.xen2kvm.migration.host.HostCheckRequest;
import org.xen2kvm.migration.host.definition.CheckedDefinition;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.migration.host.report.HostReport;
import org.xen2kvm.migration.json.HostReportView;
import org.xen2kvm.migration.run.Hosts;
import picocli.CommandLine.Model.CommandSpec;

/** Tells whether a host is ready for migrated guests. Nothing of the host is changed. */
public final class CheckCommand implements Command {
  private final ApplianceFactory appliances;
  private final Hosts hosts;

  /** Makes it, with what opens an appliance and the host that are checked. */
  public CheckCommand(ApplianceFactory appliances, Hosts hosts) {
    this.appliances = appliances;
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Tells whether a KVM host is ready: libvirt, QEMU, KVM tried out, firmware, libguestfs, networks, space, security."
            + " Nothing is changed.");
    spec.addPositional(Options.positionals("URI|DOMAIN.xml",
        "The host, as for --connect; and definitions, to see whether their names, UUIDs and addresses are free there."));
    ConnectChoice.addTo(spec);
    spec.addOption(Options.values("DIR", "A folder where images are going to lie; may be repeated.", "--work-dir"));
    spec.addOption(Options.value("FILE", "Writes what libvirt says of the host, for convert --host and plan --host.", "--save"));
    spec.addOption(Options.flag("Replaces the file that --save names.", "-f", "--force"));
    spec.addOption(Options.value("text|json", "The form of the report; default: text.", "--format"));
    PolicyChoices.addTo(spec);
    spec.addOption(Options.value("MIB", "Memory of the appliance that is started.", "--appliance-memory"));
    MessageChoices.addTo(spec, "each step", "what the appliance says");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm check                                     this machine",
        "  xen2kvm check qemu+ssh://root@kvm2/system         another host",
        "  xen2kvm check --work-dir /srv/images --save kvm.host && xen2kvm convert web1.xml --host kvm.host",
        "  xen2kvm check qemu:///system exports/             and whether these domains fit in");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    String format = arguments.text("--format");
    boolean json = "json".equals(format);
    if (format != null && !json && !format.equals("text")) {
      throw new UsageException("--format: " + format + " is none of text, json");
    }
    Path save = path("--save", arguments.text("--save"), shell);
    HostCheckRequest request = request(arguments, shell);
    GuestWork work = GuestWork.of(arguments, shell, appliances);
    return work.run(List.of(request), HostCheckRequest::uri, (asked, listener) -> {
      HostReport report = masked(HostCheck.of(hosts, work.appliances(), listener).run(asked));
      String told = json ? HostReportView.of(report).json()
          : HostText.of(report, work.told().isQuiet() ? Level.ERROR : Level.OK, work.told().colorsOutput());
      String problem = save == null ? "" : save(report, save, arguments.flag("--force"));
      ExitCode exit = !problem.isEmpty() ? ExitCode.FAILED : report.isReady() ? ExitCode.DONE : ExitCode.REFUSED;
      return new GuestOutcome(exit, told, problem);
    });
  }

  /** What is found of definitions may quote them. */
  private static HostReport masked(HostReport report) {
    List<HostFinding> findings = report.findings().stream().map(finding -> new HostFinding(finding.id(), finding.level(),
        SecretMask.mask(finding.found()), SecretMask.mask(finding.why()), SecretMask.mask(finding.remedy()))).toList();
    return new HostReport(report.uri(), report.domainType(), findings, report.documents());
  }

  private static HostCheckRequest request(Arguments arguments, Shell shell) throws UsageException {
    List<String> uris = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    for (String argument : arguments.positionals()) {
      (argument.contains("://") || isPlainScheme(argument) ? uris : definitions).add(argument);
    }
    if (uris.size() + (arguments.text("--connect") == null ? 0 : 1) > 1) {
      throw new UsageException("Name one host: " + String.join(", ", uris));
    }
    List<Path> folders = new ArrayList<>();
    for (String folder : arguments.texts("--work-dir")) {
      Path path = path("--work-dir", folder, shell);
      if (path != null) {
        folders.add(path.toAbsolutePath().normalize());
      }
    }
    List<CheckedDefinition> checked = new ArrayList<>();
    if (!definitions.isEmpty()) {
      for (GuestSource guest : GuestSources.of(definitions, null, shell)) {
        if (guest.definition().isEmpty()) {
          throw new UsageException(guest.label() + " is no definition and no URI of a host");
        }
        checked.add(new CheckedDefinition(guest.label(), guest.definition().get()));
      }
    }
    return new HostCheckRequest(uris.isEmpty() ? ConnectChoice.uri(arguments, shell) : uris.get(0), folders, checked,
        PolicyChoices.of(arguments, shell, HostProfile.generic()));
  }

  /** Such as {@code xen:/}: the short forms of old have no place for a file. */
  private static boolean isPlainScheme(String argument) {
    return argument.matches("[a-z]{2,20}(?:\\+[a-z0-9]{2,10})?:/[a-z]{0,20}");
  }

  private static @Nullable Path path(String option, @Nullable String given, Shell shell) throws UsageException {
    try {
      return given == null ? null : shell.directory().resolve(given);
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": " + given + " is no path: " + e.getReason());
    }
  }

  /** Returns what went wrong; empty when the file is written. */
  private static String save(HostReport report, Path file, boolean force) {
    String label = Printable.line(file.toString()) + ": error: ";
    if (report.documents().isEmpty()) {
      return label + "Nothing is saved, because libvirt told nothing of the host\n";
    }
    try (AtomicFile out = new AtomicFile(file, false, force)) {
      out.stream().write(report.documents().get().text().getBytes(StandardCharsets.UTF_8));
      out.commit();
      return "";
    } catch (FileAlreadyExistsException e) {
      return label + "The file exists\n    Replace it with --force.\n";
    } catch (IOException e) {
      return label + "The host profile cannot be written: " + IoReason.of(e) + "\n";
    }
  }
}
