package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;

/** What a process leaves behind that is told to end, or killed, in the middle of an apply. */
final class EndedProcessTest {
  private static final int SIGTERM = 15;
  private static final int LONGEST_SECONDS = 60;

  @TempDir private Path folder = Path.of("");

  private Process applying() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), EndedProcess.class.getName(), folder.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Path launching = folder.resolve("launching");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!Files.exists(launching) && System.nanoTime() < end && process.isAlive()) {
      Thread.sleep(10);
    }
    assertThat(launching).exists();
    Files.delete(launching);
    return process;
  }

  @Test
  void aTerminatedApplyCancelsTheApplianceAndDropsItsFiles() throws IOException, InterruptedException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    Cli.write(folder, "web1.xml", guest.definition());
    Map<String, String> before = guest.files();
    Process process = applying();
    assertThat(guest.files().keySet()).contains("web1-xvda.xen2kvm.qcow2.xen2kvm.part");

    process.destroy();

    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + SIGTERM);
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aKilledApplyLeavesUnfinishedFilesAlone() throws IOException, InterruptedException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    Cli.write(folder, "web1.xml", guest.definition());
    Map<String, String> before = guest.files();
    Process process = applying();

    process.destroyForcibly().waitFor();

    Map<String, String> left = guest.files();
    assertThat(left).containsAllEntriesOf(before).hasSizeGreaterThan(before.size());
    left.keySet().removeAll(before.keySet());
    assertThat(left.keySet()).allSatisfy(name -> assertThat(name).endsWith(".part"));
    assertThat(GuestCli.run(folder, MemoryGuest.tree("debian12"), "apply", "web1.xml").code()).isZero();
    assertThat(guest.files().keySet()).noneMatch(name -> name.endsWith(".part"));
  }
}
