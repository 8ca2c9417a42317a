package org.xen2kvm.converter.rule.os;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Lets libvirt choose the UEFI firmware in place of Xen's OVMF. */
final class EfiFirmwareChosenByLibvirt implements Rule {
  private static final DomainPath OS = DomainPath.of("/domain/os");
  private static final DomainPath LOADER = DomainPath.of("/domain/os/loader");
  private static final DomainPath SECURE_LOADER = DomainPath.of("/domain/os/loader[@secure='yes']");
  private static final DomainPath FIRMWARE = DomainPath.of("/domain/os/firmware");
  private static final DomainPath NVRAM = DomainPath.of("/domain/os/nvram");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "efi-firmware",
      Phase.OS,
      "Boots a UEFI guest with the host's own UEFI firmware",
      """
      Xen's ovmf.bin is one file made for Xen. QEMU needs a code image and a store for variables, and where they lie \
      differs from host to host; with <os firmware='efi'> libvirt finds both. Left in, the Xen path ends in "unable \
      to find any master var store for loader: /usr/lib/xen/boot/ovmf.bin" at start, and beside firmware='efi' a \
      loader's attributes are refused. UEFI requires ACPI; features-acpi-apic adds it.

      Xen's OVMF keeps no variables over a restart, so a guest of Xen boots from the fallback path \
      \\EFI\\BOOT\\BOOTX64.EFI, and the new, empty variable store finds the same. A guest that has only a file of its \
      distribution there (\\EFI\\debian\\grubx64.efi) drops to the UEFI shell.

      Secure boot did not exist under Xen; a loader that asks for it is not carried over. Left to itself, libvirt takes \
      Debian's and Fedora's firmware with the keys of Microsoft enrolled, and a boot loader that nobody signed, which \
      Xen never asked for, ends in "Access Denied". So a firmware without enrolled keys is asked for.
      """,
      "libvirt, formatdomain: operating system booting, firmware auto-selection",
      "measured: OVMF with enrolled keys refuses Debian's unsigned grubx64.efi with Access Denied",
      "measured: libvirt 9.0 starts both pc and q35 with firmware='efi' once ACPI is on");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element os = domain.first(OS);
    if (os == null || !context.decisions().efi()) {
      return;
    }
    for (Element secure : domain.select(SECURE_LOADER)) {
      context.warn(
          secure,
          "The loader asks for secure boot, which Xen cannot do and which is not carried over",
          "Enable secure boot after the migration, once the guest's boot loader is known to be signed.");
    }
    Element loader = domain.first(LOADER);
    Element where = loader == null ? os : loader;
    context.warn(
        where,
        "The guest boots through UEFI; the variables of its firmware do not come along",
        "Make sure that its EFI partition has \\EFI\\BOOT\\BOOTX64.EFI before the migration (grub-install --removable,"
            + " or bcdboot for Windows).");
    if (context.host().efi().isPresent() && !context.host().efi().get()) {
      context.warn(
          where,
          "The host " + context.host().name() + " has no UEFI firmware that libvirt could choose",
          "Install its UEFI firmware package on the KVM host (ovmf, edk2-ovmf or qemu-ovmf-x86_64).");
    }
    domain.setAttribute(os, "firmware", "efi", "libvirt chooses the UEFI firmware that the KVM host has");
    domain.removeAll(LOADER, "Xen's firmware image does not run under QEMU; libvirt chooses the host's own");
    domain.removeAll(NVRAM, "libvirt makes a new variable store from the firmware's own template");
    Element type = os.getChild("type");
    if (type != null && !domain.has(FIRMWARE)) {
      Element keys = DomainEditor.element("feature", "enabled", "no", "name", "enrolled-keys");
      domain.insertAfter(type, DomainEditor.element("firmware", List.of(keys)),
          "Under Xen no boot loader had to be signed, and firmware with enrolled keys starts signed ones only");
    }
  }
}
