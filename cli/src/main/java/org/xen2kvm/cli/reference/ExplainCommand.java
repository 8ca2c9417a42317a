package org.xen2kvm.cli.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Color;
import org.xen2kvm.cli.text.Suggestions;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.migration.failure.FailureCatalog;
import org.xen2kvm.migration.failure.KnownFailure;
import org.xen2kvm.migration.notice.Notice;
import org.xen2kvm.migration.notice.NoticeCatalog;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what is behind the id that a message ends with: what a rule or fix does, what a check looks at, why, and how we know. */
public final class ExplainCommand implements Command {
  private static final int WIDTH = 90;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Tells what a rule or a fix does, why, and where the knowledge comes from; or what is known of a failure.");
    spec.addPositional(Options.positionals("ID",
        "The id that a message ends with, or that of a failure, or an exit code; xen2kvm rules and fixes list theirs."));
    MessageChoices.addTo(spec);
    spec.usageMessage().footer("", "Examples:", "  xen2kvm explain refuse-doctype", "  xen2kvm explain $?                           what the command before exited with");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    List<String> ids = arguments.positionals();
    if (ids.size() != 1) {
      throw new UsageException("Name one rule, fix or failure; xen2kvm rules and xen2kvm fixes list theirs");
    }
    String id = ids.get(0);
    // A rule and a check of hosts may have one id: both look at the same thing, and the reader wants what is known of it.
    Map<String, List<String>> known = known(MessageChoices.of(arguments, shell).colorsOutput());
    List<String> texts = known.get(id);
    if (texts == null) {
      throw new UsageException("There is no rule, no fix, no notice and no known failure " + id
          + Suggestions.didYouMean(id, List.copyOf(known.keySet())));
    }
    shell.print(String.join("\n", texts));
    return ExitCode.DONE;
  }

  private static Map<String, List<String>> known(boolean color) {
    Map<String, List<String>> known = new LinkedHashMap<>();
    for (RuleDescriptor rule : PolicyChoices.descriptors()) {
      add(known, rule.id().value(), text(rule, color));
    }
    for (Fix fix : FixCatalog.builtIn().all()) {
      add(known, fix.descriptor().id().value(), text(fix.descriptor(), color));
    }
    for (KnownFailure failure : FailureCatalog.all()) {
      add(known, failure.id(), text(failure, color));
    }
    for (Notice notice : NoticeCatalog.all()) {
      add(known, notice.id(), text(notice, color));
    }
    for (ExitCode code : ExitCode.values()) {
      add(known, Integer.toString(code.code()),
          Color.BOLD.paint("exit code " + code.code(), color) + "\n" + code.meaning() + "\n\nIn reports: " + code.word() + "\nPage:    docs/exit-codes.md\n");
    }
    return known;
  }

  private static void add(Map<String, List<String>> known, String id, String text) {
    known.computeIfAbsent(id, none -> new ArrayList<>()).add(text);
  }

  /** Returns what is known of a rule. */
  static String text(RuleDescriptor rule, boolean color) {
    StringBuilder out = new StringBuilder();
    out.append(Color.BOLD.paint(rule.id().value(), color)).append('\n');
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

  /** Returns what is known of a fix. */
  static String text(FixDescriptor fix, boolean color) {
    StringBuilder out = new StringBuilder();
    out.append(Color.BOLD.paint(fix.id().value(), color)).append('\n');
    out.append(fix.title()).append("\n\n");
    wrap(out, fix.description());
    out.append("\nRuns:    inside a guest's disks, unless --skip-fix leaves it out\n");
    sources(out, fix.sources());
    return out.append("Page:    docs/fixes/").append(fix.id().value()).append(".md\n").toString();
  }

  private static String text(KnownFailure failure, boolean color) {
    StringBuilder out = new StringBuilder();
    out.append(Color.BOLD.paint(failure.id(), color)).append('\n');
    out.append(failure.title()).append("\n\n");
    wrap(out, "Cause: " + failure.cause());
    wrap(out, "Remedy: " + failure.remedy());
    out.append("\nShows:   ").append(switch (failure.place()) {
      case SERIAL -> "on the guest's serial console";
      case HOST -> "in the emulator's log, or in libvirt's error";
    }).append('\n');
    return out.append("Page:    docs/failure-modes.md\n").toString();
  }

  private static String text(Notice notice, boolean color) {
    StringBuilder out = new StringBuilder();
    out.append(Color.BOLD.paint(notice.id(), color)).append('\n');
    out.append(notice.title()).append("\n\n");
    wrap(out, notice.description());
    out.append("\nSaid by: ").append(notice.author().phrase()).append('\n');
    return out.append("Page:    docs/notices.md\n").toString();
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
