package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.xen2kvm.migration.MigrationException;

/** The main class of a second process that tries to take a lock: ends with 7 when it is taken, 0 when it got it. */
final class OtherProcess {
  static final int TAKEN = 7;

  private OtherProcess() {}

  public static void main(String[] args) throws IOException {
    try (GuestLock lock = GuestLock.take(List.of(Path.of(args[0])))) {
      System.out.println(lock);
    } catch (MigrationException e) {
      System.exit(TAKEN);
    }
  }

  /** Starts it, and returns its exit code. */
  static int tryLock(Path file) throws IOException, InterruptedException {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), OtherProcess.class.getName(), file.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
  }
}
