package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.ConnectionOptions;

/** How connections are opened: patiently, for reading only, and with hosts that do not answer. */
final class OpeningTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final ConnectionOptions standard = ConnectionOptions.standard();

  /** Takes the connection (by the kernel) and never answers, as a host that hangs. */
  @Test
  void hostThatHangsIsGivenUp() throws IOException {
    EmbeddedLibvirt.shared(); // skips where there is no libvirt
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String uri = "qemu+tcp://127.0.0.1:" + hanging.getLocalPort() + "/system";

      RunnerException late = refusal(uri, standard.openingWithin(SHORT));

      assertThat(late.error()).isEqualTo(RunnerError.OPERATION_TIMEOUT);
      assertThat(late).hasMessageContaining(uri);
    }
  }

  @Test
  void interruptEndsTheWaitForAHostThatHangs() throws IOException {
    EmbeddedLibvirt.shared();
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.currentThread().interrupt();

      RunnerException aborted = refusal("qemu+tcp://127.0.0.1:" + hanging.getLocalPort() + "/system", standard);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(aborted.error()).isEqualTo(RunnerError.OPERATION_ABORTED);
    }
  }

  @Test
  void hostThatIsNotThereSaysSoAtOnce() throws IOException {
    EmbeddedLibvirt.shared();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(refusal("qemu+tcp://127.0.0.1:" + port + "/system", standard).error()).isEqualTo(RunnerError.SYSTEM);
  }

  @Test
  void connectionForReadingChangesNothing() {
    String uri = new EmbeddedRoot(EmbeddedLibvirt.shared().root()).uri();

    try (LibvirtRunner reader = LibvirtRunner.open(uri, standard.onlyReading())) {
      assertThat(reader.version()).isEqualTo(EmbeddedLibvirt.shared().runner().version());
      assertThatThrownBy(() -> reader.define("<domain/>"))
          .isInstanceOfSatisfying(RunnerException.class, denied ->
              assertThat(denied.error()).as(denied.getMessage()).isEqualTo(RunnerError.OPERATION_DENIED));
    }
  }

  @Test
  void closedConnectionIsNotAlive() {
    LibvirtRunner runner = LibvirtRunner.open(new EmbeddedRoot(EmbeddedLibvirt.shared().root()).uri());
    assertThat(runner.isAlive()).isTrue();

    runner.close();

    assertThat(runner.isAlive()).isFalse();
  }

  @Test
  void optionsThatLibvirtCannotTakeAreRefused() {
    assertThatThrownBy(() -> standard.openingWithin(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    Duration negative = Duration.ofSeconds(-1);
    assertThatThrownBy(() -> new ConnectionOptions(false, negative, 1, SHORT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RunnerException refusal(String uri, ConnectionOptions options) {
    return Objects.requireNonNull(
        catchThrowableOfType(RunnerException.class, () -> LibvirtRunner.open(uri, options).close()), "not refused");
  }
}
