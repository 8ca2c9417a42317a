package org.xen2kvm.cli.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.batch.AfterConversion;
import org.xen2kvm.cli.progress.CopyProgress;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.copy.CopyOptions;
import org.xen2kvm.migration.copy.DiskCopies;
import org.xen2kvm.migration.disk.DiskCheck;
import org.xen2kvm.migration.progress.ApplyListener;
import picocli.CommandLine.Model.CommandSpec;

/** What is done with the disks that converted definitions name: nothing, or they are looked at, or copied. Stateless. */
public final class DiskChoices {
  private DiskChoices() {}

  /** Copies disks; what the definition will be is known before. */
  private record Copying(DiskCopies copies, CopyProgress progress) implements AfterConversion {
    @Override
    public ConversionResult apply(ConversionResult result, ApplyListener listener) {
      return progress.during(result.name(), listener, () -> copies.copy(result));
    }

    @Override
    public Optional<ConversionResult> rehearse(ConversionResult result) {
      return Optional.of(copies.rehearse(result));
    }

    @Override
    public boolean isResumed() {
      return true;
    }
  }

  /** Adds the options. */
  public static void addTo(CommandSpec spec, Mode mode) {
    spec.addOption(Options.flag(
        "Looks at the disks on this host: missing, in use, of another format than declared; refuses what cannot start with them.",
        "--check-disks"));
    if (mode != Mode.VALIDATE) {
      spec.addOption(Options.flag(
          "Copies each disk into the folder of --disk-dir, compares it, and lets the definition name the copy. What was"
              + " interrupted goes on when it is run again. The disks themselves are only read.",
          "--copy"));
      spec.addOption(Options.value("DIR", "Where --copy makes copies.", "--disk-dir"));
      spec.addOption(Options.value("raw|qcow2",
          "The format of copies; default: as the disk is, and qcow2 where that is neither. Media and"
              + " shareable disks are always raw.",
          "--disk-format"));
    }
  }

  /**
   * Returns what is done with each conversion.
   *
   * @param wanted what this run does; a diff says what would be copied
   * @throws UsageException when the options do not go together
   */
  public static AfterConversion of(Arguments arguments, Mode wanted, boolean force, CopyProgress progress, Shell shell)
      throws UsageException {
    String folder = arguments.text("--disk-dir");
    String format = arguments.text("--disk-format");
    if (!arguments.flag("--copy")) {
      if (folder != null || format != null) {
        throw new UsageException((folder != null ? "--disk-dir" : "--disk-format")
            + " goes only with --copy: without it disks stay where they are");
      }
      DiskCheck check = new DiskCheck(new QemuImg());
      return arguments.flag("--check-disks") ? (result, listener) -> check.check(result) : AfterConversion.NOTHING;
    }
    if (folder == null) {
      throw new UsageException("--copy: name the folder for the copies with --disk-dir DIR");
    }
    CopyOptions options = new CopyOptions(path(folder, shell), format(format), force, wanted == Mode.DIFF);
    return new Copying(new DiskCopies(new QemuImg(), options, progress), progress);
  }

  private static Path path(String folder, Shell shell) throws UsageException {
    try {
      return shell.directory().resolve(folder);
    } catch (InvalidPathException e) {
      throw new UsageException("--disk-dir: " + folder + " is no path: " + e.getReason());
    }
  }

  private static Optional<DiskFormat> format(@Nullable String format) throws UsageException {
    if (format == null) {
      return Optional.empty();
    }
    return Optional.of(switch (format) {
      case "raw" -> DiskFormat.RAW;
      case "qcow2" -> DiskFormat.QCOW2;
      default -> throw new UsageException("--disk-format: " + format + " is none of raw, qcow2");
    });
  }
}
