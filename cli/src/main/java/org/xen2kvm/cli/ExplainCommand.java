package org.xen2kvm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.Options;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.Suggestions;
import org.xen2kvm.cli.option.UsageException;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what one rule or fix does, why, and how we know. */
final class ExplainCommand implements Command {
  private static final int WIDTH = 90;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Tells what a rule or a fix does, why, and where the knowledge comes from.");
    spec.addPositional(Options.positionals("ID",
        "The id of a rule or fix, as xen2kvm rules and fixes list it and as messages end with it."));
    spec.usageMessage().footer("", "Example:", "  xen2kvm explain refuse-doctype");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    List<String> ids = arguments.positionals();
    if (ids.size() != 1) {
      throw new UsageException("Name one rule or fix; xen2kvm rules and xen2kvm fixes list them all");
    }
    String id = ids.get(0);
    List<String> known = new ArrayList<>();
    for (RuleDescriptor rule : PolicyChoices.descriptors()) {
      if (rule.id().value().equals(id)) {
        shell.print(text(rule));
        return ExitCode.DONE;
      }
      known.add(rule.id().value());
    }
    for (Fix fix : FixCatalog.builtIn().all()) {
      if (fix.descriptor().id().value().equals(id)) {
        shell.print(text(fix.descriptor()));
        return ExitCode.DONE;
      }
      known.add(fix.descriptor().id().value());
    }
    throw new UsageException("There is no rule and no fix " + id + Suggestions.didYouMean(id, known));
  }

  private static String text(RuleDescriptor rule) {
    StringBuilder out = new StringBuilder();
    out.append(rule.id().value()).append('\n');
    out.append(rule.title()).append("\n\n");
    wrap(out, rule.description());
    out.append("\nPhase:   ").append(rule.phase().name().toLowerCase(Locale.ROOT)).append('\n');
    out.append("Runs:    ").append(switch (rule.activation()) {
      case ALWAYS -> "always; no policy can switch it off";
      case DEFAULT_ON -> "unless a policy or --disable switches it off";
      case DEFAULT_OFF -> "only when a policy or --enable asks for it";
      case FOR_MIGRATION -> rule.phase() == Phase.VERIFY
          ? "with --for-live-migration, or validate --migratable, or when a policy or --enable asks for it"
          : "with --for-live-migration, or when a policy or --enable asks for it";
    }).append('\n');
    sources(out, rule.sources());
    return out.append("Page:    docs/rules/").append(rule.id().value()).append(".md\n").toString();
  }

  private static String text(FixDescriptor fix) {
    StringBuilder out = new StringBuilder();
    out.append(fix.id().value()).append('\n');
    out.append(fix.title()).append("\n\n");
    wrap(out, fix.description());
    out.append("\nRuns:    inside a guest's disks, unless --skip-fix leaves it out\n");
    sources(out, fix.sources());
    return out.append("Page:    docs/fixes/").append(fix.id().value()).append(".md\n").toString();
  }

  private static void sources(StringBuilder out, List<String> sources) {
    String label = "Sources: ";
    for (String source : sources) {
      out.append(label).append(source).append('\n');
      label = "         ";
    }
  }

  /** Appends a text in lines of limited width; its own line ends are kept. */
  private static void wrap(StringBuilder out, String text) {
    for (String line : text.split("\n", -1)) {
      int column = 0;
      for (String word : line.split(" ", -1)) {
        if (column > 0 && column + 1 + word.length() > WIDTH) {
          out.append('\n');
          column = 0;
        } else if (column > 0) {
          out.append(' ');
          column++;
        }
        out.append(word);
        column += word.length();
      }
      out.append('\n');
    }
  }
}
