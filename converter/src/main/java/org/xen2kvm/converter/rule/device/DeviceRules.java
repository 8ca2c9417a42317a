package org.xen2kvm.converter.rule.device;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DeviceRules {
  private DeviceRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new EmulatorChosenByLibvirt(),
        new NoXenbusController(),
        new ImplicitIdeController(),
        new UsbControllerThatQemuHas(),
        new NoPcSpeaker(),
        new MountedFilesystemsOnly(),
        new SpiceRedirectionNeedsSpice(),
        new TpmNeedsSwtpm(),
        new VirtioBalloon(),
        new RandomNumberDevice(),
        new GuestAgentChannel(),
        new PanicDevice());
  }
}
