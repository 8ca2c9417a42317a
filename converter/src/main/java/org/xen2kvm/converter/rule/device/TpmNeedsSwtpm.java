package org.xen2kvm.converter.rule.device;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Tells what an emulated TPM needs on the KVM host. */
final class TpmNeedsSwtpm implements Rule {
  private static final DomainPath TPM = DomainPath.of("/domain/devices/tpm");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "tpm",
      Phase.DEVICE,
      "Tells what an emulated TPM needs on the KVM host",
      """
      An emulated TPM is a program of its own (swtpm) on the KVM host; without it define fails with "TPM \
      version '2.0' is not supported". The state of Xen's vTPM does not come along: whatever is sealed to it \
      (BitLocker, LUKS) needs its recovery key.
      """,
      "libvirt, formatdomain: TPM device",
      "measured: define without swtpm");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element tpm : domain.select(TPM)) {
      context.warn(
          tpm,
          "The domain has a TPM, whose contents do not come along",
          "Install swtpm on the KVM host and have the recovery keys of encrypted volumes at hand.");
    }
  }
}
