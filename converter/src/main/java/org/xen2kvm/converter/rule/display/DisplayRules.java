package org.xen2kvm.converter.rule.display;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DisplayRules {
  private DisplayRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new GraphicsTypeToVnc(),
        new OneDisplayOfEachType(),
        new GraphicsWithoutX11Attributes(),
        new GraphicsPortChosenByLibvirt(),
        new SpiceWithoutTls(),
        new GraphicsListenAddress(),
        new VncPasswordOfEightCharacters(),
        new PasswordExpiryThatLibvirtReads(),
        new XenInputToPs2(),
        new OnePs2DeviceOfEachKind(),
        new VideoModelThatQemuHas(),
        new VideoMemoryOfItsModel(),
        new VideoForEveryDisplay());
  }
}
