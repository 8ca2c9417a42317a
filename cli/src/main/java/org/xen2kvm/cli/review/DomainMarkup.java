package org.xen2kvm.cli.review;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.cli.review.ReviewedDomain.Digest;
import org.xen2kvm.cli.review.ReviewedDomain.Edit;
import org.xen2kvm.cli.review.ReviewedDomain.EditGroup;
import org.xen2kvm.cli.review.ReviewedDomain.Piece;
import org.xen2kvm.cli.review.ReviewedDomain.Remark;
import org.xen2kvm.cli.review.ReviewedDomain.Why;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.file.Sha256;

/**
 * A domain as HTML: a {@code <details>} whose summary is its row in the list.
 *
 * <p>All that is below the row stands in a {@code <noscript>}. A browser that runs scripts reads that as one piece of text, which
 * costs next to nothing, and the page's script makes elements of it when somebody opens the row; so a page of a thousand domains
 * opens at once. A browser that runs no scripts shows it as it is. Stateless.
 */
final class DomainMarkup {
  /** What begins the part below the row; never part of escaped text. */
  static final String BODY = "<noscript>";

  /** What ends a domain. */
  static final String END = "</details>\n";

  /** Characters of one diff; a definition has some 5,000. */
  private static final int LONGEST_TEXT = 200_000;

  private DomainMarkup() {}

  static String of(ReviewedDomain domain) {
    String body = body(domain);
    return "<details class=\"domain " + word(domain.outcome()) + "\"" + data("outcome", word(domain.outcome()))
        + data("name", domain.name()) + data("label", domain.label()) + data("rules", String.join(" ", rules(domain)))
        + data("key", Sha256.of(body.getBytes(StandardCharsets.UTF_8)).substring(0, 24)) + ">\n"
        + row(domain) + BODY + "<div class=\"body\">\n" + body + "</div></noscript>" + END;
  }

  /** Returns all rules and fixes that have a part in a domain. */
  static Set<String> rules(ReviewedDomain domain) {
    Set<String> rules = new TreeSet<>();
    domain.remarks().forEach(remark -> rules.add(remark.rule()));
    domain.edits().forEach(group -> rules.add(group.why().rule()));
    domain.pieces().forEach(piece -> piece.reasons().forEach(why -> rules.add(why.rule())));
    rules.remove("");
    return rules;
  }

  private static String row(ReviewedDomain domain) {
    String name = domain.name().isEmpty() ? domain.label() : domain.name();
    return "<summary><span class=\"outcome\">" + word(domain.outcome()) + "</span> <span class=\"who\"><b>" + Html.text(name)
        + "</b> <span class=\"path\">" + Html.text(domain.label()) + "</span></span>"
        + count("error", domain.count(Severity.ERROR)) + count("warning", domain.count(Severity.WARNING))
        + count("note", domain.count(Severity.NOTE)) + count("change", domain.changes()) + "<span class=\"seen\"></span></summary>\n";
  }

  private static String count(String what, long count) {
    return " <span class=\"count " + what + (count == 0 ? " zero" : "") + "\">" + count + "<span class=\"unit\"> " + what
        + (count == 1 ? "" : "s") + "</span></span>";
  }

  private static String data(String name, String value) {
    return " data-" + name + "=\"" + Html.text(value) + "\"";
  }

  private static String body(ReviewedDomain domain) {
    StringBuilder out = new StringBuilder();
    remarks(out, domain.remarks());
    facts(out, domain.facts());
    if (!domain.devices().isEmpty()) {
      out.append("<h3>Devices</h3>\n").append(DevicePicture.of(domain.devices()));
    }
    for (Piece piece : domain.pieces()) {
      piece(out, piece);
    }
    edits(out, domain.edits());
    digests(out, domain.digests());
    return out.toString();
  }

  private static void remarks(StringBuilder out, List<Remark> remarks) {
    if (remarks.isEmpty()) {
      return;
    }
    out.append("<h3>Findings</h3>\n<ol class=\"remarks\">\n");
    remarks.stream().sorted(Comparator.comparing(Remark::severity).reversed()).forEach(remark -> {
      String severity = remark.severity().name().toLowerCase(Locale.ROOT);
      out.append("<li class=\"").append(severity).append("\"><b class=\"severity\">").append(severity).append("</b> ");
      if (!remark.place().isEmpty()) {
        out.append("<span class=\"place\">").append(Html.text(remark.place())).append("</span> ");
      }
      out.append("<span class=\"message\">").append(Html.text(remark.message())).append("</span>").append(rule(remark.rule()));
      if (!remark.advice().isEmpty()) {
        out.append("<p>").append(Html.text(remark.advice())).append("</p>");
      }
      out.append("</li>\n");
    });
    out.append("</ol>\n");
  }

  private static void facts(StringBuilder out, List<String> facts) {
    if (facts.isEmpty()) {
      return;
    }
    out.append("<ul class=\"facts\">\n");
    facts.forEach(fact -> out.append("<li>").append(Html.text(fact)).append("</li>\n"));
    out.append("</ul>\n");
  }

  private static void piece(StringBuilder out, Piece piece) {
    out.append("<section class=\"piece\"><h3>").append(Html.text(piece.title())).append("</h3>\n");
    for (Why why : piece.reasons()) {
      out.append("<p class=\"why\">").append(Html.text(why.text())).append(rule(why.rule())).append("</p>\n");
    }
    String text = piece.text();
    boolean isCut = text.length() > LONGEST_TEXT;
    String shown = isCut ? text.substring(0, Math.max(0, text.lastIndexOf('\n', LONGEST_TEXT)) + 1) : text;
    out.append("<pre class=\"").append(piece.isDiff() ? "diff" : "does").append("\" tabindex=\"0\">").append(Html.text(shown))
        .append("</pre>\n");
    if (isCut) {
      out.append("<p class=\"cut\">Cut off here: too long for a page. The commands diff and show tell all of it.</p>\n");
    }
    out.append("</section>\n");
  }

  private static void edits(StringBuilder out, List<EditGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    out.append("<h3>Why the definition changes</h3>\n<dl class=\"edits\">\n");
    for (EditGroup group : groups) {
      out.append("<dt>").append(Html.text(group.why().text())).append(rule(group.why().rule())).append("</dt>\n<dd><ul")
          .append(data("rule", group.why().rule())).append(">\n");
      for (Edit edit : group.edits()) {
        out.append("<li").append(edit.line() == 0 ? "" : data("line", Integer.toString(edit.line()))).append('>')
            .append(Html.text(edit.text())).append("</li>\n");
      }
      out.append("</ul></dd>\n");
    }
    out.append("</dl>\n");
  }

  private static void digests(StringBuilder out, List<Digest> digests) {
    if (digests.isEmpty()) {
      return;
    }
    out.append("<h3>SHA-256</h3>\n<table class=\"digests\"><tbody>\n");
    digests.forEach(digest -> out.append("<tr><th scope=\"row\">").append(Html.text(digest.of())).append("</th><td><code>")
        .append(Html.text(digest.sha256())).append("</code></td></tr>\n"));
    out.append("</tbody></table>\n");
  }

  /** Returns the link to what a rule does, with a blank before; nothing for no rule. */
  static String rule(String id) {
    return id.isEmpty() ? "" : " <a class=\"rule\" href=\"#rule-" + Html.text(id) + "\">" + Html.text(id) + "</a>";
  }

  static String word(ReviewedDomain.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
