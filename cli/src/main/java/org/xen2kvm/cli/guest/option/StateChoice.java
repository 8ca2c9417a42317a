package org.xen2kvm.cli.guest.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.migration.journal.MigrationStore;
import picocli.CommandLine.Model.CommandSpec;

/** Where migrations are written down. Stateless. */
public final class StateChoice {
  private StateChoice() {}

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("DIR",
        "Where migrations are written down; default: /var/lib/xen2kvm, without root ~/.local/state/xen2kvm.", "--state-dir"));
  }

  /**
   * Returns the migrations of this host.
   *
   * @throws UsageException when the folder is none
   */
  public static MigrationStore store(Arguments arguments, Shell shell) throws UsageException {
    String given = arguments.text("--state-dir");
    try {
      return new MigrationStore(given == null ? standard(shell) : shell.directory().resolve(given), ToolVersion.text());
    } catch (InvalidPathException e) {
      throw new UsageException("--state-dir: " + given + " is no path: " + e.getReason());
    }
  }

  private static Path standard(Shell shell) {
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/var/lib/xen2kvm");
    }
    // XDG Base Directory Specification: a relative path is to be ignored.
    @Nullable String state = shell.environment().get("XDG_STATE_HOME");
    return state != null && state.startsWith("/")
        ? Path.of(state, "xen2kvm") : Path.of(System.getProperty("user.home"), ".local", "state", "xen2kvm");
  }
}
