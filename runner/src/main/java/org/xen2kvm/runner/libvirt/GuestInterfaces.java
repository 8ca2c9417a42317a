package org.xen2kvm.runner.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;
import org.xen2kvm.runner.libvirt.nativecall.NativeText;
import org.xen2kvm.runner.network.AddressSource;
import org.xen2kvm.runner.network.GuestAddress;

/** Reads libvirt's list of a domain's cards and their addresses. */
final class GuestInterfaces {
  /** {@code struct _virDomainInterface}: char *name, char *hwaddr, unsigned int naddrs, virDomainIPAddress *addrs. */
  private static final int CARD_MAC = 8;

  private static final int CARD_COUNT = 16;
  private static final int CARD_ADDRESSES = 24;

  /** {@code struct _virDomainInterfaceIPAddress}: int type, char *addr, unsigned int prefix. */
  private static final int ADDRESS_TEXT = 8;

  private static final int ADDRESS_PREFIX = 16;
  private static final int ADDRESS_BYTES = 24;

  /**
   * {@code VIR_FROM_RPC}. The QEMU driver asks the driver of networks for leases, in another daemon perhaps; where that
   * cannot be reached, nobody gives leases. (Measured with the embedded driver, even for a domain without cards.)
   */
  private static final int FROM_RPC = 7;

  private GuestInterfaces() {}

  /** The addresses of all cards, in libvirt's order. */
  static List<GuestAddress> of(Libvirt libvirt, Pointer domain, AddressSource source) {
    LibvirtLibrary library = libvirt.library();
    PointerByReference result = new PointerByReference();
    int number = switch (source) { // virDomainInterfaceAddressesSource
      case LEASE -> 0;
      case AGENT -> 1;
      case ARP -> 2;
    };
    int count;
    try {
      count = libvirt.check(library.virDomainInterfaceAddresses(domain, result, number, 0));
    } catch (RunnerException refused) {
      if (source == AddressSource.LEASE && refused.errorDomain() == FROM_RPC) {
        return List.of();
      }
      throw GuestAgent.orUnresponsive(refused);
    }
    Pointer array = result.getValue();
    if (array == null) {
      return List.of();
    }
    Pointer[] cards = array.getPointerArray(0, count);
    try {
      List<GuestAddress> addresses = new ArrayList<>();
      for (Pointer card : cards) {
        read(card, addresses);
      }
      return List.copyOf(addresses);
    } finally {
      for (Pointer card : cards) {
        library.virDomainInterfaceFree(card);
      }
      NativeText.free(array);
    }
  }

  private static void read(Pointer card, List<GuestAddress> addresses) {
    Pointer array = card.getPointer(CARD_ADDRESSES);
    if (array == null) {
      return;
    }
    for (long index = 0; index < card.getInt(CARD_COUNT); index++) {
      Pointer address = array.share(index * ADDRESS_BYTES);
      addresses.add(new GuestAddress(
          text(card.getPointer(CARD_MAC)),
          text(address.getPointer(ADDRESS_TEXT)),
          address.getInt(ADDRESS_PREFIX)));
    }
  }

  private static String text(@Nullable Pointer lent) {
    return lent == null ? "" : lent.getString(0, StandardCharsets.UTF_8.name());
  }
}
