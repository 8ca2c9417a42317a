package org.xen2kvm.runner.libvirt.nativecall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.RunnerException;

/** What becomes of a call that nobody waits for any more. */
final class PatienceTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void whatComesTooLateIsDisposedOf() throws InterruptedException {
    CountDownLatch givenUp = new CountDownLatch(1);
    CountDownLatch disposed = new CountDownLatch(1);

    assertThatThrownBy(() -> Patience.await("opening", SHORT, () -> awaited(givenUp), late -> disposed.countDown()))
        .isInstanceOf(RunnerException.class);
    givenUp.countDown();

    disposed.await(); // or the test hangs
    assertThat(disposed.getCount()).isZero();
  }

  private static String awaited(CountDownLatch latch) {
    try {
      latch.await();
      return "late";
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
