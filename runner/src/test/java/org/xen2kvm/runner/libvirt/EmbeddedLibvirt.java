package org.xen2kvm.runner.libvirt;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;

/**
 * A real libvirt with its QEMU driver inside this JVM: no daemon, no configuration of the machine, nothing left behind.
 *
 * <p>Its root is a fresh folder under /tmp (socket paths must stay short), prepared by {@link EmbeddedRoot}. A
 * process can only ever open one root, so all tests of a JVM share one. It is cleaned up when the JVM ends: domains are
 * destroyed, the root is deleted. (Only a JVM that is killed leaves both behind.)
 *
 * <p>What the emulators of the machine can do takes libvirt several seconds to find out; it is kept in {@code .cache}
 * under the project ({@code xen2kvm.root}) between runs, where libvirt itself checks that it is still true.
 *
 * <p>Thread-safety: as {@link LibvirtRunner}. Domains run in parallel; names are shared, so each test picks its own.
 */
public final class EmbeddedLibvirt {
  /** Set to 1 where the tests on a real libvirt must not be skipped: environment variable or system property. */
  public static final String REQUIRED = "XEN2KVM_REQUIRE_LIBVIRT";

  private static final List<String> PROGRAMS = List.of("qemu-system-x86_64", "qemu-img");

  private static @Nullable EmbeddedLibvirt shared;
  private static @Nullable String unavailable;

  private final Path root;
  private final DomainRunner runner;

  private EmbeddedLibvirt(Path root, DomainRunner runner) {
    this.root = root;
    this.runner = runner;
  }

  /**
   * The one of this JVM. Where there is none, the calling test is skipped with the reason, or fails if
   * {@link #REQUIRED} is set.
   */
  public static synchronized EmbeddedLibvirt shared() {
    EmbeddedLibvirt ready = shared;
    if (ready != null) {
      return ready;
    }
    String reason = unavailable;
    if (reason == null) {
      try {
        ready = open();
        shared = ready;
        Runtime.getRuntime().addShutdownHook(new Thread(ready::close, "close-embedded-libvirt"));
        return ready;
      } catch (RunnerException | UnavailableException absent) {
        reason = "no libvirt with QEMU driver here: " + absent.getMessage();
        unavailable = reason;
      }
    }
    if (isRequired()) {
      return Assertions.fail(reason + " (" + REQUIRED + " is set)");
    }
    System.out.println("SKIPPED: " + reason);
    return Assumptions.abort(reason);
  }

  private static EmbeddedLibvirt open() {
    for (String program : PROGRAMS) {
      if (findProgram(program).isEmpty()) {
        throw new UnavailableException(program + " is not installed");
      }
    }
    try {
      Path root = Files.createTempDirectory(Path.of("/tmp"), "x2k");
      try {
        new EmbeddedRoot(root).prepare();
        Files.createDirectories(root.resolve("images"));
        keepCapabilities(root);
        return new EmbeddedLibvirt(root, LibvirtRunner.open(uriOf(root)));
      } catch (RunnerException refused) {
        deleteTree(root);
        throw refused;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The shared connection. Left open by callers. */
  public DomainRunner runner() {
    return runner;
  }

  /** A connection of its own to the same driver, with the same domains; for its caller to close. */
  public DomainRunner newRunner() {
    return LibvirtRunner.open(uriOf(root));
  }

  /** What to connect to. */
  public String uri() {
    return uriOf(root);
  }

  /** The driver's root: configuration under etc, the emulators' logs under log/qemu. */
  public Path root() {
    return root;
  }

  /** A new, empty folder for the images and serial logs of one test, gone with the root at the latest. */
  public Path newFolder() {
    try {
      return Files.createTempDirectory(root.resolve("images"), "d");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What the emulator of that domain logged (command line, warnings, errors), empty if it never started. */
  public String emulatorLog(String domain) {
    Path log = root.resolve("log/qemu").resolve(domain + ".log");
    try {
      return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Destroys and undefines the domain, whatever its state; nothing when there is none. For the end of a test. */
  public void remove(String domain) {
    remove(runner, domain);
  }

  private static void remove(DomainRunner runner, String domain) {
    if (isKnown(runner, domain) && runner.state(domain).isActive()) {
      runner.destroy(domain);
    }
    if (isKnown(runner, domain)) { // one that was undefined while it ran is gone by now
      runner.undefine(domain);
    }
  }

  private static boolean isKnown(DomainRunner runner, String domain) {
    return runner.list().stream().map(DefinedDomain::name).anyMatch(domain::equals);
  }

  /**
   * Removes all domains and deletes the root. The shared connection is closed first, so that tests still running
   * (when the JVM is asked to end in their midst) start no more.
   */
  private void close() {
    runner.close();
    List<RunnerException> failures = new ArrayList<>();
    try (DomainRunner last = newRunner()) {
      for (DefinedDomain domain : last.list()) {
        try {
          remove(last, domain.name());
        } catch (RunnerException failed) {
          failures.add(failed);
        }
      }
    }
    try {
      deleteTree(root);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private static String uriOf(Path root) {
    return new EmbeddedRoot(root).uri();
  }

  private static boolean isRequired() {
    return "1".equals(System.getenv(REQUIRED)) || "1".equals(System.getProperty(REQUIRED));
  }

  private static Optional<Path> findProgram(String name) {
    return List.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator)).stream()
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Puts the driver's cache where the next run finds it. Without a project folder the cache is the root's own. */
  private static void keepCapabilities(Path root) throws IOException {
    String project = System.getProperty("xen2kvm.root");
    if (project != null) {
      Path kept = Path.of(project, ".cache", "libvirt-" + System.getProperty("user.name"));
      Files.createDirectories(kept);
      Files.createSymbolicLink(root.resolve("cache"), kept.toRealPath());
    }
  }

  /** Deletes a tree without following links. */
  private static void deleteTree(Path tree) throws IOException {
    Files.walkFileTree(tree, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        if (failure != null) {
          throw failure;
        }
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /** What libvirt needs beside itself is not here. */
  private static final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }
}
