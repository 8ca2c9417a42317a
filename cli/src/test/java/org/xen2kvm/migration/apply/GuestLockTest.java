package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;

final class GuestLockTest {
  @TempDir private Path folder = Path.of("");

  private Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  void aSharedFileKeepsTheOtherOut() throws IOException {
    try (GuestLock lock = GuestLock.take(List.of(file("a"), file("b")))) {
      assertThat(lock).isNotNull();
      MigrationException taken =
          catchThrowableOfType(MigrationException.class, () -> GuestLock.take(List.of(file("c"), file("b"))));
      assertThat(taken.reason()).isEqualTo(Reason.TAKEN);
      GuestLock.take(List.of(file("c"))).close();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(WorkFile.lock(file("a"))))).isEqualTo("rw-------");
    }
    GuestLock.take(List.of(file("a"), file("b"))).close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anotherProcessIsKeptOutToo() throws IOException, InterruptedException {
    try (GuestLock lock = GuestLock.take(List.of(file("a")))) {
      assertThat(lock).isNotNull();
      // A failed try of another thread must not make this process lose the lock.
      assertThatThrownBy(() -> GuestLock.take(List.of(file("a")))).isInstanceOf(MigrationException.class);
      assertThat(OtherProcess.tryLock(file("a"))).isEqualTo(OtherProcess.TAKEN);
    }
    assertThat(OtherProcess.tryLock(file("a"))).isZero();
  }

  @Test
  void aFileThatAKilledProcessLeftIsTakenOver() throws IOException {
    Files.writeString(WorkFile.lock(file("a")), "left");

    GuestLock.take(List.of(file("a"))).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path precious = Files.writeString(file("precious"), "precious");
    Files.createSymbolicLink(WorkFile.lock(file("a")), precious);

    assertThatThrownBy(() -> GuestLock.take(List.of(file("a")))).isInstanceOf(IOException.class);
    assertThat(precious).hasContent("precious");
  }

  @Test
  void oneOfManyThreadsHasItAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger got = new AtomicInteger();
    Callable<Object> work = () -> {
      for (int round = 0; round < 200; round++) {
        try (GuestLock lock = GuestLock.take(List.of(file("a")))) {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          got.incrementAndGet();
          inside.decrementAndGet();
        } catch (MigrationException e) {
          Thread.yield();
        }
      }
      return "";
    };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Object>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      all.add(threads.submit(work));
    }
    for (Future<Object> each : all) {
      each.get();
    }
    threads.shutdown();

    assertThat(most).hasValue(1);
    assertThat(got.get()).isPositive();
    assertThat(folder).isEmptyDirectory();
  }
}
