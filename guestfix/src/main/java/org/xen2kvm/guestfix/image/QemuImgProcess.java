package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/**
 * One finished run of qemu-img, without a shell, in the C locale, within a time.
 *
 * @param status its exit status
 * @param output what it wrote on standard output; the beginning, where that is absurdly long
 * @param errors what it wrote on standard error
 */
record QemuImgProcess(int status, String output, String errors) {
  private static final int OUTPUT_KEPT = 4 << 20;

  /**
   * Runs it and waits.
   *
   * @param listener gets the pieces of standard output as they come, on another thread
   */
  static QemuImgProcess run(String program, List<String> arguments, Duration limit, Consumer<String> listener) {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.addAll(arguments);
    Process process = start(argv);
    try {
      process.getOutputStream().close();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(
          () -> read(process.getInputStream(), listener), QemuImgProcess::inThread);
      CompletableFuture<String> errors = CompletableFuture.supplyAsync(
          () -> read(process.getErrorStream(), text -> {}), QemuImgProcess::inThread);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GuestDisksException(
            Reason.FAILED, "qemu-img " + arguments.get(0) + " did not end within " + limit.toSeconds() + " s", null);
      }
      return new QemuImgProcess(process.exitValue(), output.get(), errors.get().strip());
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new GuestDisksException(Reason.CANCELLED, "qemu-img " + arguments.get(0) + " was cancelled", cancelled);
    } catch (ExecutionException | IOException failure) {
      throw new GuestDisksException(Reason.FAILED, "cannot read from qemu-img: " + failure.getMessage(), failure);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> argv) {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException missing) {
      throw new GuestDisksException(
          Reason.NOT_INSTALLED,
          argv.get(0) + " cannot be run. Install it with: apt-get install qemu-utils (Debian, Ubuntu), "
              + "dnf install qemu-img (Fedora, RHEL), zypper install qemu-img (openSUSE, SLES)",
          missing);
    }
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "qemu-img-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static String read(InputStream from, Consumer<String> listener) {
    StringBuilder kept = new StringBuilder();
    byte[] buffer = new byte[8192];
    try (from) {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
        listener.accept(text);
        if (kept.length() < OUTPUT_KEPT) {
          kept.append(text);
        }
      }
      return kept.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
