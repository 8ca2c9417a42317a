package org.xen2kvm.dist;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Zsh's completion function, with a description of each command and option. Stateless. */
final class ZshCompletion {
  private ZshCompletion() {}

  /** Returns the text of the file {@code _xen2kvm}. */
  static String of(CommandSpec tool) {
    StringBuilder text = new StringBuilder("#compdef " + tool.name() + "\n\n");
    text.append("local curcontext=$curcontext state line\nlocal -A opt_args\nlocal -a commands\n\ncommands=(\n");
    for (CommandSpec command : ManPage.commands(tool)) {
      text.append("  ").append(quoted(command.name() + ':' + ManPage.summary(command).replace(":", "\\:"))).append('\n');
    }
    text.append(")\n\n_arguments -C \\\n");
    ManPage.options(tool).forEach(option -> text.append("  ").append(option(option)).append(" \\\n"));
    text.append("  '1:command:->command' \\\n  '*::argument:->argument' && return 0\n\n");
    text.append("case $state in\n  command)\n    _describe -t commands command commands\n    ;;\n  argument)\n");
    text.append("    curcontext=${curcontext%:*}-$line[1]:\n    case $line[1] in\n");
    for (CommandSpec command : ManPage.commands(tool)) {
      text.append("      ").append(command.name()).append(")\n        _arguments -s -S");
      ManPage.options(command).forEach(option -> text.append(" \\\n          ").append(option(option)));
      for (PositionalParamSpec argument : command.positionalParameters()) {
        text.append(" \\\n          ").append(quoted("*:" + label(argument) + ':' + action(argument)));
      }
      text.append("\n        ;;\n");
    }
    return text.append("    esac\n    ;;\nesac\n").toString();
  }

  /** An option that may be given once shuts out its other names; one that may be repeated shuts out nothing. */
  private static String option(OptionSpec option) {
    boolean withValue = option.arity().max() > 0;
    String[] names = option.negatable()
        ? new String[] {option.longestName(), option.longestName().replaceFirst("^--", "--no-")} : option.names();
    String meaning = '[' + escaped(summary(option)) + ']'
        + (withValue ? ':' + label(option) + ':' + action(option) : "");
    boolean repeated = option.isMultiValue();
    String before = repeated ? "*" : names.length > 1 ? '(' + String.join(" ", names) + ')' : "";
    String spelled = Arrays.stream(names)
        .map(name -> name + (!withValue ? "" : name.startsWith("--") ? "=" : "+")).collect(Collectors.joining(","));
    return names.length == 1
        ? quoted(before + spelled + meaning)
        : (before.isEmpty() ? "" : quoted(before)) + '{' + spelled + '}' + quoted(meaning);
  }

  private static String summary(OptionSpec option) {
    String text = String.join(" ", option.description());
    int end = text.indexOf(". ");
    return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
  }

  private static String label(ArgSpec argument) {
    return escaped(argument.paramLabel().replaceAll("[\\[\\]]", ""));
  }

  /** Files where the label tells of any, and words where it lists them; the rest is the user's to know. */
  private static String action(ArgSpec argument) {
    String label = argument.paramLabel();
    return FileValue.isFolder(label) ? "_files -/" : FileValue.isFile(label) ? "_files"
        : WordValue.isOne(label) ? '(' + WordValue.words(label) + ')' : " ";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return '\'' + text.replace("'", "'\\''") + '\'';
  }
}
