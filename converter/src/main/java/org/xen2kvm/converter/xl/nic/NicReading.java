package org.xen2kvm.converter.xl.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdom2.Element;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.device.DeviceReading;
import org.xen2kvm.converter.xl.device.Remark;

/**
 * Writes what a VIF specification says as the {@code <interface>} that libvirt has for it on a Xen host, so that the rules for
 * Xen's XML serve both: they map the bridge, read the script and choose the model.
 *
 * <p>An interface without a bridge goes to {@value #DEFAULT_BRIDGE}, as xl does it; libvirt's own reader makes one of type
 * {@code ethernet} of it, which on KVM is connected to nothing.
 */
public final class NicReading {
  /** Where xl plugs an interface that names no bridge: xl-network-configuration(5), bridge. */
  static final String DEFAULT_BRIDGE = "xenbr0";

  private NicReading() {}

  /**
   * Reads one interface.
   *
   * @param spec the text of one item of {@code vif = [ … ]}
   * @param kind how Xen runs the guest: only an HVM guest has emulated cards
   */
  public static DeviceReading of(String spec, GuestKind kind) {
    VifSpec vif = VifSpec.parse(spec);
    List<Remark> remarks = new ArrayList<>(vif.remarks());
    if (!vif.isUsable()) {
      return new DeviceReading(List.of(), remarks);
    }
    boolean bridged = !vif.bridge().isEmpty() || !isRouted(vif);
    remark(vif, bridged, remarks);
    Element nic = DomainEditor.element("interface", "type", bridged ? "bridge" : "ethernet");
    if (!vif.mac().isEmpty()) {
      nic.addContent(DomainEditor.element("mac", "address", vif.mac()));
    }
    if (bridged) {
      String bridge = vif.bridge().isEmpty() ? DEFAULT_BRIDGE : vif.bridge();
      nic.addContent(DomainEditor.element("source", "bridge", bridge));
    }
    vif.rate().ifPresent(rate -> nic.addContent(bandwidth(rate)));
    for (VifSpec.Address address : vif.addresses()) {
      nic.addContent(ip(address));
    }
    if (!vif.script().isEmpty()) {
      nic.addContent(DomainEditor.element("script", "path", vif.script()));
    }
    if (!vif.backend().isEmpty() && !vif.backend().equals("0")) {
      nic.addContent(DomainEditor.element("backenddomain", "name", vif.backend()));
    }
    if (!vif.vifname().isEmpty() && !isChosenByXen(vif.vifname())) {
      nic.addContent(DomainEditor.element("target", "dev", vif.vifname()));
    }
    String model = model(vif, kind);
    if (!model.isEmpty()) {
      nic.addContent(DomainEditor.element("model", "type", model));
    }
    if (vif.mtu() > 0) {
      nic.addContent(DomainEditor.element("mtu", "size", Integer.toString(vif.mtu())));
    }
    return new DeviceReading(List.of(nic), remarks);
  }

  private static void remark(VifSpec vif, boolean bridged, List<Remark> remarks) {
    if (vif.mac().isEmpty()) {
      remarks.add(Remark.warning("The interface has no MAC address of its own: Xen gave it one, and libvirt will give it another",
          "Where the guest, a DHCP server or a licence goes by the address, write that of the running guest (xl network-list) as "
              + "mac=…", 0));
    }
    if (bridged && vif.bridge().isEmpty()) {
      remarks.add(Remark.note("The interface names no bridge; xl plugs it into " + DEFAULT_BRIDGE
          + ", unless the host's xl.conf says another (vif.default.bridge)", 0));
    }
  }

  /** Xen calls the running guest's interface {@code vif<domain>.<number>}: a name that says nothing about a configuration. */
  private static boolean isChosenByXen(String name) {
    int dot = name.indexOf('.');
    boolean chosen = name.startsWith("vif") && dot > 3 && dot < name.length() - 1;
    for (int i = 3; i < name.length() && chosen; i++) {
      chosen = i == dot || (name.charAt(i) >= '0' && name.charAt(i) <= '9');
    }
    return chosen;
  }

  /** Xen's scripts for routing and NAT plug nothing into a bridge. */
  private static boolean isRouted(VifSpec vif) {
    String name = vif.scriptName().toLowerCase(Locale.ROOT);
    return name.startsWith("vif-route") || name.startsWith("vif-nat");
  }

  /** A card that is not emulated has no model but Xen's: libvirt writes {@code netfront} for {@code type=vif}. */
  private static String model(VifSpec vif, GuestKind kind) {
    boolean onlyXen = vif.type().equals("vif") || vif.type().equals("netfront");
    return onlyXen && kind == GuestKind.HVM ? "netfront" : vif.model();
  }

  /** What a guest sends is libvirt's outbound traffic. The window is how much it may send at once. */
  private static Element bandwidth(VifRate rate) {
    Element outbound = DomainEditor.element("outbound", "average", Long.toString(rate.kilobytesPerSecond()));
    if (rate.windowSaid()) {
      outbound.setAttribute("burst", Long.toUnsignedString(rate.burstKibibytes()));
    }
    return DomainEditor.element("bandwidth", List.of(outbound));
  }

  private static Element ip(VifSpec.Address address) {
    Element ip = DomainEditor.element("ip", "address", address.address(), "family", address.isIpv6() ? "ipv6" : "ipv4");
    if (!address.prefix().isEmpty()) {
      ip.setAttribute("prefix", address.prefix());
    }
    return ip;
  }
}
