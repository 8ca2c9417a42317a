package org.xen2kvm.runner.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;
import org.xen2kvm.runner.libvirt.nativecall.NativeSize;
import org.xen2kvm.runner.libvirt.nativecall.NativeText;
import org.xen2kvm.runner.libvirt.nativecall.OpenConnection;
import org.xen2kvm.runner.storage.HostVolume;
import org.xen2kvm.runner.storage.HostVolumes;

/**
 * The volumes of a libvirt connection. Their bytes go through streams that wait, with holes in the place of zeros. Safe for
 * use by several threads.
 */
final class LibvirtVolumes implements HostVolumes {
  /** {@code struct _virStorageVolInfo}: int type, unsigned long long capacity, allocation. */
  private static final int INFO_BYTES = 24;

  private static final int INFO_CAPACITY = 8;

  /** {@code VIR_STORAGE_VOL_BLOCK}. */
  private static final int TYPE_BLOCK = 1;

  /** What libvirt's protocol takes in one message of a stream is a little less than 256 KiB; more would be cut. */
  private static final int CHUNK = 128 * 1024;

  private static final int AT_HOLE = -3;

  private final OpenConnection connection;
  private final Libvirt libvirt;
  private final LibvirtLibrary library;

  LibvirtVolumes(OpenConnection connection) {
    this.connection = connection;
    this.libvirt = connection.libvirt();
    this.library = connection.library();
  }

  @Override
  public Optional<HostVolume> find(String pool, String name) {
    return inPool(pool, opened -> {
      libvirt.check(library.virStoragePoolRefresh(opened, 0));
      try {
        return Optional.of(told(pool, libvirt.check(library.virStorageVolLookupByName(opened, name))));
      } catch (RunnerException none) {
        if (none.error() == RunnerError.NO_STORAGE_VOLUME) {
          return Optional.empty();
        }
        throw none;
      }
    });
  }

  @Override
  public HostVolume create(String pool, String name, long bytes) {
    String xml = "<volume><name>" + escaped(name) + "</name><capacity unit='bytes'>" + bytes
        + "</capacity><allocation>0</allocation><target><format type='raw'/></target></volume>";
    return inPool(pool, opened -> told(pool, libvirt.check(library.virStorageVolCreateXML(opened, xml, 0))));
  }

  @Override
  public void delete(HostVolume volume) {
    inVolume(volume, opened -> libvirt.check(library.virStorageVolDelete(opened, 0)));
  }

  @Override
  public void upload(HostVolume volume, InputStream data, long bytes) throws IOException {
    stream(volume, (opened, stream) -> {
      libvirt.check(library.virStorageVolUpload(opened, stream, 0, bytes, LibvirtLibrary.VOLUME_SPARSE_STREAM));
      byte[] chunk = new byte[CHUNK];
      long hole = 0;
      for (long left = bytes; left > 0;) {
        int wanted = (int) Math.min(CHUNK, left);
        if (data.readNBytes(chunk, 0, wanted) < wanted) {
          throw new EOFException("The data ended " + left + " bytes too early");
        }
        left -= wanted;
        if (isZeros(chunk, wanted)) {
          hole += wanted;
        } else {
          sendHole(stream, hole);
          hole = 0;
          send(stream, chunk, wanted);
        }
      }
      sendHole(stream, hole);
    });
  }

  private void sendHole(Pointer stream, long length) {
    if (length > 0) {
      libvirt.check(library.virStreamSendHole(stream, length, 0));
    }
  }

  private void send(Pointer stream, byte[] chunk, int length) {
    byte[] rest = Arrays.copyOf(chunk, length);
    while (rest.length > 0) {
      int sent = libvirt.check(library.virStreamSend(stream, rest, new NativeSize(rest.length)));
      rest = Arrays.copyOfRange(rest, sent, rest.length);
    }
  }

  private static boolean isZeros(byte[] chunk, int length) {
    for (int at = 0; at < length; at++) {
      if (chunk[at] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void download(HostVolume volume, OutputStream into, long bytes) throws IOException {
    stream(volume, (opened, stream) -> {
      libvirt.check(library.virStorageVolDownload(opened, stream, 0, bytes, LibvirtLibrary.VOLUME_SPARSE_STREAM));
      byte[] chunk = new byte[CHUNK];
      byte[] zeros = new byte[CHUNK];
      long left = bytes;
      while (left > 0) {
        int got = library.virStreamRecvFlags(
            stream, chunk, new NativeSize(Math.min(CHUNK, left)), LibvirtLibrary.STREAM_STOP_AT_HOLE);
        if (got == AT_HOLE) {
          LongByReference length = new LongByReference();
          libvirt.check(library.virStreamRecvHole(stream, length, 0));
          long hole = Math.min(length.getValue(), left);
          left -= hole;
          for (long more = hole; more > 0; more -= CHUNK) {
            into.write(zeros, 0, (int) Math.min(CHUNK, more));
          }
        } else if (libvirt.check(got) == 0) {
          throw new EOFException(volume.name() + " ended " + left + " bytes too early");
        } else {
          into.write(chunk, 0, got);
          left -= got;
        }
      }
      // The end has to be received, too: only then is the stream over.
      int more;
      do {
        more = libvirt.check(library.virStreamRecv(stream, chunk, new NativeSize(CHUNK)));
      } while (more > 0);
    });
  }

  private interface StreamWork {
    void run(Pointer volume, Pointer stream) throws IOException;
  }

  /** Runs what uses a stream, which is finished in the end, or aborted when something fails. */
  private void stream(HostVolume volume, StreamWork work) throws IOException {
    try {
      connection.with(connected -> inVolume(volume, opened -> {
        Pointer stream = libvirt.check(library.virStreamNew(connected, 0));
        boolean done = false;
        try {
          work.run(opened, stream);
          done = true;
          return libvirt.check(library.virStreamFinish(stream));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          if (!done) {
            library.virStreamAbort(stream);
          }
          library.virStreamFree(stream);
        }
      }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private <T> T inPool(String name, Function<Pointer, T> work) {
    return connection.with(connected -> {
      Pointer pool = libvirt.check(library.virStoragePoolLookupByName(connected, name));
      try {
        return work.apply(pool);
      } finally {
        library.virStoragePoolFree(pool);
      }
    });
  }

  private <T> T inVolume(HostVolume volume, Function<Pointer, T> work) {
    return inPool(volume.pool(), pool -> {
      Pointer opened = libvirt.check(library.virStorageVolLookupByName(pool, volume.name()));
      try {
        return work.apply(opened);
      } finally {
        library.virStorageVolFree(opened);
      }
    });
  }

  /** What libvirt says of a volume, which is freed. */
  private HostVolume told(String pool, Pointer volume) {
    try (Memory info = new Memory(INFO_BYTES)) {
      libvirt.check(library.virStorageVolGetInfo(volume, info));
      return new HostVolume(pool, Objects.requireNonNull(library.virStorageVolGetName(volume)),
          NativeText.take(libvirt.check(library.virStorageVolGetPath(volume))), info.getInt(0) == TYPE_BLOCK,
          info.getLong(INFO_CAPACITY));
    } finally {
      library.virStorageVolFree(volume);
    }
  }

  private static String escaped(String name) {
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
