package org.xen2kvm.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.review.ReviewPage.About;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.cli.review.ReviewedDomain.Piece;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.Trait;
import org.xen2kvm.migration.batch.UnmappedNetwork;

final class ReviewPageTest {
  private static final List<String> HOSTILE = List.of(
      "<script>document.title='owned'</script>", "</script><script>document.title='owned'</script>",
      "</noscript></details><img src=x onerror=document.title='owned'>", "\"><svg onload=alert(1)>", "'><b>", "</title></style>",
      "javascript:alert(1)", "{{script}}", "$1\\");

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String hash(String text) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void thePolicyAllowsTheOneStyleAndTheOneScriptAndNothingElse() throws NoSuchAlgorithmException {
    String page = Reviewed.page(Reviewed.everywhere("web1"));

    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(page.split("<style", -1)).hasSize(2);
    assertThat(page).contains("content=\"default-src 'none'; style-src " + hash(between(page, "<style>", "</style>"))
        + "; script-src " + hash(between(page, "<script>", "</script>")) + "; base-uri 'none'; form-action 'none'\"");
  }

  @Test
  void nothingIsFetchedAndNothingRunsInline() {
    String page = Reviewed.page(Reviewed.everywhere("web1"));
    String markup = page.replace(between(page, "<script>", "</script>"), "");

    assertThat(markup).doesNotContainPattern("(?i)<(link|img|iframe|object|embed|base)\\b");
    assertThat(markup).doesNotContainPattern("(?i)\\s(on\\w+|style|src|srcset)\\s*=");
    assertThat(markup).doesNotContainPattern("(?i)url\\(|@import");
    Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(markup);
    assertThat(links.results().map(link -> link.group(1)).toList()).isNotEmpty().allMatch(link -> link.startsWith("#"));
  }

  @Test
  void whateverADomainSaysIsText() {
    for (String hostile : HOSTILE) {
      String row = new ReviewPage(About.DEFINITIONS, "1").domain(Reviewed.everywhere(hostile));
      String tame = new ReviewPage(About.DEFINITIONS, "1").domain(Reviewed.everywhere("w".repeat(hostile.length())));

      assertThat(tags(row)).as(hostile).isEqualTo(tags(tame));
    }
    String page = Reviewed.page(HOSTILE.stream().map(Reviewed::everywhere).toArray(ReviewedDomain[]::new));
    assertThat(page.split("<script>", -1)).hasSize(2);
    assertThat(page).contains("data-name=\"{{script}}\"");
  }

  /** The tags and their attributes' names, without what stands in them. */
  private static String tags(String html) {
    Matcher tags = Pattern.compile("<[^>]*>").matcher(html);
    return String.join("\n", tags.results().map(tag -> tag.group().replaceAll("=\"[^\"]*\"", "=")).toList());
  }

  @Test
  void aSmallPageReadsAsExpected() {
    String row = new ReviewPage(About.DEFINITIONS, "1").domain(new ReviewedDomain("web1", "in/web1.xml", Outcome.REFUSED,
        List.of("A fact"),
        List.of(new ReviewedDomain.Remark(Severity.NOTE, "memory", "line 6", "Is so", ""),
            new ReviewedDomain.Remark(Severity.ERROR, "tpm", "", "Stops it", "Remove it.")),
        List.of(new ReviewedDomain.EditGroup(
            new ReviewedDomain.Why("domain-type-kvm", "KVM is not Xen"), List.of(new ReviewedDomain.Edit(1, "/domain/@type")))),
        List.of(new Piece("/etc/fstab", List.of(new ReviewedDomain.Why("fstab-stable-names", "Names change")), "-a\n+b\n", true)),
        List.of(), List.of(new ReviewedDomain.Digest("in/web1.xml", "abc"))));

    assertThat(row.replaceFirst("data-key=\"[0-9a-f]{24}\"", "data-key=\"KEY\"")).isEqualTo("""
        <details class="domain refused" data-outcome="refused" data-name="web1" data-label="in/web1.xml" \
        data-rules="domain-type-kvm fstab-stable-names memory tpm" data-key="KEY">
        <summary><span class="outcome">refused</span> <span class="who"><b>web1</b> <span class="path">in/web1.xml</span></span> \
        <span class="count error">1<span class="unit"> error</span></span> \
        <span class="count warning zero">0<span class="unit"> warnings</span></span> \
        <span class="count note">1<span class="unit"> note</span></span> \
        <span class="count change">2<span class="unit"> changes</span></span><span class="seen"></span></summary>
        <noscript><div class="body">
        <h3>Findings</h3>
        <ol class="remarks">
        <li class="error"><b class="severity">error</b> <span class="message">Stops it</span> \
        <a class="rule" href="#rule-tpm">tpm</a><p>Remove it.</p></li>
        <li class="note"><b class="severity">note</b> <span class="place">line 6</span> <span class="message">Is so</span> \
        <a class="rule" href="#rule-memory">memory</a></li>
        </ol>
        <ul class="facts">
        <li>A fact</li>
        </ul>
        <section class="piece"><h3>/etc/fstab</h3>
        <p class="why">Names change <a class="rule" href="#rule-fstab-stable-names">fstab-stable-names</a></p>
        <pre class="diff" tabindex="0">-a
        +b
        </pre>
        </section>
        <h3>Why the definition changes</h3>
        <dl class="edits">
        <dt>KVM is not Xen <a class="rule" href="#rule-domain-type-kvm">domain-type-kvm</a></dt>
        <dd><ul data-rule="domain-type-kvm">
        <li data-line="1">/domain/@type</li>
        </ul></dd>
        </dl>
        <h3>SHA-256</h3>
        <table class="digests"><tbody>
        <tr><th scope="row">in/web1.xml</th><td><code>abc</code></td></tr>
        </tbody></table>
        </div></noscript></details>
        """);
  }

  @Test
  void theSummaryCountsAndEachRuleIsExplainedOnce() {
    String page = Reviewed.page(
        Reviewed.plain("a", Outcome.CONVERTED, Severity.WARNING), Reviewed.plain("b", Outcome.REFUSED, Severity.ERROR),
        Reviewed.plain("c", Outcome.FAILED), Reviewed.plain("d", Outcome.CONVERTED), Reviewed.everywhere("e"));

    assertThat(page).contains("<li class=\"all\"><b>5</b> domains</li>", "<li class=\"failed\"><b>1</b> failed</li>",
        "<li class=\"refused\"><b>1</b> refused</li>", "<li class=\"converted\"><b>3</b> converted</li>",
        "<li class=\"warned\"><b>2</b> with warnings</li>", "Blockers: <b>2</b> domains are refused or failed.", "Warnings: <b>2</b> domains have some.");
    assertThat(page.split("id=\"rule-", -1)).as("disk-bus-pv, fstab-stable-names, tpm").hasSize(4);
    assertThat(page).contains("id=\"rule-tpm\"", "<code>docs/rules/tpm.md</code>, <code>xen2kvm explain tpm</code>",
        "docs/fixes/fstab-stable-names.md");
  }

  @Test
  void oneDomainIsOne() {
    assertThat(Reviewed.page(Reviewed.plain("a", Outcome.REFUSED, Severity.WARNING, Severity.ERROR)))
        .contains("Blockers: <b>1</b> domain is refused or failed.", "Warnings: <b>1</b> domain has some.").doesNotContain("<b>1</b> domains");
  }

  private static String foot(BatchFindings batch) {
    return new ReviewPage(About.DEFINITIONS, "1").foot(batch, false, 0);
  }

  @Test
  void whatOnlyTheWholeBatchShowsComesFirstASharedDiskBeforeAll() {
    String foot = foot(new BatchFindings(
        List.of(new Conflict(new Trait(Trait.Kind.ADDRESS, "00:16:3e:00:00:01"), List.of("in/a.xml", "in/b.xml")),
            new Conflict(new Trait(Trait.Kind.NAME, "web"), List.of("in/a.xml", "in/c.xml")),
            new Conflict(null, List.of("in/c.xml", "in/d.xml")),
            new Conflict(new Trait(Trait.Kind.DISK, "/srv/a.img"), List.of("in/a.xml", "in/b.xml", "in/c.xml"))),
        List.of(new UnmappedNetwork(new Trait(Trait.Kind.BRIDGE, "br7"), List.of("in/b.xml")))));

    assertThat(foot).contains("<li class=\"conflicts\"><b>4</b> conflicts between domains</li>",
        "<li class=\"networks\"><b>1</b> unmapped network</li>", "<a href=\"#batch\">The whole batch</a>: <b>4</b> conflicts between",
        "id=\"rule-batch-conflict\"", "id=\"rule-batch-network\"");
    assertThat(between(foot, "<section id=\"batch\"", "</section>")).contains("""
        <li class="error"><b class="severity">error</b> <span class="message">The disk /srv/a.img is that of</span> \
        <a class="input">in/a.xml</a>, <a class="input">in/b.xml</a>, <a class="input">in/c.xml</a> \
        <a class="rule" href="#rule-batch-conflict">batch-conflict</a><p>Two guests that write to one disk""")
        .containsSubsequence("/srv/a.img", "The same definition, character by character, is that of", "The name web", "class=\"warning\"",
            "00:16:3e:00:00:01", "No mapping of the policy covers the bridge br7");
  }

  @Test
  void aBatchWithNothingInCommonHasNoSectionOfItsOwn() {
    assertThat(foot(Reviewed.NOTHING_SHARED)).doesNotContain("id=\"batch\"", "between domains", "unmapped", "The whole batch");
  }

  @Test
  void whateverAConflictSaysIsTextAndHasNoSecret() {
    for (String hostile : HOSTILE) {
      assertThat(tags(foot(shared(hostile, hostile)))).as(hostile).isEqualTo(tags(foot(shared("w", "w"))));
    }
    assertThat(foot(shared("rbd:pool/a:id=admin:key=verysecret:x=y", "in/a.xml"))).contains(":key=********").doesNotContain("verysecret");
  }

  private static BatchFindings shared(String value, String input) {
    return new BatchFindings(List.of(new Conflict(new Trait(Trait.Kind.DISK, value), List.of(input, input))),
        List.of(new UnmappedNetwork(new Trait(Trait.Kind.NETWORK, value), List.of(input))));
  }

  @Test
  void aVeryLargeBatchIsToldInPart() {
    List<String> inputs = Collections.nCopies(25, "in/a.xml");
    String foot = foot(new BatchFindings(Collections.nCopies(203, new Conflict(new Trait(Trait.Kind.NAME, "web"), inputs)), List.of()));

    assertThat(foot).contains("<b>203</b> conflicts", " and 5 more <a class=\"rule\"", "3 more conflicts are left out here");
    assertThat(foot.split("<li class=\"error\">", -1)).hasSize(201);
  }

  @Test
  void theTickOfAReviewBelongsToWhatWasShown() {
    ReviewPage page = new ReviewPage(About.DEFINITIONS, "1");
    String key = between(page.domain(Reviewed.everywhere("web1")), "data-key=\"", "\"");

    assertThat(between(page.domain(Reviewed.everywhere("web1")), "data-key=\"", "\"")).isEqualTo(key);
    assertThat(between(page.domain(Reviewed.everywhere("web2")), "data-key=\"", "\"")).isNotEqualTo(key);
  }

  @Test
  void aPageThatGrowsTooLargeKeepsWhatMatters() {
    ReviewPage page = new ReviewPage(About.DEFINITIONS, "1", 100, 200);
    String clean = page.domain(Reviewed.plain("a", Outcome.CONVERTED));
    String blocker = page.domain(Reviewed.plain("b", Outcome.REFUSED, Severity.ERROR));

    assertThat(page.fitted(clean, 100)).isEqualTo(clean);
    assertThat(page.fitted(clean, 101)).startsWith("<details").contains("Left out").endsWith("</details>\n")
        .doesNotContain("<noscript>");
    assertThat(page.fitted(clean, 201)).isEmpty();
    assertThat(page.fitted(blocker, 101)).isEqualTo(blocker);
    assertThat(page.fitted(blocker, 201)).startsWith("<details").contains("Left out").endsWith("</details>\n");
    assertThat(page.foot(Reviewed.NOTHING_SHARED, true, 3)).contains("<b>2</b> domains are listed without details",
        "<b>1</b> domain that is no blocker is counted and not listed", "The run stopped at the first domain",
        "3 other inputs were passed over");
  }

  @Test
  void aTextThatIsTooLongIsCutAtALineAndSaysSo() {
    String long1 = "+0123456789\n".repeat(20_000);
    ReviewedDomain domain = new ReviewedDomain("a", "a", Outcome.CONVERTED, List.of(), List.of(), List.of(),
        List.of(new Piece("Definition", List.of(), long1, true)), List.of(), List.of());

    String row = new ReviewPage(About.DEFINITIONS, "1").domain(domain);

    assertThat(row.length()).isLessThan(202_000);
    assertThat(row).contains("+0123456789\n</pre>", "Cut off here");
  }
}
