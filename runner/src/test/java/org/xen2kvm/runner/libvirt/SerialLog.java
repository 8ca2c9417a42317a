package org.xen2kvm.runner.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What a guest wrote on a serial port that the definition sends to a file.
 *
 * <p>A limit only ends a wait that will not succeed; a wait that succeeds ends at once.
 *
 * @param file may come into being later
 */
public record SerialLog(Path file) {
  private static final Duration POLL = Duration.ofMillis(20);

  /** Everything written so far, empty while there is no file; bytes as Latin-1. */
  public String text() {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException notYet) {
      return "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The texts of all complete {@link BootMarker} lines so far, in the order they came: which images booted. */
  public List<String> bootMarkers() {
    String text = text();
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.contains(BootMarker.PREFIX))
        .map(line -> line.substring(line.indexOf(BootMarker.PREFIX) + BootMarker.PREFIX.length()))
        .toList();
  }

  /** Waits until the log contains the text. False when the limit passed without it. */
  public boolean awaitText(String expected, Duration limit) {
    return await(() -> text().contains(expected), limit);
  }

  /**
   * Waits until any image has booted. What it was is the result, so that a test says which disk booted instead of the
   * right one; empty when the limit passed without a marker.
   */
  public List<String> awaitBootMarkers(Duration limit) {
    await(() -> !bootMarkers().isEmpty(), limit);
    return bootMarkers();
  }

  private static boolean await(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return condition.getAsBoolean();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
