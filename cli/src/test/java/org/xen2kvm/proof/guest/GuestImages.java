package org.xen2kvm.proof.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The guest images of {@code testdata/guests}, built on this machine once and kept in {@code .cache}. Building needs Debian or
 * Ubuntu, and root; where the tests must not be skipped ({@code XEN2KVM_REQUIRE_LIBVIRT}) a run without root fails.
 */
final class GuestImages {
  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", "..")).toAbsolutePath().normalize();
  private static final int BUILD_MINUTES = 20;

  private GuestImages() {}

  /**
   * The cases to prove here: {@code XEN2KVM_GUESTS} is {@code all} (as when it is not set), {@code quick}, or names separated by
   * commas.
   */
  static List<String> wanted() {
    String choice = System.getenv().getOrDefault("XEN2KVM_GUESTS", "all");
    return switch (choice) {
      case "all" -> run("--list").lines().map(line -> line.split(" ")[0]).toList();
      case "quick" -> List.of("grub-device-names", "pygrub-menu-lst", "xen-tools-partitions", "dracut");
      default -> List.of(choice.split(","));
    };
  }

  /** The folder of a case: its images, {@code domain.xml} and {@code expect}. */
  static Path of(String name) {
    if (!Files.exists(Path.of("/etc/debian_version"))) {
      System.out.println("SKIPPED: guest images are built from Debian's packages, on Debian and Ubuntu");
      Assumptions.abort("guest images are built on Debian and Ubuntu");
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root && !"1".equals(System.getenv("XEN2KVM_REQUIRE_LIBVIRT"))) {
      System.out.println("SKIPPED: building guest " + name + " needs root");
      Assumptions.abort("building guest images needs root");
    }
    List<String> lines = run(name).lines().toList();
    return Path.of(lines.get(lines.size() - 1));
  }

  private static String run(String argument) {
    try {
      Path messages = Files.createTempFile("guest-build", ".log");
      try {
        Process process = new ProcessBuilder(ROOT.resolve("testdata/guests/build").toString(), argument)
            .redirectError(messages.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
        if (!ended || process.exitValue() != 0) {
          process.destroyForcibly();
          throw new IllegalStateException("testdata/guests/build " + argument
              + (ended ? " failed:\n" : " took too long:\n") + text(messages));
        }
        return out;
      } finally {
        Files.delete(messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The text of a file of a case. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
