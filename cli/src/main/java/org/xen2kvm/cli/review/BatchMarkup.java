package org.xen2kvm.cli.review;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.UnmappedNetwork;

/**
 * What only the whole batch shows, as HTML: no domain's row tells it, and it stands before all of them. Each input is named in an
 * {@code <a class="input">}, of which the page's script makes a link where the page has that domain. Stateless.
 */
final class BatchMarkup {
  private static final String CONFLICT = "batch-conflict";
  private static final String NETWORK = "batch-network";

  /** What destroys most comes first: a shared disk, then what libvirt refuses, then what only disturbs. */
  private static final List<String> KINDS = List.of("disk", "definition", "uuid", "name", "address");

  /** Conflicts, and networks, that are told one by one: a person reads them. */
  private static final int MOST = 200;

  /** Inputs that are named for one of them. */
  private static final int MOST_INPUTS = 20;

  private BatchMarkup() {}

  /** Returns the section; empty when there is nothing to tell. */
  static String of(BatchFindings findings) {
    if (findings.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section id=\"batch\" aria-labelledby=\"batch-title\">\n<h2 id=\"batch-title\">The whole batch")
        .append("</h2>\n<ol class=\"remarks\">\n");
    findings.conflicts().stream().sorted(Comparator.comparingInt(conflict -> KINDS.indexOf(conflict.kind()))).limit(MOST)
        .forEach(conflict -> conflict(out, conflict));
    findings.networks().stream().limit(MOST).forEach(network -> network(out, network));
    out.append("</ol>\n");
    more(out, findings.conflicts().size(), "conflicts");
    more(out, findings.networks().size(), "bridges and networks");
    return out.append("</section>\n").toString();
  }

  /** Returns the rules that the section names. */
  static Set<String> rules(BatchFindings findings) {
    Set<String> rules = new TreeSet<>();
    if (!findings.conflicts().isEmpty()) {
      rules.add(CONFLICT);
    }
    if (!findings.networks().isEmpty()) {
      rules.add(NETWORK);
    }
    return rules;
  }

  private static void conflict(StringBuilder out, Conflict conflict) {
    remark(out, conflict.stopsPlanning() ? "error" : "warning", conflict.subject() + " is that of", CONFLICT, conflict.advice(),
        conflict.inputs());
  }

  private static void network(StringBuilder out, UnmappedNetwork network) {
    remark(out, "warning", network.subject() + ", which is that of", NETWORK, network.advice(), network.inputs());
  }

  private static void remark(StringBuilder out, String severity, String message, String rule, String advice, List<String> inputs) {
    out.append("<li class=\"").append(severity).append("\"><b class=\"severity\">").append(severity)
        .append("</b> <span class=\"message\">").append(Html.text(SecretMask.mask(message))).append("</span> ");
    for (int i = 0; i < Math.min(MOST_INPUTS, inputs.size()); i++) {
      out.append(i == 0 ? "" : ", ").append("<a class=\"input\">").append(Html.text(inputs.get(i))).append("</a>");
    }
    if (inputs.size() > MOST_INPUTS) {
      out.append(" and ").append(inputs.size() - MOST_INPUTS).append(" more");
    }
    out.append(DomainMarkup.rule(rule)).append("<p>").append(Html.text(advice)).append("</p></li>\n");
  }

  private static void more(StringBuilder out, int count, String what) {
    if (count > MOST) {
      out.append("<p class=\"cut\">").append(count - MOST).append(" more ").append(what)
          .append(" are left out here: --format json names all of them.</p>\n");
    }
  }
}
