package org.xen2kvm.runner.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.DomainIdentity;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;
import org.xen2kvm.runner.libvirt.nativecall.NativeText;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.StoragePool;

/** The domains, networks and storage pools of a host. */
final class HostInventory {
  /** {@code struct _virStoragePoolInfo}: int state, unsigned long long capacity, allocation, available. */
  private static final int POOL_INFO_BYTES = 32;

  private static final int POOL_CAPACITY = 8;
  private static final int POOL_AVAILABLE = 24;

  private final Libvirt libvirt;
  private final LibvirtLibrary library;
  private final Pointer connected;

  HostInventory(Libvirt libvirt, Pointer connected) {
    this.libvirt = libvirt;
    this.library = libvirt.library();
    this.connected = connected;
  }

  /** All domains by name. */
  List<DefinedDomain> domains() {
    PointerByReference result = new PointerByReference();
    int count = libvirt.check(library.virConnectListAllDomains(connected, result, 0));
    return read(result.getValue(), count, domain -> DomainIdentity.of(libvirt, domain), library::virDomainFree).stream()
        .sorted(Comparator.comparing(DefinedDomain::name))
        .toList();
  }

  /** All networks by name. */
  List<HostNetwork> networks() {
    return allOfDriver(library::virConnectListAllNetworks, this::network, library::virNetworkFree).stream()
        .sorted(Comparator.comparing(HostNetwork::name))
        .toList();
  }

  /** All storage pools by name. */
  List<StoragePool> pools() {
    return allOfDriver(library::virConnectListAllStoragePools, this::pool, library::virStoragePoolFree).stream()
        .sorted(Comparator.comparing(StoragePool::name))
        .toList();
  }

  private HostNetwork network(Pointer network) {
    IntByReference autostart = new IntByReference();
    libvirt.check(library.virNetworkGetAutostart(network, autostart));
    Pointer bridge = library.virNetworkGetBridgeName(network); // fails for a network that has none
    return new HostNetwork(
        Objects.requireNonNull(library.virNetworkGetName(network)),
        libvirt.check(library.virNetworkIsActive(network)) == 1,
        autostart.getValue() != 0,
        bridge == null ? "" : NativeText.take(bridge));
  }

  private StoragePool pool(Pointer pool) {
    IntByReference autostart = new IntByReference();
    libvirt.check(library.virStoragePoolGetAutostart(pool, autostart));
    boolean active = libvirt.check(library.virStoragePoolIsActive(pool)) == 1;
    Optional<String> path =
        PoolPath.in(NativeText.take(libvirt.check(library.virStoragePoolGetXMLDesc(pool, 0))));
    try (Memory info = new Memory(POOL_INFO_BYTES)) {
      libvirt.check(library.virStoragePoolGetInfo(pool, info));
      return new StoragePool(
          Objects.requireNonNull(library.virStoragePoolGetName(pool)),
          active,
          autostart.getValue() != 0,
          info.getLong(POOL_CAPACITY),
          info.getLong(POOL_AVAILABLE),
          path);
    }
  }

  /** All that the driver for such things lists; none where a connection has no such driver. */
  private <T> List<T> allOfDriver(Lister lister, Function<Pointer, T> read, Consumer<Pointer> free) {
    PointerByReference result = new PointerByReference();
    int count;
    try {
      count = libvirt.check(lister.list(connected, result, 0));
    } catch (RunnerException refused) {
      if (refused.error() == RunnerError.NO_SUPPORT || refused.error() == RunnerError.NO_CONNECTION) {
        return List.of();
      }
      throw refused;
    }
    return read(result.getValue(), count, read, free);
  }

  private static <T> List<T> read(Pointer array, int count, Function<Pointer, T> read, Consumer<Pointer> free) {
    Pointer[] handles = array.getPointerArray(0, count);
    try {
      List<T> all = new ArrayList<>(count);
      for (Pointer handle : handles) {
        all.add(read.apply(handle));
      }
      return all;
    } finally {
      for (Pointer handle : handles) {
        free.accept(handle);
      }
      NativeText.free(array);
    }
  }

  /** One of libvirt's functions that list all of a kind. */
  private interface Lister {
    int list(Pointer connection, PointerByReference result, int flags);
  }
}
