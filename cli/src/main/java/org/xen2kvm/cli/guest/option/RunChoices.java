package org.xen2kvm.cli.guest.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.xen2kvm.cli.option.ConnectChoice;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import picocli.CommandLine.Model.CommandSpec;

/** What the options say of the domain on its host. Stateless. */
public final class RunChoices {
  /** A guest on KVM is up within one; emulated, or checking its filesystems, it takes some. */
  private static final int LIMIT_SECONDS = 300;

  private static final int LONGEST_SECONDS = 86_400;
  private static final List<BootProof> PROOFS = List.of(BootProof.named("login"), BootProof.named("agent"));

  private RunChoices() {}

  /** Declares the options. */
  public static void addTo(CommandSpec spec) {
    ConnectChoice.addTo(spec);
    spec.addOption(Options.value("URI", "The same as --connect, for another host than this one.", "--target"));
    spec.addOption(Options.flag(
        "Copies the guest's disks, fixed here, into a storage pool of the target and reads them back.", "--copy"));
    spec.addOption(Options.value("NAME", "The target's storage pool for --copy; default: default.", "--pool"));
    spec.addOption(Options.flag("Makes files only: nothing is defined on a host.", "--no-define"));
    spec.addOption(Options.flag("Defines the domain and leaves it off.", "--no-start"));
    spec.addOption(Options.flag("Starts the domain with its processors standing still.", "--paused"));
    spec.addOption(Options.flag("Lets the host start the domain with itself from then on.", "--autostart"));
    spec.addOption(Options.values("PROOF",
        "What proves that the guest is up: login, serial=TEXT, agent, lease or port=N; may be repeated, any one will do;"
            + " default: login and agent.", "--proof"));
    spec.addOption(Options.value("SECONDS", "How long it may take until it is up; default: 300.", "--boot-limit"));
  }

  /**
   * Returns what is done with a domain; empty when only files are made.
   *
   * @throws UsageException when choices are none, or contradict each other
   */
  public static Optional<RunPlan> of(Arguments arguments, Shell shell) throws UsageException {
    List<BootProof> proofs = new ArrayList<>();
    for (String text : arguments.texts("--proof")) {
      try {
        proofs.add(BootProof.named(text));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--proof: " + e.getMessage());
      }
    }
    Integer limit = arguments.number("--boot-limit", 1, LONGEST_SECONDS);
    Mode mode = mode(arguments).orElse(Mode.START);
    if (arguments.flag("--no-define")) {
      for (String option : List.of("--no-start", "--paused", "--autostart", "--copy")) {
        if (arguments.flag(option)) {
          throw new UsageException("--no-define leaves nothing for " + option);
        }
      }
      return Optional.empty();
    }
    return Optional.of(new RunPlan(uri(arguments, shell), mode, arguments.flag("--autostart"),
        proofs.isEmpty() ? PROOFS : proofs, limit == null ? LIMIT_SECONDS : limit, pool(arguments)));
  }

  private static String uri(Arguments arguments, Shell shell) throws UsageException {
    String target = arguments.text("--target");
    if (target != null && arguments.text("--connect") != null) {
      throw new UsageException("--connect and --target name the same host twice");
    }
    return target == null ? ConnectChoice.uri(arguments, shell) : target;
  }

  private static Optional<String> pool(Arguments arguments) throws UsageException {
    String pool = arguments.text("--pool");
    if (!copies(arguments)) {
      if (pool != null) {
        throw new UsageException("--pool is where --copy puts the disks");
      }
      return Optional.empty();
    }
    if (arguments.text("--target") == null) {
      throw new UsageException("--copy needs the host that gets the disks: --target URI");
    }
    return Optional.of(pool == null ? "default" : pool);
  }

  /** Returns whether disks are copied to the host. */
  public static boolean copies(Arguments arguments) {
    return arguments.flag("--copy");
  }

  private static Optional<Mode> mode(Arguments arguments) throws UsageException {
    boolean off = arguments.flag("--no-start");
    boolean paused = arguments.flag("--paused");
    if (off && paused) {
      throw new UsageException("--no-start and --paused contradict each other");
    }
    return off ? Optional.of(Mode.DEFINE) : paused ? Optional.of(Mode.PAUSED) : Optional.empty();
  }

  /**
   * Returns what makes less of what plans have decided: they are applied with it.
   *
   * @throws UsageException when an option asks for something else than less
   */
  public static UnaryOperator<Optional<RunPlan>> narrowing(Arguments arguments) throws UsageException {
    for (String option : List.of("--connect", "--target", "--pool", "--boot-limit")) {
      if (arguments.text(option) != null) {
        throw new UsageException(option + ": the plan has decided that; plan again to decide otherwise");
      }
    }
    if (!arguments.texts("--proof").isEmpty() || arguments.flag("--autostart") || copies(arguments)) {
      throw new UsageException("--proof, --autostart, --copy: the plan has decided that; plan again to decide otherwise");
    }
    Optional<Mode> mode = mode(arguments);
    return arguments.flag("--no-define") ? planned -> Optional.empty()
        : planned -> planned.map(run -> mode.isPresent() && run.mode() != Mode.DEFINE ? run.in(mode.get()) : run);
  }
}
