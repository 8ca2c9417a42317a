package org.xen2kvm.cli.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The parsed arguments of one command, by option name. Immutable. */
public final class Arguments {
  private final ParseResult parsed;

  public Arguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** Returns the word that called the command. */
  public String command() {
    return parsed.commandSpec().name();
  }

  /**
   * Returns whether a switch is on: because it was given, or because it is unless negated. False when there is no such
   * switch.
   */
  public boolean flag(String option) {
    OptionSpec spec = parsed.commandSpec().findOption(option);
    return spec != null && Boolean.TRUE.equals(spec.getValue());
  }

  /** Returns whether an option was given, with whatever value. */
  public boolean isGiven(String option) {
    return parsed.hasMatchedOption(option);
  }

  /** Returns the value of an option that may be given once, or null. */
  public @Nullable String text(String option) {
    return parsed.matchedOptionValue(option, (String) null);
  }

  /** Returns the values of an option that may be repeated, in order. */
  public List<String> texts(String option) {
    return parsed.matchedOptionValue(option, List.<String>of());
  }

  /** Returns the positional arguments. */
  public List<String> positionals() {
    return parsed.matchedPositionalValue(0, List.<String>of());
  }

  /**
   * Returns the value of an option as a number, or null.
   *
   * @throws UsageException when it is none in that range
   */
  public @Nullable Integer number(String option, int least, int most) throws UsageException {
    String text = text(option);
    if (text == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException(option + ": " + text + " is no number from " + least + " to " + most);
  }

  /**
   * Returns the constant whose lower-case name an option's value is, or null.
   *
   * @throws UsageException when it is none of them
   */
  public <E extends Enum<E>> @Nullable E choice(String option, E[] constants) throws UsageException {
    String text = text(option);
    if (text == null) {
      return null;
    }
    for (E constant : constants) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    StringBuilder words = new StringBuilder();
    for (E constant : constants) {
      words.append(words.length() == 0 ? "" : ", ").append(word(constant));
    }
    throw new UsageException(option + ": " + text + " is none of " + words);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
