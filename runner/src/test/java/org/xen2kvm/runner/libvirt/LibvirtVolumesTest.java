package org.xen2kvm.runner.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.HostVolumesContract;
import org.xen2kvm.runner.storage.HostVolumes;

/** A real libvirt keeps the contract: a daemon, since the embedded driver has no storage. */
final class LibvirtVolumesTest extends HostVolumesContract {
  private static @Nullable Path all;
  private static @Nullable KvmHost host;

  private @Nullable DomainRunner runner;

  @BeforeAll
  static void start() throws IOException {
    all = Files.createTempDirectory(Path.of("/tmp"), "x2h");
    host = KvmHost.single(all);
    host.makePool(POOL, host.folder().resolve("images"));
  }

  @AfterAll
  static void end() throws IOException {
    KvmHost started = host;
    if (started != null) {
      started.close();
    }
    Path made = all;
    if (made != null) {
      KvmHost.deleteTree(made);
    }
  }

  @BeforeEach
  void connect() {
    runner = LibvirtRunner.open(Objects.requireNonNull(host).uri());
  }

  @AfterEach
  void disconnect() {
    Objects.requireNonNull(runner).close();
  }

  @Override
  protected HostVolumes volumes() {
    return Objects.requireNonNull(runner).volumes();
  }

  @Override
  protected Path folder() {
    return Objects.requireNonNull(host).folder().resolve("images");
  }
}
