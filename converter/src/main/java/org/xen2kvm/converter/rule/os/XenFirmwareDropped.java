package org.xen2kvm.converter.rule.os;

import java.util.Locale;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes hvmloader, so that QEMU starts its own BIOS. */
final class XenFirmwareDropped implements Rule {
  private static final DomainPath LOADER = DomainPath.of("/domain/os/loader");
  private static final DomainPath NVRAM = DomainPath.of("/domain/os/nvram");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-hvmloader",
      Phase.OS,
      "Removes Xen's firmware loader",
      """
      Every HVM guest of Xen names hvmloader, and the guide does not mention it. A definition with an absolute path \
      is accepted and then does not start: "Path '/usr/lib/xen/boot/hvmloader' is not accessible". Where the file is \
      still there, QEMU runs it as its BIOS and the guest hangs. The relative form that newer libvirt writes fails \
      the schema. Without a loader QEMU starts SeaBIOS. UEFI guests are the business of efi-firmware. A loader that \
      is not Xen's stays, with a warning.
      """,
      "libvirt, formatdomain: operating system booting, BIOS bootloader",
      "measured: define accepts, start refuses");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (context.decisions().efi()) {
      return;
    }
    for (Element loader : domain.select(LOADER)) {
      String path = loader.getTextTrim();
      if (isXen(path)) {
        domain.remove(loader, "hvmloader is the firmware of Xen; QEMU starts its own BIOS");
      } else {
        context.warn(
            loader,
            "The domain names firmware of its own: " + path,
            "Copy it to the same path of the KVM host, or remove the loader to use QEMU's BIOS.");
      }
    }
    domain.removeAll(NVRAM, "A guest with BIOS firmware has no variable store");
  }

  /** An image by a relative name can only be one that Xen's own tools look up. */
  private static boolean isXen(String path) {
    return !path.startsWith("/") || path.toLowerCase(Locale.ROOT).contains("xen") || path.contains("hvmloader");
  }
}
