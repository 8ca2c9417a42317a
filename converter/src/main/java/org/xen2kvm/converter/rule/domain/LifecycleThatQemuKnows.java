package org.xen2kvm.converter.rule.domain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Gives shutdown, reboot and crash actions that the QEMU driver knows. */
final class LifecycleThatQemuKnows implements Rule {
  private static final Set<String> POWER_ACTIONS = Set.of("destroy", "restart");

  /** The events by their elements; the action is libvirt's default, in place of what cannot be kept. */
  private static final List<Event> EVENTS = List.of(
      new Event("on_poweroff", "destroy", POWER_ACTIONS),
      new Event("on_reboot", "restart", POWER_ACTIONS),
      new Event(
          "on_crash", "destroy", Set.of("destroy", "restart", "preserve", "coredump-destroy", "coredump-restart")));

  /** The nearest action to one that the QEMU driver does not know there. */
  private static final Map<String, String> NEAREST =
      Map.of("rename-restart", "restart", "coredump-restart", "restart", "coredump-destroy", "destroy");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "lifecycle",
      Phase.DOMAIN,
      "Gives the events of the domain's life actions that QEMU knows",
      """
      The QEMU driver refuses "preserve" for on_poweroff and on_reboot and "rename-restart" anywhere ("qemu driver \
      doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'"). preserve becomes the ordinary action, \
      destroy at poweroff and restart at reboot; rename-restart becomes restart. For on_crash, preserve and the \
      coredump actions stay. An action that nobody knows becomes libvirt's default, with a warning. A domain that \
      restarts when it is switched off but ends when it reboots is refused by the QEMU driver, so it ends in both \
      cases.

      On KVM on_crash acts only when the guest has a panic device (see add-panic). Xen's on_watchdog and on_soft_reset \
      have no counterpart.
      """,
      "libvirt, formatdomain: events configuration",
      "measured: define with each action for each event");

  private record Event(String element, String action, Set<String> allowed) {}

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Event event : EVENTS) {
      for (Element element : domain.root().getChildren(event.element())) {
        settle(domain, context, event, element);
      }
    }
    Element poweroff = domain.root().getChild("on_poweroff");
    Element reboot = domain.root().getChild("on_reboot");
    boolean contrary = poweroff != null && poweroff.getTextTrim().equals("restart")
        && reboot != null && reboot.getTextTrim().equals("destroy");
    if (contrary) {
      context.warn(
          poweroff,
          "The domain restarted when switched off and ended when rebooted, which QEMU cannot; now it ends either way",
          "Set on_reboot to restart as well if it shall never stay off.");
      domain.setText(poweroff, "destroy", "The QEMU driver refuses restart at poweroff with destroy at reboot");
    }
  }

  private static void settle(DomainEditor domain, RuleContext context, Event event, Element element) {
    if (!element.getChildren().isEmpty()) {
      context.warn(
          element,
          event.element() + " holds elements instead of an action and was removed",
          "Write the action as text.");
      domain.remove(element, "libvirt reads one word there and refuses anything else");
      return;
    }
    String action = element.getTextTrim().toLowerCase(Locale.ROOT).replace('_', '-');
    if (event.allowed().contains(action)) {
      domain.setText(element, action, "libvirt's spelling of the action");
      return;
    }
    boolean known = NEAREST.containsKey(action) || action.equals("preserve");
    String instead = NEAREST.getOrDefault(action, event.action());
    if (!known) {
      context.warn(
          element,
          "The action '" + action + "' of " + event.element() + " is unknown to libvirt; it is now '" + instead + "'",
          "Check that this is what shall happen.");
    }
    domain.setText(element, instead, "The QEMU driver does not support '" + action + "' for " + event.element());
  }
}
