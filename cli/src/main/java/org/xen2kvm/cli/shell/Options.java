package org.xen2kvm.cli.shell;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declares options in one line each. Stateless. */
public final class Options {
  private Options() {}

  /** Returns a new command with {@code --help}. */
  public static CommandSpec command(String name, String description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description).width(100).abbreviateSynopsis(true);
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this help.").build());
  }

  /** Returns a switch. */
  public static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(description).build();
  }

  /** Returns a switch that is on, and that {@code --no-…} turns off. */
  public static OptionSpec onFlag(String description, String name) {
    return OptionSpec.builder(name)
        .type(boolean.class).arity("0").negatable(true).defaultValue("true").fallbackValue("true")
            .description(description)
        .build();
  }

  /** Returns an option with one value. */
  public static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names).paramLabel(label).type(String.class).arity("1").description(description).build();
  }

  /** Returns an option that may be repeated. */
  public static OptionSpec values(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .paramLabel(label).type(List.class).auxiliaryTypes(String.class).arity("1").description(description).build();
  }

  /** Returns the positional arguments. */
  public static PositionalParamSpec positionals(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*").arity("0..*").paramLabel(label).type(List.class).auxiliaryTypes(String.class)
            .description(description)
        .build();
  }
}
