package org.xen2kvm.guestfix.fix.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.device.XenModules;

/** Knows by what configurations bind a card to Xen's driver or place, and which card that is under KVM. */
final class XenNic {
  private static final Pattern PLACE = Pattern.compile("(?:xen-)?vif-([0-9]{1,2})");

  private XenNic() {}

  /** Returns whether that is a name of Xen's driver, or what it is called on Xen's bus. */
  static boolean isDriver(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("vif") || XenModules.isNetwork(lower);
  }

  /** Returns whether that is a place on Xen's bus, {@code vif-0} or {@code xen-vif-0}, or a pattern of one. */
  static boolean isPlace(String path) {
    return path.startsWith("vif-") || path.startsWith("xen-vif-") || path.equals("xen-*");
  }

  /** Returns the address of the card that was at a place; empty when it is no single place or nothing is known of the card. */
  static Optional<String> macAt(String place, KvmHardware hardware) {
    Matcher matcher = PLACE.matcher(place);
    return matcher.matches() ? mac(Integer.parseInt(matcher.group(1)), hardware) : Optional.empty();
  }

  /** Returns the address of the card of that number; empty when it is not known. */
  static Optional<String> mac(int number, KvmHardware hardware) {
    List<Nic> nics = hardware.nics();
    return number < nics.size() ? Optional.of(nics.get(number).mac()).filter(mac -> !mac.isEmpty()) : Optional.empty();
  }

  /** Returns whether virtio_net drives every card, as far as is known. */
  static boolean allVirtio(KvmHardware hardware) {
    return hardware.nics().stream().allMatch(Nic::virtio);
  }
}
