package org.xen2kvm.runner;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.runner.storage.HostVolumes;
import org.xen2kvm.runner.storage.StoragePool;

/** The fake keeps the contract. */
final class FakeHostVolumesTest extends HostVolumesContract {
  @TempDir private Path folder = Path.of("");
  private final FakeDomainRunner host = new FakeDomainRunner();

  @BeforeEach
  void makePool() {
    host.addPool(new StoragePool(POOL, true, true, 1 << 30, 1 << 30, Optional.of(folder.toString())));
  }

  @Override
  protected HostVolumes volumes() {
    return host.volumes();
  }

  @Override
  protected Path folder() {
    return folder;
  }
}
