package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files whose bytes are no characters of the locale, which is a process's own. */
final class UndecodableNamesTest {
  @TempDir private Path dir = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "C"})
  void areToldAndTheOthersAreRead(String locale) throws IOException, InterruptedException {
    Cli.write(dir, "in/web1.xml", Cli.kvm("web1"));
    run("C", "sh", "-c", "cp in/web1.xml \"in/$(printf 'caf\\351.xml')\"; cp in/web1.xml \"in/$(printf 'caf\\351.txt')\"");

    String told = run(locale, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), Main.class.getName(), "validate", "in");

    assertThat(told).containsPattern("in/caf.+\\.xml: error: Cannot be read: The name is not in the encoding of the locale")
        .contains("2 files: 0 converted, 1 unchanged, 0 refused, 1 failed; 1 other file passed over");
  }

  private String run(String locale, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
