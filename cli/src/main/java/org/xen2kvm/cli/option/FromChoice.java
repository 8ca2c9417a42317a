package org.xen2kvm.cli.option;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Sources;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.source.LiveDomains;
import picocli.CommandLine.Model.CommandSpec;

/** Whether definitions are asked of a host, {@code --from}, in the place of files. Stateless. */
public final class FromChoice {
  private FromChoice() {}

  /** What a command does with definitions. */
  public interface Work {
    ExitCode with(Sources sources) throws UsageException, IOException;
  }

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("URI",
        "Takes domains from this host by its libvirt, such as xen+ssh://root@dom0/: arguments are names, * and ? stand for"
            + " letters, none means all. Nothing is changed there.",
        "--from"));
  }

  /**
   * Does a command's work on what its arguments name; a host is connected to as long as that takes. One that does not answer
   * is told.
   *
   * @throws UsageException when the arguments name nothing, or standard input twice
   */
  public static ExitCode run(Arguments arguments, Shell shell, Hosts hosts, Work work) throws UsageException, IOException {
    List<String> names = arguments.positionals();
    String uri = uri(arguments);
    if (uri == null) {
      if (names.isEmpty()) {
        throw new UsageException("Name what to read: files, directories, or - for standard input");
      }
      if (Collections.frequency(names, "-") > 1) {
        throw new UsageException("Standard input (-) can be read only once");
      }
      return work.with(new Sources(shell.directory(), names, null));
    }
    try (LiveDomains host = LiveDomains.of(uri, hosts)) {
      return work.with(new Sources(shell.directory(), names, host));
    } catch (MigrationException e) {
      MessageChoices told = MessageChoices.of(arguments, shell);
      told.plainLine(shell).message(Printable.line(uri) + ": error: " + Printable.line(String.valueOf(e.getMessage())) + "\n"
          + (e.advice().isEmpty() ? "" : "    " + Printable.line(e.advice()) + "\n")
          + (told.isVerbose() ? Failure.causes(e) : ""));
      return ExitCode.FAILED;
    }
  }

  /**
   * Returns libvirt's URI of the host; null when files are read.
   *
   * @throws UsageException when the value is none
   */
  public static @Nullable String uri(Arguments arguments) throws UsageException {
    String uri = arguments.text("--from");
    if (uri != null && !uri.contains(":/")) {
      throw new UsageException("--from: " + uri + " is no URI of a host, such as xen+ssh://root@dom0/");
    }
    return uri;
  }
}
