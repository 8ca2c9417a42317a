package org.xen2kvm.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.storage.HostVolume;
import org.xen2kvm.runner.storage.HostVolumes;

/** What every {@link HostVolumes} does. Run on the fake and on a real libvirt. */
public abstract class HostVolumesContract {
  /** The pool of the tests, active and empty at their beginning. */
  protected static final String POOL = "images";

  /** The volumes of a host with the pool. */
  protected abstract HostVolumes volumes();

  /** The pool's folder, as this machine sees it. */
  protected abstract Path folder();

  @Test
  void volumeHoldsWhatWasUploadedWithItsHoles() throws IOException {
    byte[] data = new byte[3 * 1024 * 1024 + 17];
    new Random(4).nextBytes(data);
    Arrays.fill(data, 200_000, 2_000_000, (byte) 0);
    Arrays.fill(data, data.length - 300_000, data.length, (byte) 0);

    HostVolume volume = volumes().create(POOL, "a&b.img", data.length);
    volumes().upload(volume, new ByteArrayInputStream(data), data.length);

    Path file = folder().resolve("a&b.img");
    assertThat(volume).isEqualTo(new HostVolume(POOL, "a&b.img", file.toString(), false, data.length));
    assertThat(file).hasBinaryContent(data);
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    volumes().download(volume, back, data.length);
    assertThat(back.toByteArray()).isEqualTo(data);
    assertThat(volumes().find(POOL, "a&b.img")).contains(volume);

    volumes().delete(volume);
    assertThat(file).doesNotExist();
    assertThat(volumes().find(POOL, "a&b.img")).isEmpty();
  }

  @Test
  void whatIsTakenOrNotThereIsRefusedByName() throws IOException {
    HostVolume volume = volumes().create(POOL, "taken", 4096);
    Files.write(folder().resolve("brought"), new byte[] {1});

    assertThat(error(() -> volumes().create(POOL, "taken", 4096))).isEqualTo(RunnerError.STORAGE_VOLUME_EXISTS);
    assertThat(volumes().find(POOL, "brought")).map(HostVolume::capacity).isEqualTo(Optional.of(1L));
    assertThat(error(() -> volumes().find("nowhere", "taken"))).isEqualTo(RunnerError.NO_STORAGE_POOL);
    assertThat(error(() -> volumes().create("nowhere", "x", 1))).isEqualTo(RunnerError.NO_STORAGE_POOL);
    volumes().delete(volume);
    assertThat(error(() -> volumes().delete(volume))).isEqualTo(RunnerError.NO_STORAGE_VOLUME);
  }

  @Test
  void tooLittleDataFailsBothWays() {
    HostVolume volume = volumes().create(POOL, "short", 4096);

    assertThatThrownBy(() -> volumes().upload(volume, new ByteArrayInputStream(new byte[9]), 4096))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> volumes().download(volume, new ByteArrayOutputStream(), 8192)).isInstanceOf(EOFException.class);

    volumes().delete(volume);
  }

  private static RunnerError error(Runnable work) {
    return Objects.requireNonNull(catchThrowableOfType(RunnerException.class, work::run)).error();
  }
}
