package org.xen2kvm.converter.rule.device;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the PC speaker, which cannot be added to a machine. */
final class NoPcSpeaker implements Rule {
  private static final DomainPath SPEAKER = DomainPath.of("/domain/devices/sound[@model='pcspk']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "sound",
      Phase.DEVICE,
      "Removes the PC speaker",
      """
      QEMU builds the speaker into the machine and does not take it as a sound card (start fails on the sound \
      device option). Every other card that Xen offered (sb16, es1370, ac97, hda) stays.
      """,
      "libvirt, formatdomain: sound devices",
      "measured: start with model pcspk");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(SPEAKER, "QEMU does not take the PC speaker as a sound card");
  }
}
