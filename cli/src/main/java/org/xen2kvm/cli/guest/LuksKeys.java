package org.xen2kvm.cli.guest;

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
import java.util.concurrent.TimeUnit;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.Options;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.UsageException;
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
    for (String given : arguments.texts("--key-file")) {
      Path file = path("--key-file", given, shell);
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new UsageException("--key-file: " + file + " cannot be read");
      }
      keys.add(new KeyRing.Key(container(given), () -> read(file)));
    }
    for (String given : arguments.texts("--key-command")) {
      Path program = path("--key-command", given, shell);
      if (!Files.isExecutable(program) || Files.isDirectory(program)) {
        throw new UsageException("--key-command: " + program + " is no program");
      }
      keys.add(new KeyRing.Key(container(given), () -> run(program)));
    }
    return new KeyRing(keys);
  }

  private static Optional<String> container(String given) {
    int equals = given.indexOf('=');
    return equals > 0 ? Optional.of(given.substring(0, equals)) : Optional.empty();
  }

  private static Path path(String option, String given, Shell shell) throws UsageException {
    try {
      return shell.directory().resolve(given.substring(given.indexOf('=') + 1)).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": " + given + " is no path: " + e.getReason());
    }
  }

  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return key(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The key file " + file + " cannot be read", e);
    }
  }

  private static byte[] run(Path program) {
    try {
      Process process = new ProcessBuilder(program.toString())
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] key;
      try (InputStream out = process.getInputStream()) {
        key = key(out);
      }
      if (!process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("it failed, or ran for more than " + PROGRAM_SECONDS + " seconds");
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("The key program " + program + " gave no key", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException("The key program " + program + " was interrupted", new IOException(e));
    }
  }

  private static byte[] key(InputStream in) throws IOException {
    byte[] key = in.readNBytes(LONGEST_KEY + 1);
    if (key.length > LONGEST_KEY) {
      throw new IOException("it is longer than " + LONGEST_KEY + " bytes");
    }
    boolean lineEnd = key.length > 0 && key[key.length - 1] == '\n';
    return lineEnd ? Arrays.copyOf(key, key.length - 1) : key;
  }
}
