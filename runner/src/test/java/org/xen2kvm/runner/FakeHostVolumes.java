package org.xen2kvm.runner;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.xen2kvm.runner.storage.HostVolume;
import org.xen2kvm.runner.storage.HostVolumes;
import org.xen2kvm.runner.storage.StoragePool;

/** Volumes as files in the folders of a fake host's pools. Pools without a folder are not active. */
final class FakeHostVolumes implements HostVolumes {
  private final FakeDomainRunner host;

  FakeHostVolumes(FakeDomainRunner host) {
    this.host = host;
  }

  private Path folder(String pool) {
    StoragePool found = host.pools().stream().filter(each -> each.name().equals(pool)).findFirst().orElseThrow(() ->
        new RunnerException(RunnerError.NO_STORAGE_POOL, "Storage pool not found: no storage pool with matching name '" + pool + "'"));
    return Path.of(found.path().filter(path -> found.active()).orElseThrow(() ->
        new RunnerException(RunnerError.OPERATION_INVALID, "storage pool '" + pool + "' is not active")));
  }

  private HostVolume of(String pool, Path file) {
    try {
      return new HostVolume(pool, String.valueOf(file.getFileName()), file.toString(), false, Files.size(file));
    } catch (NoSuchFileException none) {
      throw new RunnerException(RunnerError.NO_STORAGE_VOLUME, "Storage volume not found: " + file, none);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<HostVolume> find(String pool, String name) {
    Path file = folder(pool).resolve(name);
    return Files.exists(file) ? Optional.of(of(pool, file)) : Optional.empty();
  }

  @Override
  public HostVolume create(String pool, String name, long bytes) {
    Path file = folder(pool).resolve(name);
    try {
      Files.createFile(file);
      try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
        made.setLength(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new RunnerException(RunnerError.STORAGE_VOLUME_EXISTS, "storage volume '" + name + "' exists already", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(pool, file);
  }

  @Override
  public void upload(HostVolume volume, InputStream data, long bytes) throws IOException {
    HostVolume found = of(volume.pool(), folder(volume.pool()).resolve(volume.name()));
    try (RandomAccessFile file = new RandomAccessFile(found.path(), "rw")) {
      byte[] all = data.readNBytes((int) bytes);
      file.write(all);
      if (all.length < bytes) {
        throw new EOFException("The data ended too early");
      }
    }
  }

  @Override
  public void download(HostVolume volume, OutputStream into, long bytes) throws IOException {
    HostVolume found = of(volume.pool(), folder(volume.pool()).resolve(volume.name()));
    byte[] all = Files.readAllBytes(Path.of(found.path()));
    if (all.length < bytes) {
      throw new EOFException(volume.name() + " ended too early");
    }
    into.write(all, 0, (int) bytes);
  }

  @Override
  public void delete(HostVolume volume) {
    HostVolume found = of(volume.pool(), folder(volume.pool()).resolve(volume.name()));
    try {
      Files.delete(Path.of(found.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
