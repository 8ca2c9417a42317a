package org.xen2kvm.runner.libvirt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A KVM host in namespaces of its own: its name, its network, its processes, and its own /run, /etc/libvirt and
 * /var/lib/libvirt, with a libvirtd in it. Its images are files of this machine, so that several hosts share storage under the
 * same paths; what they are not to share lies in {@link #folder}.
 *
 * <p>All of it ends with {@link #close}, or with this JVM however that ends: the first process of the namespace reads from
 * a pipe, and the kernel kills the rest with it.
 */
public final class KvmHost implements AutoCloseable {
  /** Addresses that no other network of a test machine should have: RFC 5737, TEST-NET-2. */
  private static final String NETWORK = "198.51.100.";

  private static final String SCRIPT = """
      set -eu
      name=$1 folder=$2
      hostname "$name"
      mount --bind "$folder/run" /run
      mount --bind "$folder/lib" /var/lib/libvirt
      mount --bind "$folder/log" /var/log/libvirt
      mount --bind "$folder/cache" /var/cache/libvirt
      mount --bind "$folder/hosts" /etc/hosts
      mount --bind "$folder/etc" /etc/libvirt
      ip link set lo up
      libvirtd >"$folder/libvirtd.log" 2>&1 &
      daemon=$!
      until [ -S /run/libvirt/libvirt-sock ]; do
        kill -0 $daemon
        sleep 0.1
      done
      echo ready
      cat >/dev/null # not by exec: the first process has to reap the emulators that are killed
      """;

  private final String name;
  private final Path folder;
  private final Process process;

  private KvmHost(String name, Path folder, Process process) {
    this.name = name;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Two hosts, {@code alpha} and {@code beta}, with a cable between them. Where there can be none, the calling test is
   * skipped with the reason, or fails if {@link EmbeddedLibvirt#REQUIRED} is set.
   *
   * @param folder an empty one with a short name, since sockets are made in it
   */
  public static List<KvmHost> pair(Path folder) {
    return named(folder, "alpha", "beta");
  }

  /** One host, {@code alpha}; otherwise as {@link #pair}. */
  public static KvmHost single(Path folder) {
    return named(folder, "alpha").get(0);
  }

  private static List<KvmHost> named(Path folder, String... names) {
    expectPossible();
    List<KvmHost> hosts = new ArrayList<>();
    try {
      for (String name : names) {
        hosts.add(start(name, folder));
      }
      if (hosts.size() > 1) {
        connect(hosts.get(0), hosts.get(1));
      }
      return List.copyOf(hosts);
    } catch (IOException e) {
      hosts.forEach(KvmHost::close);
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      hosts.forEach(KvmHost::close);
      throw e;
    }
  }

  private static void expectPossible() {
    String reason = "";
    for (List<String> probe : List.of(
        List.of("unshare", "-m", "-n", "-u", "-i", "-p", "-f", "--kill-child", "--mount-proc", "true"),
        List.of("ip", "-V"), List.of("libvirtd", "--version"), List.of("qemu-system-x86_64", "--version"))) {
      try {
        String said = run(probe);
        if (!said.isEmpty() && reason.isEmpty()) {
          reason = String.join(" ", probe) + ": " + said;
        }
      } catch (IOException e) {
        reason = String.valueOf(e.getMessage());
      }
    }
    if (reason.isEmpty()) {
      return;
    }
    reason = "no KVM hosts in namespaces here: " + reason.strip();
    // Where namespaces are forbidden no requirement helps, and some distributions have no libvirtd, but a daemon for each driver.
    boolean excused = reason.contains("unshare") || reason.contains("libvirtd");
    if (!excused && "1".equals(System.getenv(EmbeddedLibvirt.REQUIRED))) {
      Assertions.fail(reason + " (" + EmbeddedLibvirt.REQUIRED + " is set)");
    }
    System.out.println("SKIPPED: " + reason);
    Assumptions.abort(reason);
  }

  private static KvmHost start(String name, Path all) throws IOException {
    Path folder = all.resolve(name);
    for (String part : List.of("run/lock", "lib", "log", "cache", "etc/qemu", "images")) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(folder.resolve("hosts"),
        "127.0.0.1 localhost\n" + NETWORK + "1 alpha\n" + NETWORK + "2 beta\n");
    Files.writeString(folder.resolve("etc/libvirt.conf"), "");
    Files.writeString(folder.resolve("etc/libvirtd.conf"),
        "unix_sock_rw_perms = \"0700\"\nauth_unix_rw = \"none\"\nauth_unix_ro = \"none\"\n");
    // No cgroups, labels or owners: several hosts have one kernel, and their images one owner.
    Files.writeString(folder.resolve("etc/qemu.conf"), """
        user = "root"
        group = "root"
        security_driver = "none"
        stdio_handler = "file"
        cgroup_controllers = []
        dynamic_ownership = 0
        remember_owner = 0
        """);
    ProcessBuilder command = new ProcessBuilder(
        "unshare", "-m", "-n", "-u", "-i", "-p", "-f", "--kill-child", "--mount-proc",
        "bash", "-c", SCRIPT, "kvm-host", name, folder.toString());
    command.redirectError(folder.resolve("errors.log").toFile());
    Process process = command.start();
    KvmHost host = new KvmHost(name, folder, process);
    String first = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    if (!"ready".equals(first)) {
      host.close();
      throw new IOException("The host " + name + " did not come up: " + Files.readString(folder.resolve("errors.log"))
          + log(folder));
    }
    return host;
  }

  private static String log(Path folder) throws IOException {
    Path log = folder.resolve("libvirtd.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static void connect(KvmHost one, KvmHost other) throws IOException {
    // Only the network is entered: the number of the other's process is this machine's.
    expectDone(one.name, List.of("nsenter", "-t", Long.toString(one.pid()), "-n", "--",
        "ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", Long.toString(other.pid())));
    int number = 1;
    for (KvmHost host : List.of(one, other)) {
      host.expectDone("ip", "address", "add", NETWORK + number++ + "/24", "dev", "cable");
      host.expectDone("ip", "link", "set", "cable", "up");
    }
  }

  /** Its name, by which the others reach it. */
  public String name() {
    return name;
  }

  /** A folder of this machine that holds what is its own; {@code images} in it is empty. */
  public Path folder() {
    return folder;
  }

  /** What to connect to, from this machine and from other hosts: its daemon's socket. */
  public String uri() {
    return "qemu+unix:///system?socket=" + folder.resolve("run/libvirt/libvirt-sock");
  }

  /** The first process in its namespaces, by this machine's number. */
  public long pid() {
    return process.children().findFirst().orElseThrow(() -> new IllegalStateException("The host " + name + " has ended")).pid();
  }

  /** What runs a command in it. */
  public List<String> inside(String... command) {
    List<String> argv = new ArrayList<>(List.of(
        "nsenter", "-t", Long.toString(pid()), "-m", "-n", "-u", "-i", "-p", "--"));
    argv.addAll(List.of(command));
    return argv;
  }

  /** Runs a command in it. */
  public void expectDone(String... command) throws IOException {
    expectDone(name, inside(command));
  }

  private static void expectDone(String where, List<String> argv) throws IOException {
    String said = run(argv);
    if (!said.isEmpty()) {
      throw new IOException("on " + where + ": " + String.join(" ", argv) + ": " + said);
    }
  }

  /** Makes a storage pool in a folder, and starts it. */
  public void makePool(String pool, Path images) throws IOException {
    virsh("pool-define-as", pool, "dir", "--target", images.toString());
    virsh("pool-start", pool);
  }

  /** Runs virsh on it, from this machine. */
  public void virsh(String... command) throws IOException {
    List<String> argv = new ArrayList<>(List.of("virsh", "-q", "-c", uri()));
    argv.addAll(List.of(command));
    expectDone(name, argv);
  }

  /** Ends it with all that runs in it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what a command that failed said, empty when it did not. */
  private static String run(List<String> argv) throws IOException {
    ProcessBuilder command = new ProcessBuilder(argv).redirectErrorStream(true);
    command.environment().putAll(Map.of("LC_ALL", "C"));
    Process process = command.start();
    process.getOutputStream().close();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readNBytes(1 << 16), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? "" : String.format(Locale.ROOT, "exit %d: %s", code, text);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Deletes a folder of hosts that have ended, without following links. */
  public static void deleteTree(Path tree) throws IOException {
    Files.walkFileTree(tree, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
        Files.delete(visited);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
