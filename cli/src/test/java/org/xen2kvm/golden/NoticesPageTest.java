package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of notices tells what the code says. */
final class NoticesPageTest {
  private static final Path PAGE = GoldenCase.ROOT.resolve("docs/notices.md");

  @Test
  void thePageIsWhatTheCodeSays() {
    String page = NoticesPage.text();

    assertThat(page).isEqualTo(GoldenCase.expected(PAGE, page));
  }
}
