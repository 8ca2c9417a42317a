package org.xen2kvm.converter.rule.nic;

import java.util.List;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * Removes every hotplug script from the interfaces. What a script meant is read by {@code nic-ovs} and {@code
 * nic-routed} before it goes.
 */
final class DropNicScript implements Rule {
  /** Scripts whose whole work is done by libvirt, or by a rule that ran before. */
  private static final Pattern UNDERSTOOD = Pattern.compile("|vif-bridge|vif-vnic|vif-openvswitch|vif-(route|nat).*");

  /** Scripts that plug an interface into a bridge, the toolstack's default one where it names none. */
  private static final Pattern BRIDGING = Pattern.compile("vif-bridge|vif-vnic");

  private static final Pattern TOLD_BY_ANOTHER_RULE = Pattern.compile("vif-openvswitch|vif-(route|nat).*");

  private static final List<String> SCRIPTS = List.of("script", "downscript");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-drop-script",
      Phase.NETWORK,
      "Removes network hotplug scripts",
      """
      A script plugs the guest's interface on the Xen host. libvirt does that itself; a definition with a script is \
      accepted, and then does not start: "scripts are not supported on interfaces of type bridge". For an interface of \
      type `ethernet` it is worse, because libvirt would run the script, as root: "cannot execute binary \
      /etc/xen/scripts/vif-route". So every script goes, wherever it points.

      What the usual scripts did is not lost: a bridge is plugged by libvirt, Open vSwitch is taken care of by \
      nic-ovs, routing and NAT by nic-routed. An interface of type `ethernet` whose script plugged it into a bridge \
      becomes one of type `bridge`; nic-bridge-source then names the default bridge. Any other script is reported, \
      because what it did beyond plugging (filters, shaping, tunnels) does not happen on KVM; so is an interface that \
      stays of type `ethernet`, which nothing connects any more.
      """,
      "SUSE guide, step X9",
      "libvirt, start: scripts are not supported on interfaces of type bridge",
      "libvirt, formatdomain: Generic ethernet connection");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      if (nic.type().equals("ethernet") && BRIDGING.matcher(nic.script()).matches()) {
        domain.setAttribute(
            nic.element(), "type", "bridge", "The script " + nic.script() + " plugged the interface into a bridge");
      } else if (nic.child("script") != null) {
        report(nic, context);
      }
      for (String name : SCRIPTS) {
        for (Element script : nic.element().getChildren(name)) {
          domain.remove(script, "The script belongs to the Xen host; libvirt plugs the interface itself");
        }
      }
    }
  }

  private static void report(Nic nic, RuleContext context) {
    String script = nic.script();
    if (nic.type().equals("ethernet")) {
      if (!TOLD_BY_ANOTHER_RULE.matcher(script).matches()) {
        context.warn(
            nic.element(),
            nic.title() + " is of type ethernet and was connected by the script " + script
                + "; now nothing connects it, so the guest has no network",
            "Put it on a bridge or a libvirt network, in the source or by a user rule.");
      }
    } else if (!UNDERSTOOD.matcher(script).matches()) {
      context.warn(
          nic.element(),
          nic.title() + " was plugged by the script " + script + ", which is unknown here and does not run on KVM",
          "Look into the script on the Xen host: plugging is done by libvirt, but filters, shaping or tunnels have to "
              + "be set up on the KVM host.");
    }
  }
}
