package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.Console;

/** Reads a guest's serial console and looks, piece by piece, for what is expected and what is hopeless. */
final class SerialWatch {
  /** So that a guest that never stops writing does not keep its watch from the clock. */
  private static final int PIECES_AT_ONCE = 64;

  private static final int PIECE = 4096;

  /** How long a console may take to give the last bytes of a domain that has ended. */
  private static final Duration LAST_BYTES = Duration.ofSeconds(1);

  private final @Nullable Console console;
  private final List<BootProbe> probes;
  private final Predicate<String> hopeless;
  private final Consumer<String> listener;
  private final SerialTranscript transcript = new SerialTranscript();
  private final byte[] piece = new byte[PIECE];
  private boolean hopelessNow;

  SerialWatch(
      @Nullable Console console, List<BootProbe> probes, Predicate<String> hopeless, Consumer<String> listener) {
    this.console = console;
    this.probes = probes.stream().filter(BootProbe::isSerial).toList();
    this.hopeless = hopeless;
    this.listener = listener;
  }

  /** Takes what has come, without waiting. The probe that holds, if one does. */
  Optional<BootProbe> look() {
    return read(Duration.ZERO);
  }

  /** Takes what a domain that has ended wrote last. The probe that holds, if one does. */
  Optional<BootProbe> lookAtTheLast() {
    return read(LAST_BYTES);
  }

  /** True once the text is such that no boot succeeds after it. */
  boolean isHopeless() {
    return hopelessNow;
  }

  /** False when the guest has no serial console that could be opened. */
  boolean hasConsole() {
    return console != null;
  }

  /** The last of the text. */
  String tail() {
    return transcript.tail();
  }

  private Optional<BootProbe> read(Duration wait) {
    Console open = console;
    if (open == null) {
      return Optional.empty();
    }
    for (int count = 0; count < PIECES_AT_ONCE && !hopelessNow; count++) {
      int length = open.read(piece, wait);
      if (length <= 0) {
        return Optional.empty();
      }
      listener.accept(transcript.append(piece, length));
      Optional<BootProbe> shown = probes.stream().filter(transcript::shows).findFirst();
      if (shown.isPresent()) {
        return shown;
      }
      hopelessNow = hopeless.test(transcript.tail());
    }
    return Optional.empty();
  }
}
