package org.xen2kvm.cli.input;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.migration.source.LiveDomains;

/**
 * Where definitions come from: files, folders and standard input, or a host.
 *
 * @param directory what relative arguments are relative to
 * @param arguments paths, or names of the host's domains
 * @param host null when files are read
 */
public record Sources(Path directory, List<String> arguments, @Nullable LiveDomains host) {
  /** Returns whether the arguments can only ever name one definition; otherwise the run is a batch. */
  public boolean isSingle() {
    return host == null ? Inputs.isSingle(directory, arguments) : LiveInputs.isSingle(arguments);
  }

  /**
   * Returns the inputs, found only when asked for.
   *
   * @param outputFolder a folder to pass over, because this run writes into it; null when there is none
   */
  public Iterator<Input> inputs(@Nullable Path outputFolder) {
    return host == null ? new Inputs(directory, arguments, outputFolder) : LiveInputs.of(host, arguments);
  }
}
