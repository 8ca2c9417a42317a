package org.xen2kvm.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Whether definitions are asked of a host, {@code --from}, in the place of files. Stateless. */
public final class FromChoice {
  private FromChoice() {}

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("URI",
        "Takes domains from this host by its libvirt, such as xen+ssh://root@dom0/: arguments are names, * and ? stand for"
            + " letters, none means all. Nothing is changed there.",
        "--from"));
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
