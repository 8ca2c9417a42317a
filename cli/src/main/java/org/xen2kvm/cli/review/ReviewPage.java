package org.xen2kvm.cli.review;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.batch.BatchFindings;

/**
 * The review page of one run, piece by piece: its head, each domain as its outcome arrives, its foot. The summary stands in the
 * foot, because only there all is known, and the style sheet shows it on top. The page needs no network, and a Content Security
 * Policy lets the browser run nothing but the page's own script. Thread-safe.
 */
public final class ReviewPage {
  private static final String DOMAINS = "{{domains}}";

  /** Characters after which only blockers keep their details: a browser has to hold the page. */
  private static final long MOST_DETAILS = 32L << 20;

  /** Characters after which only blockers are listed. */
  private static final long MOST = 64L << 20;

  private final About about;
  private final String version;
  private final long mostDetails;
  private final long most;
  private final ReviewTally tally = new ReviewTally();
  private final String[] template;
  private volatile String note = "";

  /** What the page is about. */
  public enum About {
    /** Definitions, which are converted. */
    DEFINITIONS("Review of definitions",
        "What becomes of these Xen domains' definitions under KVM. Nothing inside the guests is looked at."),
    /** Definitions that several shards have converted. */
    MERGED("Review of definitions",
        "What becomes of these Xen domains' definitions under KVM. Nothing inside the guests is looked at. This page is put together from"
            + " the shards' reports, which hold no definitions: diffs and pictures of devices are in the shards' own pages."),
    /** Plans, which are to be applied. */
    PLANS("Review of migration plans",
        "What applying these plans does, in the definitions and inside the guests: exactly this and nothing else.");

    private final String title;
    private final String introduction;

    About(String title, String introduction) {
      this.title = title;
      this.introduction = introduction;
    }
  }

  /**
   * Makes the page of a run.
   *
   * @param version the tool's version
   */
  public ReviewPage(About about, String version) {
    this(about, version, MOST_DETAILS, MOST);
  }

  ReviewPage(About about, String version, long mostDetails, long most) {
    this.about = about;
    this.version = version;
    this.mostDetails = mostDetails;
    this.most = most;
    this.template = PageTemplate.file("page.html").split(Pattern.quote(DOMAINS), -1);
  }

  /** Returns what comes before the first domain. */
  public String head() {
    String style = PageTemplate.file("page.css");
    String script = PageTemplate.file("page.js");
    return PageTemplate.filled(template[0], Map.of(
        "title", Html.text(about.title), "introduction", Html.text(about.introduction), "version", Html.text(version),
        "style", style, "style-hash", hash(style), "script-hash", hash(script)));
  }

  /** Returns one domain, and counts it. */
  public String domain(ReviewedDomain domain) {
    tally.count(domain);
    return DomainMarkup.of(domain);
  }

  /**
   * Returns as much of a domain as the page has room for, and counts what is left out. A blocker is always listed.
   *
   * @param markup what {@link #domain} has returned
   * @param written the characters of the page so far
   */
  public String fitted(String markup, long written) {
    boolean isBlocker = !markup.contains("<span class=\"count error zero\">");
    if (written <= (isBlocker ? most : mostDetails)) {
      return markup;
    }
    if (written > most && !isBlocker) {
      tally.countLeftOut();
      return "";
    }
    tally.countWithoutDetails();
    return markup.substring(0, markup.indexOf(DomainMarkup.BODY)) + "<p class=\"cut\">Left out, because the page would be too large: look at this domain alone.</p>"
        + DomainMarkup.END;
  }

  /** Has a sentence stand below the summary. */
  void tell(String sentence) {
    note = sentence;
  }

  /**
   * Returns what comes after the last domain.
   *
   * @param batch what only all inputs together show
   * @param stoppedEarly whether the run ended at the first blocker
   * @param passedOver how many inputs are no part of it: copies, and what is no definition
   */
  public String foot(BatchFindings batch, boolean stoppedEarly, long passedOver) {
    Set<String> rules = tally.rules();
    rules.addAll(BatchMarkup.rules(batch));
    Map<String, String> values = new HashMap<>();
    values.put("tiles", tiles(batch));
    values.put("batch", BatchMarkup.of(batch));
    values.put("batch-check", batchCheck(batch.conflicts().size()));
    values.put("gaps", gaps(stoppedEarly, passedOver));
    values.put("blockers", domains(tally.blockers(), "is", "are"));
    values.put("warnings", domains(tally.withWarnings(), "has", "have"));
    values.put("inside-class", about == About.PLANS ? "plans" : "definitions");
    values.put("glossary", RuleGlossary.of(rules));
    values.put("script", PageTemplate.file("page.js"));
    return PageTemplate.filled(template[1], values);
  }

  /** Returns the beginning of a sentence about so many domains. */
  private static String domains(int count, String one, String several) {
    return "<b>" + count + "</b> " + (count == 1 ? "domain " + one : "domains " + several);
  }

  private static String batchCheck(int conflicts) {
    return conflicts == 0 ? "" : "<li><label><input type=\"checkbox\"> <a href=\"#batch\">The whole batch</a>: <b>" + conflicts + "</b> "
        + (conflicts == 1 ? "conflict" : "conflicts") + " between domains. Each is solved, or known to be none.</label></li>\n";
  }

  private String tiles(BatchFindings batch) {
    StringBuilder out = new StringBuilder();
    tile(out, "all", tally.domains(), tally.domains() == 1 ? "domain" : "domains");
    for (Outcome outcome : Outcome.values()) {
      if (tally.of(outcome) > 0) {
        tile(out, DomainMarkup.word(outcome), tally.of(outcome), DomainMarkup.word(outcome));
      }
    }
    tile(out, "warned", tally.withWarnings(), "with warnings");
    int conflicts = batch.conflicts().size();
    if (conflicts > 0) {
      tile(out, "conflicts", conflicts, conflicts == 1 ? "conflict between domains" : "conflicts between domains");
    }
    int networks = batch.networks().size();
    if (networks > 0) {
      tile(out, "networks", networks, networks == 1 ? "unmapped network" : "unmapped networks");
    }
    return out.toString();
  }

  private static void tile(StringBuilder out, String kind, int count, String label) {
    out.append("<li class=\"").append(kind).append(count == 0 ? " zero" : "").append("\"><b>")
        .append(String.format(Locale.ROOT, "%,d", count)).append("</b> ").append(label).append("</li>\n");
  }

  private String gaps(boolean stoppedEarly, long passedOver) {
    StringBuilder out = new StringBuilder();
    if (!note.isEmpty()) {
      out.append("<p>").append(Html.text(note)).append("</p>\n");
    }
    if (stoppedEarly) {
      out.append("<p class=\"cut\">The run stopped at the first domain that was refused or failed: others were not looked at.</p>\n");
    }
    if (passedOver > 0) {
      out.append("<p>").append(passedOver).append(passedOver == 1 ? " other input was" : " other inputs were")
          .append(" passed over: links, copies, what is no definition, the Xen host itself.</p>\n");
    }
    if (tally.withoutDetails() > 0) {
      out.append("<p class=\"cut\">").append(domains(tally.withoutDetails(), "is", "are"))
          .append(" listed without details, because the page would be too large.</p>\n");
    }
    if (tally.leftOut() > 0) {
      out.append("<p class=\"cut\">").append(domains(tally.leftOut(), "that is no blocker is", "that are no blockers are"))
          .append(" counted and not listed, because the page would be too large: review the batch in parts.</p>\n");
    }
    return out.toString();
  }

  private static String hash(String text) {
    byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
