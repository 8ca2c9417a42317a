package org.xen2kvm.proof.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs programs of the host. */
final class HostCommand {
  private HostCommand() {}

  static void run(String... argv) {
    try {
      assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).as("%s", String.join(" ", argv)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
