package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;

/** A page of a thousand domains, some of them hostile, in a real browser. */
final class ReviewPageInChromiumTest {
  private static final int DOMAINS = 1000;
  private static final List<String> HOSTILE = List.of(
      "<script>document.title='owned'</script>", "</script><script>document.title='owned'</script>",
      "</noscript><img src=x onerror=\"document.title='owned'\">", "\"><svg onload=\"document.title='owned'\">");

  /** A name with a slash is refused, so these are blockers. */
  private static final int HOSTILE_REFUSED = 3;

  private static Path folder = Path.of("");
  private static Path page = Path.of("");

  @BeforeAll
  static void thousandDomains(@TempDir Path shared) throws IOException {
    folder = shared;
    Path exports = Files.createDirectory(folder.resolve("exports"));
    for (int i = 0; i < DOMAINS; i++) {
      String name = i < HOSTILE.size() ? HOSTILE.get(i) : "web" + i;
      String more = i % 10 == 9 ? "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>" : "";
      String arch = i % 100 == 50 ? "ia64" : "x86_64";
      Files.writeString(exports.resolve(String.format(Locale.ROOT, "%04d.xml", i)), definition(name, arch, more));
    }
    Ran ran = Cli.run(folder, "validate", "exports", "--format", "html=review.html");
    page = folder.resolve("review.html");
    assertThat(page).as("%s", ran.err()).exists();
  }

  private static String definition(String name, String arch, String more) {
    String escaped = name.replace("&", "&amp;").replace("<", "&lt;");
    return """
        <domain type='xen'>
          <name>%s</name>
          <title>%s</title>
          <memory unit='KiB'>1048576</memory>
          <os><type arch='%s' machine='xenfv'>hvm</type><boot dev='hd'/></os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/images/%s'/>
              <target dev='hda' bus='ide'/>
            </disk>
            %s
          </devices>
        </domain>
        """.formatted(escaped, escaped, arch, escaped.replace("'", "&apos;"), more);
  }

  private String dom(String fragment) throws IOException, InterruptedException {
    String dom = Chromium.here(folder.resolve("profile")).dom(page, fragment);
    assertThat(dom).as("the script ran to its end").contains("data-ready=\"true\"");
    assertThat(dom).as("no other script ran").contains("<title>Review of definitions</title>").doesNotContain("<title>owned");
    return dom;
  }

  /** The rows that are shown, in order: their names. */
  private static List<String> shown(String dom) {
    Matcher rows = Pattern.compile("<details class=\"domain [^>]*?data-name=\"([^\"]*)\"[^>]*>").matcher(dom);
    return rows.results().filter(row -> !row.group().contains("hidden=\"\"")).map(row -> row.group(1)).toList();
  }

  @Test
  void allDomainsAreListedBlockersFirstAndTheSummaryOnTop() throws IOException, InterruptedException {
    String dom = dom("");

    assertThat(dom).contains("1000 of 1000 shown, 0 reviewed");
    assertThat(shown(dom)).hasSize(DOMAINS);
    assertThat(shown(dom).subList(HOSTILE_REFUSED, HOSTILE_REFUSED + 11))
        .startsWith("web50", "web150").endsWith("web950", "web9");
    assertThat(dom.indexOf("id=\"summary\"")).isLessThan(dom.indexOf("id=\"domains\""));
    assertThat(dom).as("nothing is opened yet").doesNotContain("class=\"split\"");
  }

  @Test
  void aLinkCanFilterAndSort() throws IOException, InterruptedException {
    List<String> blocked = shown(dom("filter=error"));
    assertThat(blocked).hasSize(HOSTILE_REFUSED + 10);
    assertThat(blocked.subList(HOSTILE_REFUSED, blocked.size())).allMatch(name -> name.endsWith("50"));
    List<String> warned = shown(dom("filter=warning&rule=tpm&sort=name"));
    assertThat(warned).hasSize(100).startsWith("web9", "web19", "web29");
    assertThat(shown(dom("search=/IMAGES/web77"))).as("what is inside, in any case of letters")
        .contains("web77", "web770").allMatch(name -> name.startsWith("web77"));
  }

  @Test
  void aLinkCanOpenADomain() throws IOException, InterruptedException {
    String dom = dom("domain=web777");

    Matcher opened = Pattern.compile("<details class=\"domain [^>]*data-name=\"([^\"]*)\"[^>]* open=\"\">").matcher(dom);
    assertThat(opened.results().map(row -> row.group(1))).containsExactly("web777");
    assertThat(dom.split("class=\"split\"", -1)).as("its diff is side by side").hasSize(2);
    assertThat(dom).contains("<mark>xen</mark>", "<mark>kvm</mark>", "href=\"#rule-domain-type-kvm\">domain-type-kvm</a>",
        "<svg class=\"devices\"", "Link to this domain");
    assertThat(dom("rule-domain-type-kvm")).containsPattern("<details class=\"entry\" id=\"rule-domain-type-kvm\"[^>]*open=\"\">");
  }

  @Test
  void hostileDomainsStayTextWhenOpened() throws IOException, InterruptedException {
    String dom = dom("search=owned&open=all&view=unified");

    assertThat(shown(dom)).hasSize(HOSTILE.size());
    assertThat(dom.split("class=\"body\"><p class=\"links\"", -1)).as("all of them are open").hasSize(HOSTILE.size() + 1);
    assertThat(dom).doesNotContain("<script>document", "<img", "<svg onload").contains("&lt;script&gt;document.title=");
  }
}
