package org.xen2kvm.cli.guest.option;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.guestfix.inspect.KeyRing;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The keys of LUKS containers, out of files or from programs: a key on the command line could be read by everybody on the host.
 * Stateless.
 */
final class LuksKeys {
  /** LUKS takes key files up to 8 MiB (cryptsetup's default). */
  private static final int LONGEST_KEY = 8 << 20;

  private static final int PROGRAM_SECONDS = 60;

  private LuksKeys() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Options.values("[ID=]FILE",
        "A file with the key of LUKS containers, or of the one with that UUID; one line feed at its end is left out.",
        "--key-file"));
    spec.addOption(Options.values("[ID=]PROGRAM",
        "A program that prints such a key; it is run without arguments.", "--key-command"));
  }

  /**
   * Returns the keys.
   *
   * @throws UsageException when a file is none, or a program cannot be run
   */
  static KeyRing of(Arguments arguments, Shell shell) throws UsageException {
    List<KeyRing.Key> keys = new ArrayList<>();
    for (String text : arguments.texts("--key-file")) {
      Given given = given("--key-file", text, shell);
      Path file = given.path();
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new UsageException("--key-file: " + file + " cannot be read");
      }
      keys.add(new KeyRing.Key(given.container(), () -> read(file)));
    }
    for (String text : arguments.texts("--key-command")) {
      Given given = given("--key-command", text, shell);
      Path program = given.path();
      if (!Files.isExecutable(program) || Files.isDirectory(program)) {
        throw new UsageException("--key-command: " + program + " is no program");
      }
      keys.add(new KeyRing.Key(given.container(), () -> run(program)));
    }
    return new KeyRing(keys);
  }

  /**
   * What was given.
   *
   * @param container the container that the key is for; empty for all
   * @param path the file
   */
  private record Given(Optional<String> container, Path path) {}

  /** Takes what is the name of a file as that, whatever is in it: only else an equals sign ends a container's name. */
  private static Given given(String option, String text, Shell shell) throws UsageException {
    try {
      Path whole = shell.directory().resolve(text).toAbsolutePath();
      int equals = text.indexOf('=');
      return equals <= 0 || Files.exists(whole)
          ? new Given(Optional.empty(), whole)
          : new Given(Optional.of(text.substring(0, equals)),
              shell.directory().resolve(text.substring(equals + 1)).toAbsolutePath());
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": " + text + " is no path: " + e.getReason());
    }
  }

  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return key(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be read: " + IoReason.of(e), e);
    }
  }

  private static byte[] run(Path program) {
    try {
      Process process = new ProcessBuilder(program.toString())
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        return output(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The key program " + program + " gave no key: " + IoReason.of(e), e);
    }
  }

  private static byte[] output(Process process) throws IOException {
    // Read beside the wait: a program that neither ends nor closes its output must not hold up everything.
    FutureTask<byte[]> reading = new FutureTask<>(() -> {
      try (InputStream out = process.getInputStream()) {
        return key(out);
      }
    });
    Thread reader = new Thread(reading, "key-program");
    reader.setDaemon(true);
    reader.start();
    try {
      byte[] key = reading.get(PROGRAM_SECONDS, TimeUnit.SECONDS);
      if (!process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        Arrays.fill(key, (byte) 0);
        throw new IOException("it failed");
      }
      return key;
    } catch (TimeoutException e) {
      throw new IOException("it ran for more than " + PROGRAM_SECONDS + " seconds", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    }
  }

  private static byte[] key(InputStream in) throws IOException {
    byte[] key = in.readNBytes(LONGEST_KEY + 1);
    if (key.length > LONGEST_KEY) {
      throw new IOException("it is longer than " + LONGEST_KEY + " bytes");
    }
    if (key.length == 0 || key[key.length - 1] != '\n') {
      return key;
    }
    byte[] line = Arrays.copyOf(key, key.length - 1);
    Arrays.fill(key, (byte) 0);
    return line;
  }
}
