package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * The functions of {@code libvirt.so.0} that the runner calls, as its headers declare them.
 *
 * <p>A {@code char *} that libvirt allocates for the caller is a {@link Pointer} here, so that {@link NativeText} can
 * free it; a {@code String} result would leak. {@code virDomainGetName} and {@code virGetLastErrorMessage} lend theirs.
 * Null results mean failure.
 */
public interface LibvirtLibrary extends Library {
  /** {@code VIR_DOMAIN_DEFINE_VALIDATE}. */
  int DEFINE_VALIDATE = 1;

  /** {@code VIR_DOMAIN_XML_INACTIVE}. */
  int XML_INACTIVE = 2;

  /** {@code VIR_DOMAIN_XML_SECURE}: without it passwords are left out. */
  int XML_SECURE = 1;

  /** {@code VIR_DOMAIN_START_PAUSED}. */
  int START_PAUSED = 1;

  /** {@code VIR_DOMAIN_UNDEFINE_MANAGED_SAVE}: without it a domain with a save image cannot be undefined. */
  int UNDEFINE_MANAGED_SAVE = 1;

  /** {@code VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA}: without it a domain with snapshots cannot be undefined. */
  int UNDEFINE_SNAPSHOTS_METADATA = 2;

  /** {@code VIR_DOMAIN_UNDEFINE_NVRAM}: without it a domain with an NVRAM file cannot be undefined. */
  int UNDEFINE_NVRAM = 4;

  /** {@code VIR_UUID_STRING_BUFLEN}: 36 characters and the zero. */
  int UUID_STRING_LENGTH = 37;

  /** {@code VIR_DOMAIN_EVENT_ID_LIFECYCLE}. */
  int EVENT_LIFECYCLE = 0;

  /** {@code VIR_STREAM_NONBLOCK}. */
  int STREAM_NONBLOCK = 1;

  /** {@code VIR_DOMAIN_CONSOLE_FORCE}: whoever has the console open loses it. */
  int CONSOLE_FORCE = 1;

  /** {@code VIR_STREAM_RECV_STOP_AT_HOLE}. */
  int STREAM_STOP_AT_HOLE = 1;

  /** {@code VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM} and {@code VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM}. */
  int VOLUME_SPARSE_STREAM = 1;

  /** {@code VIR_STREAM_EVENT_READABLE}. */
  int STREAM_READABLE = 1;

  /** {@code VIR_STREAM_EVENT_WRITABLE}. */
  int STREAM_WRITABLE = 2;

  /** {@code VIR_STREAM_EVENT_ERROR}. */
  int STREAM_ERROR = 4;

  /** {@code VIR_STREAM_EVENT_HANGUP}. */
  int STREAM_HANGUP = 8;

  int virInitialize();

  int virGetVersion(NativeLongByReference version, @Nullable String type, @Nullable NativeLongByReference typeVersion);

  void virSetErrorFunc(@Nullable Pointer userData, ErrorHandler handler);

  @Nullable Pointer virGetLastError();

  int virEventRegisterDefaultImpl();

  int virEventRunDefaultImpl();

  /** Adds a timer to the event loop; -1 never, 0 at its next turn. Any thread; wakes the loop. */
  int virEventAddTimeout(int milliseconds, TimerHandler handler, @Nullable Pointer userData, @Nullable Pointer free);

  void virEventUpdateTimeout(int timer, int milliseconds);

  @Nullable Pointer virConnectOpen(String uri);

  @Nullable Pointer virConnectOpenReadOnly(String uri);

  /** 0 when it is set, 1 when the connection cannot, -1 for an error. */
  int virConnectSetKeepAlive(Pointer connection, int seconds, int count);

  int virConnectIsAlive(Pointer connection);

  int virConnectClose(Pointer connection);

  int virConnectGetVersion(Pointer connection, NativeLongByReference version);

  @Nullable Pointer virConnectGetCapabilities(Pointer connection);

  @Nullable Pointer virConnectGetDomainCapabilities(
      Pointer connection,
      @Nullable String emulator,
      @Nullable String arch,
      @Nullable String machine,
      @Nullable String virtType,
      int flags);

  int virConnectListAllDomains(Pointer connection, PointerByReference domains, int flags);

  @Nullable Pointer virDomainDefineXMLFlags(Pointer connection, String xml, int flags);

  @Nullable Pointer virDomainLookupByName(Pointer connection, String name);

  @Nullable String virDomainGetName(Pointer domain);

  int virDomainGetUUIDString(Pointer domain, byte[] uuid);

  @Nullable Pointer virDomainGetXMLDesc(Pointer domain, int flags);

  int virDomainGetState(Pointer domain, IntByReference state, @Nullable IntByReference reason, int flags);

  int virDomainCreateWithFlags(Pointer domain, int flags);

  int virDomainDestroyFlags(Pointer domain, int flags);

  int virDomainHasManagedSaveImage(Pointer domain, int flags);

  int virDomainUndefineFlags(Pointer domain, int flags);

  int virDomainFree(Pointer domain);

  int virDomainIsActive(Pointer domain);

  int virDomainIsPersistent(Pointer domain);

  int virDomainMigrateToURI3(Pointer domain, String targetUri, @Nullable Pointer parameters, int count, int flags);

  int virDomainGetJobInfo(Pointer domain, Pointer info);

  int virDomainAbortJob(Pointer domain);

  int virTypedParamsAddString(
      PointerByReference parameters, IntByReference count, IntByReference room, String name, String value);

  void virTypedParamsFree(@Nullable Pointer parameters, int count);

  int virDomainResume(Pointer domain);

  int virDomainShutdown(Pointer domain);

  int virDomainSetAutostart(Pointer domain, int on);

  int virDomainGetAutostart(Pointer domain, IntByReference on);

  int virDomainInterfaceAddresses(Pointer domain, PointerByReference interfaces, int source, int flags);

  void virDomainInterfaceFree(Pointer networkInterface);

  int virDomainOpenConsole(Pointer domain, @Nullable String device, Pointer stream, int flags);

  int virConnectDomainEventRegisterAny(
      Pointer connection, @Nullable Pointer domain, int event, LifecycleHandler handler, Pointer userData,
      @Nullable Pointer free);

  int virConnectDomainEventDeregisterAny(Pointer connection, int registration);

  @Nullable Pointer virStreamNew(Pointer connection, int flags);

  int virStreamEventAddCallback(
      Pointer stream, int events, StreamHandler handler, Pointer userData, @Nullable Pointer free);

  int virStreamEventUpdateCallback(Pointer stream, int events);

  int virStreamEventRemoveCallback(Pointer stream);

  /** How many bytes; 0 at the end; -1 for an error, -2 when it would have to wait. */
  int virStreamRecv(Pointer stream, byte[] data, NativeSize length);

  /** How many bytes; -1 for an error, -2 when it would have to wait. */
  int virStreamSend(Pointer stream, byte[] data, NativeSize length);

  /** As {@link #virStreamRecv}; -3 at a hole when {@link #STREAM_STOP_AT_HOLE} asks for it. */
  int virStreamRecvFlags(Pointer stream, byte[] data, NativeSize length, int flags);

  int virStreamRecvHole(Pointer stream, LongByReference length, int flags);

  int virStreamSendHole(Pointer stream, long length, int flags);

  /** Says that all was sent, or received, and tells what went wrong at the other end. */
  int virStreamFinish(Pointer stream);

  int virStreamAbort(Pointer stream);

  int virStreamFree(Pointer stream);

  @Nullable Pointer virConnectGetHostname(Pointer connection);

  @Nullable Pointer virConnectGetURI(Pointer connection);

  int virConnectListAllNetworks(Pointer connection, PointerByReference networks, int flags);

  @Nullable String virNetworkGetName(Pointer network);

  int virNetworkIsActive(Pointer network);

  int virNetworkGetAutostart(Pointer network, IntByReference on);

  @Nullable Pointer virNetworkGetBridgeName(Pointer network);

  int virNetworkFree(Pointer network);

  int virConnectListAllStoragePools(Pointer connection, PointerByReference pools, int flags);

  @Nullable String virStoragePoolGetName(Pointer pool);

  int virStoragePoolIsActive(Pointer pool);

  int virStoragePoolGetAutostart(Pointer pool, IntByReference on);

  int virStoragePoolGetInfo(Pointer pool, Pointer info);

  @Nullable Pointer virStoragePoolGetXMLDesc(Pointer pool, int flags);

  int virStoragePoolFree(Pointer pool);

  @Nullable Pointer virStoragePoolLookupByName(Pointer connection, String name);

  int virStoragePoolRefresh(Pointer pool, int flags);

  @Nullable Pointer virStorageVolCreateXML(Pointer pool, String xml, int flags);

  @Nullable Pointer virStorageVolLookupByName(Pointer pool, String name);

  @Nullable String virStorageVolGetName(Pointer volume);

  @Nullable Pointer virStorageVolGetPath(Pointer volume);

  int virStorageVolGetInfo(Pointer volume, Pointer info);

  int virStorageVolDelete(Pointer volume, int flags);

  int virStorageVolUpload(Pointer volume, Pointer stream, long offset, long length, int flags);

  int virStorageVolDownload(Pointer volume, Pointer stream, long offset, long length, int flags);

  int virStorageVolFree(Pointer volume);

  /** {@code virErrorFunc}: called by libvirt for every error, on the failing thread. */
  interface ErrorHandler extends Callback {
    void error(@Nullable Pointer userData, @Nullable Pointer error);
  }

  /** {@code virEventTimeoutCallback}. */
  interface TimerHandler extends Callback {
    void due(int timer, @Nullable Pointer userData);
  }

  /** {@code virStreamEventCallback}. */
  interface StreamHandler extends Callback {
    void ready(Pointer stream, int events, Pointer userData);
  }

  /** {@code virConnectDomainEventCallback}; the domain is lent. */
  interface LifecycleHandler extends Callback {
    int happened(Pointer connection, Pointer domain, int event, int detail, Pointer userData);
  }

  /**
   * The library, loaded.
   *
   * @param file its name with the version of its ABI, {@code libvirt.so.0}: the bare name needs a development package
   * @throws RunnerException {@link RunnerError#LIBRARY_MISSING} with the packages to install
   */
  static LibvirtLibrary load(String file) {
    return load(file, LibvirtLibrary.class);
  }

  /** As {@link #load(String)}, for another of libvirt's libraries. */
  static <T extends Library> T load(String file, Class<T> functions) {
    try {
      return Native.load(file, functions, Map.of(OPTION_STRING_ENCODING, "UTF-8"));
    } catch (UnsatisfiedLinkError missing) {
      throw new RunnerException(
          RunnerError.LIBRARY_MISSING,
          file + " cannot be loaded. Install it with: "
              + "apt-get install libvirt0 libvirt-daemon-driver-qemu (Debian, Ubuntu), "
              + "dnf install libvirt-libs libvirt-daemon-driver-qemu (Fedora, RHEL), "
              + "zypper install libvirt-libs libvirt-daemon-driver-qemu (openSUSE, SLES)",
          missing);
    }
  }
}
