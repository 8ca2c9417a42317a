package org.xen2kvm.runner.boot;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.Console;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.StartOption;
import org.xen2kvm.runner.Subscription;

/**
 * Starts domains and says whether their guests boot.
 *
 * <p>A start proves little: the emulator runs also when the guest finds no disk. So the domain is started paused, its
 * console opened, and only then let run; no byte of the console is lost.
 *
 * <p>Thread-safety: any number of boots at once; each blocks its caller. The console is looked at about twenty times a
 * second, the host is asked once a second.
 */
public final class BootWatch {
  private static final String NO_CONSOLE =
      "the domain has no serial console of type pty, and only that was to prove its boot; its guest has not run";

  private final Pace pace;
  private final PortKnock knock;

  /** A watch on the machine's clock. */
  public BootWatch() {
    this(Pace.REAL, PortKnock.REAL);
  }

  BootWatch(Pace pace, PortKnock knock) {
    this.pace = pace;
    this.knock = knock;
  }

  /**
   * Starts a domain and watches it until one of the probes holds, or until none will: the domain ended or stands still,
   * its console shows something hopeless, the limit passed, or the caller cancelled (or was interrupted).
   *
   * <p>The domain is left as it is then, running or not. Where there is no serial console and only that was to prove the
   * boot, it is left paused, and its guest has not run.
   *
   * @param domain defined and not running
   * @param hopeless true of a serial text (its last 65536 characters, escapes and all) after which no boot succeeds, a
   *     kernel panic for example; asked again with each piece
   * @param cancelled asked about twenty times a second
   * @param serial gets each piece of the serial text as it comes, control characters included
   * @throws RunnerException when the host refuses to start the domain or to let it run, or when the connection fails;
   *     the domain may then be off, paused or running
   */
  public BootReport start(
      DomainRunner runner,
      String domain,
      BootExpectation expectation,
      Predicate<String> hopeless,
      BooleanSupplier cancelled,
      Consumer<String> serial) {
    DomainEnd end = new DomainEnd(runner, domain);
    Subscription events = runner.onLifecycle(end);
    try {
      runner.start(domain, StartOption.PAUSED);
      Console console = consoleOf(runner, domain);
      try {
        if (console == null && expectation.probes().stream().allMatch(BootProbe::isSerial)) {
          return new BootReport(false, Optional.empty(), end.state(), "", Duration.ZERO, NO_CONSOLE);
        }
        GuestProbes outside = GuestProbes.beforeRunning(runner, domain, knock);
        runner.resume(domain);
        SerialWatch inside = new SerialWatch(console, expectation.probes(), hopeless, serial);
        return new BootCourse(pace, expectation, inside, outside, end).watch(cancelled);
      } finally {
        if (console != null) {
          console.close();
        }
      }
    } finally {
      events.close();
    }
  }

  private static @Nullable Console consoleOf(DomainRunner runner, String domain) {
    try {
      return runner.openConsole(domain);
    } catch (RunnerException refused) {
      if (refused.error() == RunnerError.NO_CONSOLE) {
        return null;
      }
      throw refused;
    }
  }
}
