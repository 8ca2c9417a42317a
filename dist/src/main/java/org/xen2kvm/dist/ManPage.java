package org.xen2kvm.dist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xen2kvm.cli.shell.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The man page of a command, or of the tool. Written here and not by picocli's generator, whose AsciiDoc takes a Ruby to
 * become a man page.
 *
 * @param name the page's name, such as {@code xen2kvm-convert}
 * @param text the page in the man(7) macros
 */
record ManPage(String name, String text) {
  private static final Comparator<OptionSpec> BY_NAME =
      Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "").toLowerCase(Locale.ROOT));

  /** Returns the pages of the tool and of each of its commands. */
  static List<ManPage> of(CommandSpec tool, String date, String version) {
    List<ManPage> pages = new ArrayList<>();
    pages.add(page(tool, tool, date, version));
    commands(tool).forEach(command -> pages.add(page(command, tool, date, version)));
    return List.copyOf(pages);
  }

  /** Returns a tool's commands in their order. */
  static List<CommandSpec> commands(CommandSpec tool) {
    return tool.subcommands().values().stream().map(command -> command.getCommandSpec()).toList();
  }

  /** Returns a command's options in the order of their names. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden()).sorted(BY_NAME).toList();
  }

  /** Returns what a command does, in one line without a full stop. */
  static String summary(CommandSpec command) {
    String text = String.join(" ", command.usageMessage().description());
    int end = text.indexOf(". ");
    return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
  }

  private static ManPage page(CommandSpec command, CommandSpec tool, String date, String version) {
    String name = pageName(command, tool);
    Roff page = new Roff().title(name, date, tool.name() + ' ' + version);
    page.section("NAME").markup(Roff.escape(name) + " \\- " + Roff.escape(summary(command)));
    page.section("SYNOPSIS").markup(synopsis(command, tool));
    page.section("DESCRIPTION").text(String.join(" ", command.usageMessage().description()));
    for (PositionalParamSpec argument : command.positionalParameters()) {
      page.definition(Roff.italic(argument.paramLabel()), String.join(" ", argument.description()));
    }
    if (command == tool) {
      page.section("COMMANDS");
      for (CommandSpec any : commands(tool)) {
        page.definition(Roff.bold(pageName(any, tool)) + "(1)", String.join(" ", any.usageMessage().description()));
      }
    }
    page.section("OPTIONS");
    for (OptionSpec option : options(command)) {
      page.definition(term(option), String.join(" ", option.description()));
    }
    addFooter(page, command);
    addExitStatus(page);
    if (command == tool) {
      addEnvironment(page);
    }
    page.section("SEE ALSO").markup(commands(tool).stream().map(any -> pageName(any, tool))
        .filter(any -> !any.equals(name)).map(any -> Roff.bold(any) + "(1)")
        .collect(Collectors.joining(", ", command == tool ? "" : Roff.bold(tool.name()) + "(1), ", "")));
    return new ManPage(name, page.toString());
  }

  private static String pageName(CommandSpec command, CommandSpec tool) {
    return command == tool ? tool.name() : tool.name() + '-' + command.name();
  }

  private static String synopsis(CommandSpec command, CommandSpec tool) {
    if (command == tool) {
      return Roff.bold(tool.name()) + ' ' + Roff.italic("COMMAND") + " [" + Roff.italic("OPTION") + "]... ["
          + Roff.italic("ARGUMENT") + "]...";
    }
    StringBuilder synopsis = new StringBuilder(Roff.bold(tool.name() + ' ' + command.name()))
        .append(" [").append(Roff.italic("OPTION")).append("]...");
    for (PositionalParamSpec argument : command.positionalParameters()) {
      synopsis.append(" [").append(Roff.italic(argument.paramLabel())).append("]...");
    }
    return synopsis.toString();
  }

  private static String term(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : Roff.italic(option.paramLabel());
    return Arrays.stream(option.names()).map(name -> {
      String shown = option.negatable() ? name.replaceFirst("^--", "--[no-]") : name;
      return Roff.bold(shown) + (value.isEmpty() ? "" : name.startsWith("--") ? '=' + value : ' ' + value);
    }).collect(Collectors.joining(", "));
  }

  /** Adds what stands below the options: paragraphs, of which the examples are shown as they are. */
  private static void addFooter(Roff page, CommandSpec command) {
    List<String> examples = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String line : command.usageMessage().footer()) {
      if (line.startsWith("  ")) {
        examples.add(line.substring(2));
      } else if (!line.isEmpty() && !line.matches("Examples?:")) {
        words.add(line);
      }
    }
    if (!examples.isEmpty()) {
      page.section("EXAMPLES").verbatim(examples);
    }
    if (!words.isEmpty()) {
      page.section("NOTES").text(String.join(" ", words));
    }
  }

  private static void addExitStatus(Roff page) {
    page.section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      page.definition(Roff.bold(Integer.toString(code.code())), code.meaning());
    }
  }

  private static void addEnvironment(Roff page) {
    page.section("ENVIRONMENT")
        .definition(Roff.bold("LIBVIRT_DEFAULT_URI"), "The KVM host where no --connect names one.")
        .definition(Roff.bold("NO_COLOR"), "No colours, where it is set and --color does not ask for them.")
        .definition(Roff.bold("XDG_STATE_HOME"), "Where those who are not root keep the journals of migrations.")
        .definition(Roff.bold("JAVA_HOME"), "The Java to start with, 17 or newer.")
        .definition(Roff.bold("XEN2KVM_JAVA_OPTIONS"), "Further options for java, split at blanks, such as -Xmx2g.")
        .definition(Roff.bold("XEN2KVM_CACHE"), "The folder of the class-data archive, which makes a start faster.");
  }
}
