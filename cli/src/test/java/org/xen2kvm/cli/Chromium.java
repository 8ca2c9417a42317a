package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real browser without a screen.
 *
 * @param program its path
 * @param profile a folder of its own
 */
record Chromium(String program, Path profile) {
  /** Set where its absence must fail a test instead of skipping it. */
  private static final String REQUIRED = "XEN2KVM_REQUIRE_CHROMIUM";

  private static final int HANGS_AFTER_SECONDS = 120;

  /** Returns the browser, or skips the test and says why. */
  static Chromium here(Path profile) {
    Optional<String> program = Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable).map(Path::toString).findFirst();
    if (program.isEmpty()) {
      assertThat(System.getenv(REQUIRED)).as("There is no Chromium, and %s is set", REQUIRED).isNotEqualTo("1");
      System.out.println("Skipped: there is no Chromium to load the review page");
    }
    assumeTrue(program.isPresent(), "there is no Chromium");
    return new Chromium(program.orElseThrow(), profile);
  }

  /**
   * Returns the page as HTML once its scripts have run.
   *
   * @param fragment what the address says behind the #
   */
  String dom(Path page, String fragment) throws IOException, InterruptedException {
    Path out = profile.resolveSibling("dom.html");
    Path log = profile.resolveSibling("chromium.log");
    // The sandbox needs privileges that a container has not, and a root that Chromium does not want; the page is ours.
    Process process = new ProcessBuilder(List.of(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=" + profile, "--window-size=1280,900", "--enable-logging=stderr", "--dump-dom",
        page.toUri() + (fragment.isEmpty() ? "" : "#" + fragment)))
        .redirectOutput(out.toFile()).redirectError(log.toFile()).start();
    try {
      assertThat(process.waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said.lines().filter(line -> line.contains("CONSOLE"))).as("errors of the page's script, and of its policy").isEmpty();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
