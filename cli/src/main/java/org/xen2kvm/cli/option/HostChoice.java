package org.xen2kvm.cli.option;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.OptionFile;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileException;
import org.xen2kvm.converter.host.HostProfileParser;
import picocli.CommandLine.Model.CommandSpec;

/** The KVM host: what the files say that {@code --host} names, or a generic one. Stateless. */
public final class HostChoice {
  private HostChoice() {}

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.values(
        "FILE", "What check --save wrote, or virsh domcapabilities or capabilities says on the KVM host; may be repeated.",
        "--host"));
  }

  /**
   * Returns the host.
   *
   * @throws UsageException when a file cannot be read or is none of the kind
   */
  public static HostProfile of(Arguments arguments, Shell shell) throws UsageException {
    List<String> files = arguments.texts("--host");
    if (files.isEmpty()) {
      return HostProfile.generic();
    }
    List<String> documents = new ArrayList<>();
    for (String file : files) {
      documents.add(OptionFile.read("--host", file, shell));
    }
    try {
      return HostProfileParser.parse(files.get(0), documents);
    } catch (HostProfileException e) {
      throw UsageException.inFile(told(files.get(e.document()), e), e);
    }
  }

  private static String told(String file, HostProfileException problem) {
    String place = problem.line() > 0 ? file + ":" + problem.line() + ":" + problem.column() : file;
    return place + ": error: " + problem.getMessage() + "\n    " + problem.advice();
  }
}
