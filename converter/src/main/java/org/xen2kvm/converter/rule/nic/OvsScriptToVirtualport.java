package org.xen2kvm.converter.rule.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * Gives an interface that Xen's {@code vif-openvswitch} script plugged the virtual port that makes libvirt plug it, and
 * turns VLAN tags in the bridge's name into {@code <vlan>}. Removing the script itself is left to {@code
 * nic-drop-script}.
 */
final class OvsScriptToVirtualport implements Rule {
  /** BRIDGE[.VLAN][:TRUNK[:TRUNK…]]: xl-network-configuration, key "bridge". */
  private static final Pattern TAGGED_BRIDGE = Pattern.compile("([^.:]+)(?:\\.([^.:]*))?((?::[^.:]*)*)");

  /** The highest tag of IEEE 802.1Q, and libvirt's limit for {@code vlan/tag/@id}. */
  private static final int HIGHEST_TAG = 4095;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-ovs",
      Phase.NETWORK,
      "Plugs Open vSwitch interfaces by virtualport and vlan",
      """
      Xen plugs an interface into Open vSwitch with the script vif-openvswitch, which reads VLAN tags out of the \
      bridge's name: `ovsbr0.42` is an access port of VLAN 42, `ovsbr0:42:43` a trunk of two VLANs. libvirt runs no \
      script for a bridge; it plugs the interface itself when it has `<virtualport type='openvswitch'/>`, and takes \
      the tags from `<vlan>`. A name with both forms, `ovsbr0.42:43`, becomes a trunk whose untagged traffic is VLAN \
      42.

      A tag that is no number from 0 to 4095 is left as it stands and reported. A virtualport that is already there is \
      kept. On the KVM host Open vSwitch has to run and the bridge has to exist; otherwise the start ends with "Unable \
      to add port vnet0 to OVS bridge". The script goes with nic-drop-script; another name for the bridge is \
      nic-network-mapping's business, which sees the name without its tags.
      """,
      "Xen, xl-network-configuration: bridge",
      "libvirt, formatdomain: Setting VLAN tag",
      "libvirt, start: Unable to add port vnet7 to OVS bridge");

  /**
   * What a bridge's name says.
   *
   * @param bridge the name without tags
   * @param access the tag of untagged traffic
   * @param trunk the tags of a trunk
   */
  private record Tagged(String bridge, Optional<Integer> access, List<Integer> trunk) {
    Element vlan() {
      Element vlan = new Element("vlan");
      if (!trunk.isEmpty()) {
        vlan.setAttribute("trunk", "yes");
      }
      access.ifPresent(tag -> {
        Element element = DomainEditor.element("tag", "id", Integer.toString(tag));
        if (!trunk.isEmpty()) {
          element.setAttribute("nativeMode", "untagged");
        }
        vlan.addContent(element);
      });
      trunk.forEach(tag -> vlan.addContent(DomainEditor.element("tag", "id", Integer.toString(tag))));
      return vlan;
    }
  }

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      boolean byScript = nic.script().toLowerCase(Locale.ROOT).contains("openvswitch");
      if (!byScript && !nic.value("virtualport", "type").equals("openvswitch")) {
        continue;
      }
      if (nic.type().equals("bridge")) {
        plug(nic, domain, context);
      } else if (byScript && !nic.type().equals("network")) {
        context.warn(
            nic.element(),
            nic.title() + " was plugged by an Open vSwitch script but names no bridge",
            "Give it type='bridge' and the bridge as its source, in the source or by a user rule.");
      }
    }
  }

  private static void plug(Nic nic, DomainEditor domain, RuleContext context) {
    if (nic.child("virtualport") == null) {
      nic.add(
          domain,
          DomainEditor.element("virtualport", "type", "openvswitch"),
          "libvirt plugs an interface into Open vSwitch by its virtualport, Xen did it by a script");
    }
    String name = nic.value("source", "bridge");
    if (name.indexOf('.') < 0 && name.indexOf(':') < 0) {
      return;
    }
    Optional<Tagged> tagged = tagged(name);
    if (tagged.isEmpty() || nic.child("vlan") != null) {
      context.warn(
          nic.element(),
          nic.title() + " is on the bridge " + name + ", and the VLAN tags in that name "
              + (tagged.isEmpty() ? "cannot be read" : "contradict its <vlan>"),
          "Write the bridge's plain name into source/@bridge and the tags into <vlan>.");
      return;
    }
    nic.setSource(domain, "bridge", tagged.get().bridge(), "The VLAN tags behind the bridge's name are Xen's notation");
    nic.add(domain, tagged.get().vlan(), "libvirt takes VLAN tags from <vlan>, Xen had them in the bridge's name");
  }

  private static Optional<Tagged> tagged(String name) {
    Matcher matcher = TAGGED_BRIDGE.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Integer> access = Optional.empty();
    if (matcher.group(2) != null) {
      access = tag(matcher.group(2));
      if (access.isEmpty()) {
        return Optional.empty();
      }
    }
    List<Integer> trunk = new ArrayList<>();
    String tags = matcher.group(3);
    if (!tags.isEmpty()) {
      for (String each : tags.substring(1).split(":", -1)) {
        Optional<Integer> tag = tag(each);
        if (tag.isEmpty()) {
          return Optional.empty();
        }
        trunk.add(tag.get());
      }
    }
    return Optional.of(new Tagged(matcher.group(1), access, trunk));
  }

  private static Optional<Integer> tag(String text) {
    if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int tag = Integer.parseInt(text);
    return tag > HIGHEST_TAG ? Optional.empty() : Optional.of(tag);
  }
}
