package org.xen2kvm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.definition.ConvertCommand;
import org.xen2kvm.cli.definition.MergeReportsCommand;
import org.xen2kvm.cli.definition.SurveyCommand;
import org.xen2kvm.cli.guest.ApplianceFactory;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.migration.ApplyCommand;
import org.xen2kvm.cli.migration.CheckCommand;
import org.xen2kvm.cli.migration.CommitCommand;
import org.xen2kvm.cli.migration.InspectCommand;
import org.xen2kvm.cli.migration.MoveCommand;
import org.xen2kvm.cli.migration.PlanCommand;
import org.xen2kvm.cli.migration.RollbackCommand;
import org.xen2kvm.cli.migration.ShowCommand;
import org.xen2kvm.cli.migration.StatusCommand;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.Mode;
import org.xen2kvm.cli.reference.ExplainCommand;
import org.xen2kvm.cli.reference.FixesCommand;
import org.xen2kvm.cli.reference.RulesCommand;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.ArgumentFiles;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Suggestions;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.run.Hosts;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point. The only class that ends the process. */
public final class Main {
  private static final String[] EXAMPLES = {
    "",
    "Examples:",
    "  xen2kvm convert web1.xml > web1-kvm.xml      one definition, to standard output",
    "  virsh -c xen:/// dumpxml --inactive web1 | xen2kvm convert -",
    "  xen2kvm convert /etc/xen -o kvm/             every definition below a directory, xl's or libvirt's",
    "  xen2kvm convert --from xen+ssh://root@dom0/ web1 > web1.xml",
    "  xen2kvm diff web1.xml | less                 what would change",
    "  xen2kvm validate exports/                    what would be refused, and why",
    "  xen2kvm survey exports/                      what they all need before anything is done",
    "  xen2kvm check qemu:///system                 whether the KVM host is ready",
    "  xen2kvm inspect disk.img                     what is inside a guest's disk",
    "  xen2kvm plan web1.xml -o plans/              all that a migration would do, to review",
    "  xen2kvm apply plans/web1.plan.json           exactly that, in overlays",
    "  xen2kvm move web1 qemu+ssh://kvm2/system     to another KVM host, live when it runs",
    "  xen2kvm explain disk-bus-pv                  what a rule or a fix does and why",
  };

  private Main() {}

  /** Runs the tool and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, Shell.ofProcess()));
  }

  /**
   * Runs the tool in the current directory with the given streams, none of them a terminal, and returns its exit code.
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return run(args, new Shell(Path.of(""), in, out, err, false, false, false));
  }

  /** Runs the tool and returns its exit code. Standard output is flushed. */
  static int run(String[] args, Shell shell) {
    return run(args, shell, Appliances::libguestfs, Hosts.libvirt());
  }

  /** Runs the tool with what opens guests' disks and KVM hosts, and returns its exit code. */
  static int run(String[] args, Shell shell, ApplianceFactory appliances, Hosts hosts) {
    ExitCode code;
    try {
      code = dispatch(args, shell, appliances, hosts);
    } catch (IOException e) {
      shell.err().print("xen2kvm: error: " + SecretMask.mask(IoReason.of(e)) + "\n");
      code = ExitCode.FAILED;
    }
    shell.err().flush();
    return code.code();
  }

  private static ExitCode dispatch(String[] args, Shell shell, ApplianceFactory appliances, Hosts hosts)
      throws IOException {
    String told = "xen2kvm";
    try {
      List<String> arguments = ArgumentFiles.expand(args, shell.directory());
      List<Command> commands = commands(appliances, hosts);
      Command command = arguments.isEmpty() ? null : find(commands, arguments.get(0));
      if (command != null) {
        told = "xen2kvm " + arguments.get(0);
        return run(command, arguments, shell);
      }
      ExitCode code = runNone(commands, arguments, shell);
      shell.out().flush();
      return code;
    } catch (UsageException e) {
      shell.out().flush();
      shell.err().print(SecretMask.mask(e.told(told)));
      return ExitCode.USAGE;
    }
  }

  private static List<Command> commands(ApplianceFactory appliances, Hosts hosts) {
    return List.of(
        new ConvertCommand(Mode.CONVERT, hosts), new ConvertCommand(Mode.DIFF, hosts),
        new ConvertCommand(Mode.VALIDATE, hosts), new SurveyCommand(hosts), new InspectCommand(appliances),
        new PlanCommand(appliances, hosts),
        new ApplyCommand(appliances, hosts), new CommitCommand(appliances, hosts), new RollbackCommand(appliances, hosts),
        new MergeReportsCommand(), new StatusCommand(), new MoveCommand(hosts), new ShowCommand(),
        new CheckCommand(appliances, hosts), new RulesCommand(), new FixesCommand(), new ExplainCommand());
  }

  private static @Nullable Command find(List<Command> commands, String name) {
    for (Command command : commands) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }

  private static ExitCode run(Command command, List<String> arguments, Shell shell) throws UsageException, IOException {
    // Only the command that is wanted is declared: the others would cost start-up time.
    CommandLine tool = new CommandLine(root(List.of(command)));
    ParseResult parsed = parse(tool, arguments).subcommand();
    if (parsed.isUsageHelpRequested()) {
      shell.print(usage(parsed.commandSpec().commandLine()));
      shell.out().flush();
      return ExitCode.DONE;
    }
    Arguments given = new Arguments(parsed);
    MessageChoices told = MessageChoices.of(given, shell);
    try {
      ExitCode code = command.run(given, shell);
      shell.out().flush();
      return code;
    } catch (IOException e) {
      told.plainLine(shell).message("xen2kvm: error: " + IoReason.of(e) + "\n" + (told.isVerbose() ? Failure.causes(e) : ""));
      return ExitCode.FAILED;
    }
  }

  private static ExitCode runNone(List<Command> commands, List<String> arguments, Shell shell)
      throws UsageException, IOException {
    if (arguments.isEmpty()) {
      shell.err().print(usage(new CommandLine(root(commands))));
      return ExitCode.USAGE;
    }
    String first = arguments.get(0);
    if (!first.startsWith("-")) {
      List<String> names = new ArrayList<>();
      for (Command command : commands) {
        names.add(command.name());
      }
      throw new UsageException("There is no command " + first + Suggestions.didYouMean(first, names));
    }
    CommandLine tool = new CommandLine(root(commands));
    ParseResult parsed = parse(tool, arguments);
    if (parsed.isVersionHelpRequested()) {
      shell.print("xen2kvm " + ToolVersion.text() + "\n");
      return ExitCode.DONE;
    }
    if (parsed.isUsageHelpRequested()) {
      shell.print(usage(tool));
      return ExitCode.DONE;
    }
    throw new UsageException("The command comes first: xen2kvm COMMAND [OPTION]...");
  }

  private static ParseResult parse(CommandLine tool, List<String> arguments) throws UsageException {
    tool.setExpandAtFiles(false).setAbbreviatedOptionsAllowed(false);
    try {
      return tool.parseArgs(arguments.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the whole command line as a value: what man pages and shell completion are made of. */
  public static CommandSpec commandLine() {
    return root(commands(Appliances::libguestfs, Hosts.libvirt()));
  }

  /** Returns the tool's own options with some commands; with all of them, what help is made of. */
  private static CommandSpec root(List<Command> commands) {
    CommandSpec root = Options.command("xen2kvm", "Takes Xen guests to KVM: every change explained.");
    root.addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("Shows the version.").build());
    Map<String, String> exits = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      exits.put(Integer.toString(code.code()), code.meaning());
    }
    root.usageMessage().footer(EXAMPLES).synopsisSubcommandLabel("COMMAND")
        .exitCodeListHeading("%nExit codes:%n").exitCodeList(exits);
    for (Command command : commands) {
      root.addSubcommand(command.name(), command.spec());
    }
    return root;
  }

  private static String usage(CommandLine command) {
    StringWriter text = new StringWriter();
    command.usage(new PrintWriter(text), Ansi.OFF);
    return text.toString();
  }
}
