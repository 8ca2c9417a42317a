package org.xen2kvm.cli.shell;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One command. Its options are declared as values, not by annotations on fields: that spares the reflection on every
 * start, and a command has no state.
 */
public interface Command {
  /** Returns the word that calls it. */
  String name();

  /** Returns its name, description and options. */
  CommandSpec spec();

  /**
   * Runs it.
   *
   * @throws UsageException when the arguments are wrong
   * @throws IOException when standard output or a report cannot be written
   */
  ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException;
}
