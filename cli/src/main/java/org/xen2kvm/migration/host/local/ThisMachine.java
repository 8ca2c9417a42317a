package org.xen2kvm.migration.host.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;

/** The machine that this process runs on. Safe for use by several threads. */
public final class ThisMachine implements LocalHost {
  private static final int MOST_READ = 1 << 20;

  /** Where firewalls' programs are, which an ordinary user's PATH leaves out. */
  private static final List<String> ADMINISTRATORS = List.of("/usr/sbin", "/sbin");

  @Override
  public Optional<String> read(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return Optional.of(new String(in.readNBytes(MOST_READ), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty(); // which is all that a check has to know
    }
  }

  @Override
  public boolean exists(String file) {
    return Files.exists(Path.of(file));
  }

  @Override
  public boolean isOpen(String file) {
    return Files.isReadable(Path.of(file)) && Files.isWritable(Path.of(file));
  }

  @Override
  public List<String> names(String folder) {
    try (Stream<Path> inside = Files.list(Path.of(folder))) {
      return inside.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  @Override
  public ImageFolder folder(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Path real = absolute.toRealPath();
      return new ImageFolder(absolute, Files.isDirectory(real), Files.getFileStore(real).getUsableSpace(), closed(real));
    } catch (IOException e) {
      return new ImageFolder(absolute, false, 0, Optional.empty());
    }
  }

  private static Optional<Path> closed(Path real) throws IOException {
    Path way = real.getRoot();
    for (Path name : real) {
      way = way.resolve(name);
      if (!Files.getPosixFilePermissions(way).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  @Override
  public ProgramAnswer run(List<String> argv, Duration limit, String until) {
    Optional<Path> program = find(argv.get(0));
    if (program.isEmpty()) {
      return ProgramAnswer.absent();
    }
    List<String> found = new ArrayList<>(argv);
    found.set(0, program.get().toString());
    ProcessBuilder builder = new ProcessBuilder(found).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return ProgramAnswer.absent();
    }
    try {
      return answer(process, limit, until);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new MigrationException(Reason.FAILED, "The check was cancelled", "", cancelled);
    } finally {
      process.destroyForcibly();
    }
  }

  @SuppressWarnings("JdkObsolete") // One thread writes it, another reads what is there by then.
  private static ProgramAnswer answer(Process process, Duration limit, String until) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    StringBuffer heard = new StringBuffer();
    CompletableFuture<Boolean> said = CompletableFuture.supplyAsync(
        () -> listen(process.getInputStream(), heard, until), ThisMachine::inThread);
    try {
      process.getOutputStream().close();
      if (said.get(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return new ProgramAnswer(Outcome.SAID, -1, heard.toString());
      }
      if (process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return new ProgramAnswer(Outcome.ENDED, process.exitValue(), heard.toString());
      }
    } catch (TimeoutException e) {
      // told below
    } catch (ExecutionException | IOException e) {
      throw new MigrationException(Reason.FAILED, "A program's words cannot be read: " + e.getMessage(), "", e);
    }
    return new ProgramAnswer(Outcome.TIMED_OUT, -1, heard.toString());
  }

  private static boolean listen(InputStream from, StringBuffer heard, String until) {
    byte[] buffer = new byte[8192];
    try (from) {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        if (heard.length() < MOST_READ) {
          heard.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
          if (!until.isEmpty() && heard.indexOf(until) >= 0) {
            return true;
          }
        }
      }
    } catch (IOException ended) {
      // destroyed in the middle of a read: what was heard is all there is
    }
    return false;
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "host-check-program");
    thread.setDaemon(true);
    thread.start();
  }

  private static Optional<Path> find(String name) {
    if (name.startsWith("/")) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    Set<String> folders = new LinkedHashSet<>(
        List.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator)));
    folders.addAll(ADMINISTRATORS);
    return folders.stream().filter(folder -> folder.startsWith("/")).map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable).findFirst();
  }

  @Override
  public String user() {
    return System.getProperty("user.name", "");
  }

  @Override
  public boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public TrialImage trialImage(byte[] start, int size) {
    try {
      Trial image = new Trial(Files.createTempFile("xen2kvm-check", ".img"));
      boolean written = false;
      try (FileChannel out = FileChannel.open(image.file(), StandardOpenOption.WRITE)) {
        out.write(ByteBuffer.wrap(start), 0);
        out.write(ByteBuffer.allocate(1), size - 1L);
        written = true;
        return image;
      } finally {
        if (!written) {
          image.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("There is no place for a trial's image: " + IoReason.withFile(e), e);
    }
  }

  private record Trial(Path file) implements TrialImage {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be removed", e);
      }
    }
  }
}
