package org.xen2kvm.dist;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Bash's completion function. Not picocli's, which gives the names of files to {@code compgen -W}: that expands them, so that the
 * tabulator key would run the command in a file's name. Here it gets words of the tool's own alone. Stateless.
 */
final class BashCompletion {
  private BashCompletion() {}

  /** Returns the text of the script. */
  static String of(CommandSpec tool) {
    StringBuilder cases = new StringBuilder();
    cases.append("    '')\n      words='")
        .append(Stream.concat(ManPage.commands(tool).stream().map(CommandSpec::name), names(tool, option -> true))
            .collect(Collectors.joining(" ")))
        .append("'\n      ;;\n");
    for (CommandSpec command : ManPage.commands(tool)) {
      cases.append("    ").append(command.name()).append(")\n");
      assign(cases, "words", names(command, option -> true));
      assign(cases, "folders", names(command, option -> hasValue(option) && FileValue.isFolder(option.paramLabel())));
      assign(cases, "files", names(command, option -> hasValue(option) && FileValue.isFile(option.paramLabel())));
      assign(cases, "others", names(command, option -> hasValue(option) && !FileValue.isFile(option.paramLabel())
          && !FileValue.isFolder(option.paramLabel())));
      ManPage.options(command).stream().filter(option -> WordValue.isOne(option.paramLabel())).forEach(option -> cases
          .append("      [[ ' ").append(String.join(" ", option.names())).append(" ' == *\" $option \"* ]] && values='")
          .append(WordValue.words(option.paramLabel())).append("'\n"));
      if (command.positionalParameters().stream().anyMatch(argument -> FileValue.isFile(argument.paramLabel()))) {
        cases.append("      operands=files\n");
      }
      cases.append("      ;;\n");
    }
    return """
        # shellcheck shell=bash
        # Completes the command line of %1$s. Made from its commands.

        _%1$s() {
          local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command='' i
          local words='' folders='' files='' others='' operands='' values=''
          COMPREPLY=()
          # Readline takes --option=value for three words.
          if [[ $word == = ]]; then
            word=''
          elif [[ $option == = ]]; then
            option=${COMP_WORDS[COMP_CWORD - 2]}
          fi
          for ((i = 1; i < COMP_CWORD; i++)); do
            [[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }
          done
          case $command in
        %2$s  esac
          [[ $values ]] && { mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word"); return; }
          case " $folders " in *" $option "*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;; esac
          case " $files " in *" $option "*) operands=files words='' ;; esac
          case " $others " in *" $option "*) return ;; esac
          if [[ $words && ($word == -* || ! $command) ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
          elif [[ $operands ]]; then
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
          fi
        }

        complete -F _%1$s %1$s
        """.formatted(tool.name(), cases);
  }

  private static void assign(StringBuilder cases, String variable, Stream<String> names) {
    String value = names.collect(Collectors.joining(" "));
    if (!value.isEmpty()) {
      cases.append("      ").append(variable).append("='").append(value).append("'\n");
    }
  }

  private static boolean hasValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  private static Stream<String> names(CommandSpec command, Predicate<OptionSpec> wanted) {
    return ManPage.options(command).stream().filter(wanted).flatMap(option -> option.negatable()
        ? Stream.of(option.longestName(), option.longestName().replaceFirst("^--", "--no-"))
        : Arrays.stream(option.names()));
  }
}
