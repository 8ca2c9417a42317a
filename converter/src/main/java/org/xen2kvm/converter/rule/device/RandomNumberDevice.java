package org.xen2kvm.converter.rule.device;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Adds a virtio random number device. */
final class RandomNumberDevice implements Rule {
  private static final DomainPath RNG = DomainPath.of("/domain/devices/rng");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "add-rng",
      Phase.DEVICE,
      "Adds a virtio random number device",
      """
      A guest without a source of randomness may wait minutes at boot until it can make keys. Runs only when a \
      policy enables it, because nothing of the Xen definition asks for it.
      """,
      "libvirt, formatdomain: random number generator device")
      .onRequest();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (!domain.has(RNG)) {
      Element rng = DomainEditor.element("rng", "model", "virtio");
      rng.addContent(DomainEditor.element("backend", "model", "random").setText("/dev/urandom"));
      domain.addDevice(rng, "The policy asks for a random number device");
    }
  }
}
