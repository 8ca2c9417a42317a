package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.review.DeviceMove;
import org.xen2kvm.cli.review.DeviceMove.Side;
import org.xen2kvm.cli.review.ReviewPage;
import org.xen2kvm.cli.review.ReviewPage.About;
import org.xen2kvm.cli.review.ReviewedDomain;
import org.xen2kvm.cli.review.ReviewedDomain.Digest;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.cli.review.ReviewedDomain.Piece;
import org.xen2kvm.cli.review.ReviewedDomain.Remark;
import org.xen2kvm.cli.review.ReviewedDomain.Why;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.Trait;

/** A page of plans, with files of the guests, used in a real browser: by keyboard alone, in the dark, and on paper. */
final class ReviewPageInUseTest {
  private static final String HOSTILE = "<script>document.title='owned'</script>";
  private static final String FOCUSED = "document.activeElement.parentNode.dataset.name";
  private static final String OPENED = "[...document.querySelectorAll('.domain[open]')].map(row => row.dataset.name).join()";
  private static final String SHOWN = "[...document.querySelectorAll('.domain')].filter(row => row.checkVisibility())"
      + ".map(row => row.dataset.name).join()";

  private static Path page = Path.of("");
  private static DrivenChromium browser;

  @BeforeAll
  static void plans(@TempDir Path folder) throws IOException, InterruptedException {
    Chromium chromium = Chromium.here(Files.createDirectory(folder.resolve("profile")));
    ReviewPage review = new ReviewPage(About.PLANS, "1.2.3-test");
    StringBuilder out = new StringBuilder(review.head());
    out.append(review.domain(plan("web1", Outcome.READY))).append(review.domain(plan("db1", Outcome.REFUSED)))
        .append(review.domain(plan(HOSTILE, Outcome.READY)))
        .append(review.foot(new BatchFindings(List.of(new Conflict(new Trait(Trait.Kind.DISK, "/srv/a.img"),
            List.of("web1.plan.json", "other-shard.plan.json"))), List.of()), false, 0));
    page = Files.writeString(folder.resolve("review.html"), out);
    browser = DrivenChromium.start(chromium);
  }

  @AfterAll
  static void end() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  private static ReviewedDomain plan(String name, Outcome outcome) {
    Severity severity = outcome == Outcome.REFUSED ? Severity.ERROR : Severity.WARNING;
    Why why = new Why("fstab-stable-names", "Names change");
    return new ReviewedDomain(name, name + ".plan.json", outcome, List.of("Debian 12"),
        List.of(new Remark(severity, "tpm", "line 6", "The TPM of " + name, "Do it.")), List.of(),
        List.of(new Piece("/etc/fstab", List.of(why), "--- a/etc/fstab\n+++ b/etc/fstab\n@@ -1,2 +1,2 @@\n # " + name
            + "\n-/dev/xvda1 / ext4\n+/dev/vda1 / ext4\n", true)),
        List.of(new DeviceMove("disk", new Side("xvda · xen", "/srv/a.img"), new Side("vda · virtio", "/srv/a.img"))),
        List.of(new Digest(name, "abc")));
  }

  private static String said(String expression) throws InterruptedException {
    return browser.says(expression).asText();
  }

  /** Looks for a colour as the browser computes it. */
  private static String style(String selector, String property) throws InterruptedException {
    return said("getComputedStyle(document.querySelector('" + selector + "'))['" + property + "']");
  }

  @Test
  void rowsAreOpenedByKeyboardAlone() throws InterruptedException {
    browser.show(page, "");
    browser.tabTo("#list summary");
    assertThat(said(FOCUSED)).as("the blocker is first").isEqualTo("db1");
    assertThat(style(":focus", "outlineStyle")).as("one sees where the focus is").isEqualTo("solid");

    browser.press("ArrowDown", 2);
    assertThat(said(FOCUSED)).isEqualTo(HOSTILE);
    browser.press("ArrowUp", 1);
    browser.press("Enter", 1);
    browser.until("document.querySelector('[data-name=web1] .split')");

    assertThat(said(OPENED)).isEqualTo("web1");
    assertThat(said("document.querySelector('[data-name=web1] .split').innerText"))
        .contains("Before", "After", "/dev/xvda1 / ext4", "/dev/vda1 / ext4");
    assertThat(said("document.querySelector('[data-name=web1] .split mark').textContent")).as("the word that goes").isEqualTo("x");
    browser.press("Enter", 1);
    assertThat(said(OPENED)).isEmpty();
  }

  @Test
  void rowsAreSortedByKeyboardAndReadersAreToldHow() throws InterruptedException {
    String order = "[...document.querySelectorAll('#columns [aria-sort]')].map(head => head.textContent + ' ' + head.ariaSort).join()";
    browser.show(page, "");
    assertThat(said(order)).isEqualTo("Outcome descending");

    browser.tabTo("[data-sort=name]");
    browser.press("Enter", 1);
    assertThat(said(order)).isEqualTo("Domain ascending");
    assertThat(said(SHOWN)).isEqualTo(HOSTILE + ",db1,web1");
    browser.press("Enter", 1);
    assertThat(said(order)).isEqualTo("Domain descending");
    assertThat(said(SHOWN)).isEqualTo("web1,db1," + HOSTILE);
    assertThat(browser.accessible()).contains("columnheader Outcome", "columnheader Domain", "heading The whole batch");
  }

  @Test
  void aSearchIsTypedAndPaperSaysThatItIsOfAPart() throws InterruptedException {
    browser.show(page, "");
    browser.tabTo("#search");
    browser.type("TPM of db1");
    browser.until("document.getElementById('shown').textContent.startsWith('1 of 3 shown')");
    assertThat(said(SHOWN)).isEqualTo("db1");
    assertThat(style(".paper", "display")).as("on the screen the tools say it").isEqualTo("none");

    browser.emulate("print", "dark");

    assertThat(style("#tools", "display") + style("#columns", "display")).isEqualTo("nonenone");
    assertThat(browser.says("[...document.querySelectorAll('.paper')].map(each => each.checkVisibility() && each.textContent)"))
        .hasSize(2).allMatch(each -> each.asText().equals("Only 1 of 3 domains are on this paper: with the text “TPM of db1”."
            + " Of all domains the details are not printed."));
    assertThat(style("html", "backgroundColor")).as("paper is light").isEqualTo("rgb(255, 255, 255)");
  }

  @Test
  void whatIsPrintedHasItsRulesBesideItAndTheScreenStaysAsItWas() throws InterruptedException {
    String entry = "document.getElementById('rule-tpm').open";
    browser.show(page, "");
    browser.says("addEventListener('beforeprint', () => { window.seenOpen = " + entry + "; })");
    browser.says("window.print = () => {}");

    assertThat(browser.pdf()).as("a PDF").startsWith('%', 'P', 'D', 'F');
    assertThat(browser.says("window.seenOpen").asBoolean()).as("no domain that it belongs to is open").isFalse();
    browser.tabTo("#print-all");
    browser.press("Enter", 1);
    browser.until("document.querySelectorAll('.domain[open] .split').length === 3");
    browser.pdf();

    assertThat(browser.says("window.seenOpen").asBoolean()).isTrue();
    assertThat(browser.says("[...document.querySelectorAll('.paper')].every(each => each.hidden)").asBoolean())
        .as("nothing is missing on this one").isTrue();
    browser.until("!" + entry);
  }

  @Test
  void inTheDarkAllIsDark() throws InterruptedException {
    browser.show(page, "domain=web1");
    browser.emulate("", "light");
    assertThat(style("html", "backgroundColor")).isEqualTo("rgb(255, 255, 255)");
    String light = style("html", "color") + style(".split .plus", "backgroundColor") + style(".devices .detail", "fill");

    browser.emulate("", "dark");

    assertThat(style("html", "backgroundColor")).isEqualTo("rgb(20, 23, 27)");
    assertThat(style("html", "color") + style(".split .plus", "backgroundColor") + style(".devices .detail", "fill"))
        .isEqualTo("rgb(228, 231, 235)" + "rgb(20, 43, 28)" + "rgb(162, 171, 182)").isNotEqualTo(light);
    assertThat(said("getComputedStyle(document.getElementById('search'), '::placeholder').color")).isEqualTo("rgb(162, 171, 182)");
  }

  @Test
  void aDomainCalledScriptIsText() throws InterruptedException {
    browser.show(page, "search=owned&open=all");

    assertThat(said(OPENED)).isEqualTo(HOSTILE);
    assertThat(said("document.querySelector('.domain[open] .who b').textContent")).isEqualTo(HOSTILE);
    assertThat(said("document.querySelector('.domain[open] .split').innerText")).contains("# " + HOSTILE);
    assertThat(said("document.scripts.length + document.title")).isEqualTo("1Review of migration plans");
  }

  @Test
  void theBatchComesBeforeTheDomainsAndLeadsToThoseThatThePageHas() throws InterruptedException {
    browser.show(page, "");
    assertThat(said("[...document.querySelectorAll('main > section')].map(each => each.id).join()"))
        .isEqualTo("summary,batch,domains,approval,rules");
    assertThat(said("[...document.querySelectorAll('#batch .input')].map(each => each.matches(':link')).join()")).isEqualTo("true,false");

    browser.tabTo("#batch .input");
    browser.press("Enter", 1);
    browser.until("document.querySelector('[data-name=web1]').open");

    assertThat(said(FOCUSED)).isEqualTo("web1");
  }
}
