package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.failure.FailureCatalog;

/** The page of known failures tells what the code says. */
class FailurePageTest {
  private static final Path PAGE = GoldenCase.ROOT.resolve("docs/failure-modes.md");

  @Test
  void thePageIsWhatTheCodeSays() {
    String page = FailurePage.text();

    assertThat(page).isEqualTo(GoldenCase.expected(PAGE, page));
  }

  @Test
  void eachFailureHasASectionWithASample() {
    String page = GoldenCase.read(PAGE);

    assertThat(FailureCatalog.all()).allSatisfy(known ->
        assertThat(page).containsSubsequence("(#" + known.id() + ")", "\n## " + known.id() + "\n", "**Remedy:**", "```\n"));
  }
}
