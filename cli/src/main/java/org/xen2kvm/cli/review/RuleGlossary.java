package org.xen2kvm.cli.review;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.migration.notice.Notice;
import org.xen2kvm.migration.notice.NoticeCatalog;

/** What each rule, fix and notice that is linked does, why, and how we know: the text of its page in docs. Stateless. */
final class RuleGlossary {
  private record Entry(String title, String description, List<String> sources, String page) {}

  private static final Entry UNKNOWN =
      new Entry("Has no page", "A rule of the policy that was given.", List.of(), "");

  private RuleGlossary() {}

  /** Returns an entry for each of the ids; links lead to {@code #rule-ID}. */
  static String of(Set<String> ids) {
    Map<String, Entry> known = known();
    StringBuilder out = new StringBuilder();
    for (String id : ids) {
      Entry entry = known.getOrDefault(id, UNKNOWN);
      out.append("<details class=\"entry\" id=\"rule-").append(Html.text(id)).append("\"><summary><code>").append(Html.text(id))
          .append("</code> ").append(Html.text(entry.title())).append("</summary>\n");
      for (String paragraph : entry.description().split("\n\n", -1)) {
        out.append("<p>").append(Html.text(paragraph)).append("</p>\n");
      }
      if (!entry.sources().isEmpty()) {
        out.append("<ul>\n");
        entry.sources().forEach(source -> out.append("<li>").append(Html.text(source)).append("</li>\n"));
        out.append("</ul>\n");
      }
      if (!entry.page().isEmpty()) {
        out.append("<p class=\"page\"><code>").append(Html.text(entry.page())).append("</code>, <code>xen2kvm explain ")
            .append(Html.text(id)).append("</code></p>\n");
      }
      out.append("</details>\n");
    }
    return out.toString();
  }

  private static Map<String, Entry> known() {
    Map<String, Entry> known = new TreeMap<>();
    for (Notice notice : NoticeCatalog.all()) {
      known.put(notice.id(), new Entry(notice.title(), notice.description(), List.of(), "docs/notices.md"));
    }
    for (Fix fix : FixCatalog.builtIn().all()) {
      FixDescriptor about = fix.descriptor();
      known.put(about.id().value(), new Entry(
          about.title(), about.description(), about.sources(), "docs/fixes/" + about.id().value() + ".md"));
    }
    for (RuleDescriptor guard : SyntaxGuard.descriptors()) {
      known.put(guard.id().value(), entry(guard));
    }
    for (RuleDescriptor notice : SourceNotice.descriptors()) {
      known.put(notice.id().value(), entry(notice));
    }
    for (Rule rule : RuleCatalog.builtIn().all()) {
      known.put(rule.descriptor().id().value(), entry(rule.descriptor()));
    }
    return known;
  }

  private static Entry entry(RuleDescriptor rule) {
    return new Entry(rule.title(), rule.description(), rule.sources(), "docs/rules/" + rule.id().value() + ".md");
  }
}
