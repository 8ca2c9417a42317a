package org.xen2kvm.cli.reference;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.report.RulesJson;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Color;
import org.xen2kvm.cli.text.Table;
import org.xen2kvm.converter.rule.RuleDescriptor;
import picocli.CommandLine.Model.CommandSpec;

/** Lists the catalogue, in the order in which rules run. */
public final class RulesCommand implements Command {
  @Override
  public String name() {
    return "rules";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Lists all rules, in the order in which they run.");
    spec.addOption(Options.value("text|json", "The form of the list; default: text.", "--format"));
    MessageChoices.addTo(spec, "what explain tells of each");
    spec.usageMessage().footer("", "Examples:", "  xen2kvm rules", "  xen2kvm rules --format json");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    String format = arguments.text("--format");
    shell.print(text(format, PolicyChoices.descriptors(), MessageChoices.of(arguments, shell)));
    return ExitCode.DONE;
  }

  private static String text(@Nullable String format, List<RuleDescriptor> rules, MessageChoices told) throws UsageException {
    if (format == null || format.equals("text")) {
      return told.isVerbose()
          ? String.join("\n", rules.stream().map(rule -> ExplainCommand.text(rule, told.colorsOutput())).toList())
          : table(rules, told.colorsOutput());
    }
    if (format.equals("json")) {
      return RulesJson.text(rules);
    }
    throw new UsageException("--format: " + format + " is none of text, json");
  }

  private static String table(List<RuleDescriptor> rules, boolean color) {
    Table table = new Table();
    for (RuleDescriptor rule : rules) {
      table.row(color ? Color.BOLD : null, rule.id().value(), rule.phase().name().toLowerCase(Locale.ROOT), rule.activation().word(), rule.title());
    }
    return table.text();
  }
}
