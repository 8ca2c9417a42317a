package org.xen2kvm.converter.rule.device;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Leaves the choice of the emulator to the KVM host. */
final class EmulatorChosenByLibvirt implements Rule {
  private static final DomainPath EMULATOR = DomainPath.of("/domain/devices/emulator");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "emulator",
      Phase.DEVICE,
      "Leaves the choice of the emulator to the KVM host",
      """
      Xen's device model (qemu-dm, libxl's QEMU, a stub domain) does not run KVM guests: "Cannot check QEMU \
      binary /usr/lib/xen/bin/qemu-dm: No such file or directory". The guide writes /usr/bin/qemu-kvm, which \
      exists on some distributions only. Without the element libvirt takes the host's own (/usr/bin/qemu- \
      system-x86_64, /usr/libexec/qemu-kvm, /usr/bin/qemu-kvm).
      """,
      "SUSE guide, step X7 (which sets a path instead)",
      "libvirt, formatdomain: devices",
      "measured: define with a path of Xen");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(EMULATOR, "Xen's device model does not run KVM guests; libvirt knows the host's emulator");
  }
}
