package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a serial log says about boots. */
final class SerialLogTest {
  @TempDir Path folder = Path.of("");

  @Test
  void completeMarkerLinesAreFoundInOrder() throws IOException {
    SerialLog log = log("SeaBIOS\r\nXEN2KVM-BOOT disk 1\r\n\u001b[2JXEN2KVM-BOOT disk 2\r\nlogin: ");

    assertThat(log.bootMarkers()).containsExactly("disk 1", "disk 2");
    assertThat(log.awaitText("login: ", Duration.ZERO)).isTrue();
  }

  @Test
  void unfinishedLineIsNoMarkerYet() throws IOException {
    assertThat(log("XEN2KVM-BOOT dis").bootMarkers()).isEmpty();
  }

  @Test
  void missingFileIsAnEmptyLog() {
    SerialLog log = new SerialLog(folder.resolve("absent"));

    assertThat(log.text()).isEmpty();
    assertThat(log.awaitText("anything", Duration.ZERO)).isFalse();
    assertThat(log.awaitBootMarkers(Duration.ZERO)).isEmpty();
  }

  @Test
  void waitEndsWhenTheMarkerComes() throws IOException, InterruptedException {
    SerialLog log = log("starting\r\n");
    Thread guest = new Thread(() -> append(log, "XEN2KVM-BOOT late\r\n"));
    guest.start();

    assertThat(log.awaitBootMarkers(Duration.ofMinutes(1))).containsExactly("late");
    guest.join();
  }

  private SerialLog log(String text) throws IOException {
    return new SerialLog(Files.writeString(folder.resolve("serial.log"), text, StandardCharsets.ISO_8859_1));
  }

  private static void append(SerialLog log, String text) {
    try {
      Files.writeString(log.file(), text, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
