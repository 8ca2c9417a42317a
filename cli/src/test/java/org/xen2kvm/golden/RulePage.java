package org.xen2kvm.golden;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** The page of a rule in docs/rules: what its descriptor says, and what it does to its golden case. Stateless. */
final class RulePage {
  private RulePage() {}

  static String of(RuleDescriptor rule, String file, ConversionResult golden) {
    StringBuilder page = beginning(rule);
    page.append("## Example\nWhat it does to [its golden case](../../testdata/domains/").append(rule.id()).append('/').append(file).append("):\n");
    for (Change change : golden.changes()) {
      if (change.rule().equals(rule.id())) {
        append(page, change);
      }
    }
    for (Finding finding : golden.findings()) {
      if (finding.rule().equals(rule.id())) {
        append(page, finding);
      }
    }
    page.append('\n');
    return withSources(page, rule);
  }

  /** The page of what no definition alone can show. */
  static String of(RuleDescriptor rule) {
    return withSources(beginning(rule), rule);
  }

  private static StringBuilder beginning(RuleDescriptor rule) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(rule.id()).append("\n\n").append(rule.title()).append(".\n\n");
    page.append("Phase ").append(rule.phase().name().toLowerCase(Locale.ROOT)).append(", ").append(switching(rule)).append(".\n\n");
    return page.append("## Why\n").append(rule.description()).append("\n\n");
  }

  private static String withSources(StringBuilder page, RuleDescriptor rule) {
    page.append("## Sources\n");
    rule.sources().forEach(source -> page.append("- ").append(source).append('\n'));
    return page.toString();
  }

  static String index(List<RuleDescriptor> rules) {
    StringBuilder page = new StringBuilder();
    page.append("# Rules\n\nIn the order in which they run. `xen2kvm rules` prints the same list, `xen2kvm explain ID` a rule.\n\n");
    page.append("| Rule | What it does | Phase | |\n|---|---|---|---|\n");
    for (RuleDescriptor rule : rules) {
      page.append("| [").append(rule.id()).append("](").append(rule.id()).append(".md) | ").append(rule.title()).append(" | ")
          .append(rule.phase().name().toLowerCase(Locale.ROOT)).append(" | ").append(switching(rule)).append(" |\n");
    }
    return page.toString();
  }

  private static String switching(RuleDescriptor rule) {
    if (rule.id().value().startsWith("guide-")) {
      return "profile guide only";
    }
    return switch (rule.activation()) {
      case ALWAYS -> "always on";
      case DEFAULT_ON -> "on unless switched off";
      case DEFAULT_OFF -> "off unless switched on";
      case FOR_MIGRATION -> "with `--for-live-migration`" + (rule.phase() == Phase.VERIFY ? " or `--migratable`" : "");
    };
  }

  private static void append(StringBuilder page, Change change) {
    page.append("\n`").append(change.xpath()).append("`: ").append(change.reason()).append("\n```diff\n");
    String name = change.name();
    switch (change.kind()) {
      case SET_ATTRIBUTE, REMOVE_ATTRIBUTE -> {
        line(page, '-', change.before() == null ? null : name + "='" + change.before() + "'");
        line(page, '+', change.after() == null ? null : name + "='" + change.after() + "'");
      }
      case MOVE_ELEMENT -> {
        line(page, '-', "<" + name + "> at position " + change.before());
        line(page, '+', "<" + name + "> at position " + change.after());
      }
      case READ_SETTING -> {
        line(page, '-', name + " = " + change.before());
        line(page, '+', change.after());
      }
      case SET_TEXT, ADD_ELEMENT, REMOVE_ELEMENT -> {
        line(page, '-', change.before());
        line(page, '+', change.after());
      }
    }
    page.append("```\n");
  }

  private static void line(StringBuilder page, char sign, @Nullable String text) {
    if (text != null) {
      page.append(sign).append(' ').append(text.replace("\n", "\n" + sign + " ")).append('\n');
    }
  }

  private static void append(StringBuilder page, Finding finding) {
    page.append("\n> ").append(finding.severity().name().toLowerCase(Locale.ROOT)).append(": ").append(finding.message());
    if (!finding.advice().isEmpty()) {
      page.append("  \n> ").append(finding.advice());
    }
    page.append('\n');
  }
}
