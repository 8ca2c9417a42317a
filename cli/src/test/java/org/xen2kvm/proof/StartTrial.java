package org.xen2kvm.proof;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/**
 * Defines and starts one converted domain's {@link BootableDomain} and says what booted.
 *
 * <p>Thread-safety: any number of trials at once.
 */
final class StartTrial {
  /** Only ends a trial that fails; a boot takes a second or a few. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int LOG_TAIL = 6;

  private StartTrial() {}

  /** What came of it, best first. */
  enum Verdict {
    /** The firmware loaded the disk that Xen would have booted. */
    BOOTED_RIGHT_DISK,
    /** The emulator loaded and entered the kernel that the definition names. */
    BOOTED_KERNEL,
    /** It runs; UEFI loads no boot sector, so there is no more to see. */
    RUNNING_UEFI,
    /** It runs, and no drive that it may boot from has a medium. */
    RUNNING_WITH_NOTHING_TO_BOOT,
    /** It was refused, booted something else, or nothing in time. */
    FAILED
  }

  /**
   * The outcome.
   *
   * @param file which definition
   * @param detail the marker that came, or why none was to come; of a failure, the reason and the emulator's last words
   * @param prepared the definition that was started
   */
  record Outcome(String file, Verdict verdict, String detail, String prepared) {}

  /**
   * Tries one domain; leaves nothing defined.
   *
   * @param booting a permit is held while the domain comes up and boots, and given back before it is ended
   */
  static Outcome of(String file, ConversionResult result, EmbeddedLibvirt libvirt, Semaphore booting)
      throws InterruptedException {
    String name = "proof-" + NUMBER.incrementAndGet();
    try {
      booting.acquire();
      try {
        BootableDomain domain = BootableDomain.prepare(result.converted(), name, libvirt.newFolder());
        return boot(file, name, domain, BootExpectation.of(result, domain), libvirt);
      } finally {
        booting.release();
      }
    } finally {
      libvirt.remove(name);
    }
  }

  /** Tries a prepared domain against what is expected of it, and leaves it running. */
  static Outcome boot(
      String file, String name, BootableDomain domain, BootExpectation expected, EmbeddedLibvirt libvirt) {
    if (expected.verdict() == Verdict.FAILED) {
      return new Outcome(file, Verdict.FAILED, expected.why(), domain.xml());
    }
    try {
      libvirt.runner().define(domain.xml(), DefineOption.VALIDATE);
    } catch (RunnerException refused) {
      return new Outcome(file, Verdict.FAILED, "define: " + refused.getMessage(), domain.xml());
    }
    try {
      libvirt.runner().start(name);
      List<String> wanted = expected.marker().stream().toList();
      List<String> markers = expected.marker().isPresent() ? domain.serial().awaitBootMarkers(LIMIT) : List.of();
      DomainState state = libvirt.runner().state(name);
      if (state != DomainState.RUNNING) {
        return failed(file, name, "state " + state, domain, libvirt);
      }
      if (!markers.equals(wanted)) {
        return failed(file, name, "booted " + markers + " instead of " + wanted, domain, libvirt);
      }
      return new Outcome(file, expected.verdict(), markers.isEmpty() ? expected.why() : markers.get(0), domain.xml());
    } catch (RunnerException refused) {
      return failed(file, name, "start: " + refused.getMessage(), domain, libvirt);
    }
  }

  private static Outcome failed(
      String file, String name, String reason, BootableDomain domain, EmbeddedLibvirt libvirt) {
    // The command line is long, one option a line, each but the last ended by a backslash.
    List<String> log = libvirt.emulatorLog(name).lines().filter(line -> !line.endsWith("\\")).toList();
    String tail = String.join("\n    ", log.subList(Math.max(0, log.size() - LOG_TAIL), log.size()));
    return new Outcome(file, Verdict.FAILED, reason + "\n    " + tail, domain.xml());
  }
}
