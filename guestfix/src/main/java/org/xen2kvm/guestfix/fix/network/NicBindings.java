package org.xen2kvm.guestfix.fix.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Interface;
import org.xen2kvm.guestfix.network.InterfaceName;

/**
 * Which card of the domain has which of the names that the guest configures: the one whose address the configuration states, else
 * the one of the number in the name, for Xen's interfaces are numbered as the definition lists them, else what is left, in order.
 *
 * @param bound the cards whose name is known, by configuration's order
 * @param unbound the names of Xen's kind for which no card with an address is left
 * @param absent the interfaces whose stated address no card has
 */
record NicBindings(List<Bound> bound, List<Interface> unbound, List<Interface> absent) {

  /**
   * A name and its card.
   *
   * @param card how the guest configures it
   * @param mac its address
   * @param index its place in the definition, from 0
   */
  record Bound(Interface card, String mac, int index) {}

  NicBindings {
    bound = List.copyOf(bound);
    unbound = List.copyOf(unbound);
    absent = List.copyOf(absent);
  }

  /** Returns whether no card's address is known. */
  static boolean isUnknown(KvmHardware hardware) {
    return hardware.nics().stream().allMatch(nic -> nic.mac().isEmpty());
  }

  /** Returns the cards of a guest. */
  static NicBindings of(GuestInspection inspection, KvmHardware hardware) {
    return new Choice(inspection.network().interfaces(), hardware.nics()).bindings();
  }

  /** Gives out the cards, each once. */
  private static final class Choice {
    private final List<Interface> interfaces;
    private final List<Nic> nics;
    private final Map<Integer, Bound> bound = new TreeMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private final List<Interface> absent = new ArrayList<>();

    Choice(List<Interface> interfaces, List<Nic> nics) {
      this.interfaces = interfaces;
      this.nics = nics;
    }

    NicBindings bindings() {
      byAddress();
      byNumber();
      byOrder();
      List<Interface> left = open(true);
      left.addAll(open(false));
      return new NicBindings(List.copyOf(bound.values()), left, absent);
    }

    private void bind(Interface card, int nic) {
      boolean usable = nic < nics.size() && !nics.get(nic).mac().isEmpty();
      if (usable && taken.add(nic)) {
        bound.put(interfaces.indexOf(card), new Bound(card, nics.get(nic).mac(), nic));
      }
    }

    private void byAddress() {
      for (Interface card : interfaces) {
        if (!card.mac().isEmpty()) {
          int nic = nics.stream().map(Nic::mac).toList().indexOf(card.mac());
          if (nic >= 0) {
            bind(card, nic);
          } else {
            absent.add(card);
          }
        }
      }
    }

    private void byNumber() {
      for (Interface card : open(true)) {
        OptionalInt number = InterfaceName.xenNumber(card.name());
        number.ifPresent(nic -> bind(card, nic));
      }
    }

    /** One name of a place, ens3, is told only where nothing else is left: more than one would be guessed. */
    private void byOrder() {
      List<Interface> xen = open(true);
      List<Interface> places = open(false);
      List<Integer> free = new ArrayList<>();
      for (int i = 0; i < nics.size(); i++) {
        if (!taken.contains(i) && !nics.get(i).mac().isEmpty()) {
          free.add(i);
        }
      }
      List<Interface> left = xen.isEmpty() && places.size() == 1 ? places : xen;
      if (left.size() == free.size()) {
        for (int i = 0; i < free.size(); i++) {
          bind(left.get(i), free.get(i));
        }
      }
    }

    /** The cards without an address that are not bound yet, of Xen's names or of those of a place. */
    private List<Interface> open(boolean xenNames) {
      List<Interface> open = new ArrayList<>();
      for (int i = 0; i < interfaces.size(); i++) {
        Interface card = interfaces.get(i);
        boolean asked = xenNames ? InterfaceName.xenNumber(card.name()).isPresent() : InterfaceName.isPredictable(card.name());
        if (asked && card.mac().isEmpty() && !bound.containsKey(i)) {
          open.add(card);
        }
      }
      return open;
    }
  }
}
