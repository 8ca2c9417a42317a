package org.xen2kvm.runner.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The volumes in a host's storage pools, near or far: what they hold goes through the connection. A volume is bytes here;
 * which format they have is for the definition to say.
 *
 * <p>Errors: every call throws {@link org.xen2kvm.runner.RunnerException}, with
 * {@link org.xen2kvm.runner.RunnerError#NO_STORAGE_POOL} when there is no such pool,
 * {@link org.xen2kvm.runner.RunnerError#OPERATION_INVALID} when it is not active,
 * {@link org.xen2kvm.runner.RunnerError#NO_STORAGE_VOLUME} when there is no such volume.
 */
public interface HostVolumes {

  /** The volume of that name, empty when the pool has none. What came into the pool by other ways is seen, too. */
  Optional<HostVolume> find(String pool, String name);

  /**
   * A new volume that reads as zeros.
   *
   * @param bytes how many it holds; where the pool can, they take no space before they are written
   * @throws org.xen2kvm.runner.RunnerException {@link org.xen2kvm.runner.RunnerError#STORAGE_VOLUME_EXISTS} when there is
   *     one of the name
   */
  HostVolume create(String pool, String name, long bytes);

  /**
   * Writes into a volume from its beginning. What reads as zeros is not sent, so the volume is to be a new one.
   *
   * @param data exactly that many bytes are read from it
   * @throws IOException what reading throws, {@link java.io.EOFException} when there is less; the volume then holds a part
   */
  void upload(HostVolume volume, InputStream data, long bytes) throws IOException;

  /**
   * Reads a volume from its beginning.
   *
   * @param into gets exactly that many bytes
   * @throws IOException what writing throws, {@link java.io.EOFException} when the volume holds less
   */
  void download(HostVolume volume, OutputStream into, long bytes) throws IOException;

  /** Removes a volume and what it holds. */
  void delete(HostVolume volume);
}
