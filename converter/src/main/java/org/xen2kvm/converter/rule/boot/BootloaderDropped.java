package org.xen2kvm.converter.rule.boot;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the host-side bootloader of a Xen guest and tells what takes its place. */
final class BootloaderDropped implements Rule {
  private static final DomainPath BOOTLOADER = DomainPath.of("/domain/bootloader");
  private static final DomainPath ARGUMENTS = DomainPath.of("/domain/bootloader_args");
  private static final DomainPath OS = DomainPath.of("/domain/os");
  private static final DomainPath NETWORK_BOOT = DomainPath.of("/domain/os/boot[@dev='network']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-bootloader",
      Phase.OS,
      "Removes the bootloader that ran on the Xen host",
      """
      pygrub (and domUloader, and eliloader) run on the Xen host: they read menu.lst or grub.cfg inside the guest's \
      disk and hand the kernel they find there to Xen. The QEMU driver answers "bootloader is not supported by QEMU". \
      Under KVM the firmware reads the first sector of the boot disk, and a guest that has only ever been started by \
      pygrub may have no boot loader there, and often no partition table: this has to be looked at before the first \
      start. A paravirtual guest with neither a kernel nor a bootloader was started the same way. pypxeboot fetched \
      the kernel from the network; such a guest gets network boot. A bootloader beside an HVM guest had no effect and \
      goes without a word.
      """,
      "SUSE guide, steps X2 and X3",
      "libvirt, formatdomain: host bootloader");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element bootloader = domain.first(BOOTLOADER);
    String name = bootloader == null ? "" : DirectKernel.fileName(bootloader.getTextTrim());
    if (name.contains("pxeboot")) {
      bootFromNetwork(domain);
    } else if (context.kind().hasOnlyXenDevices() && DirectKernel.of(domain) == null && !domain.has(NETWORK_BOOT)) {
      Element where = bootloader == null ? domain.root() : bootloader;
      String reader = name.isEmpty() ? "the bootloader of the Xen host" : name;
      BootLoaderNeeded.warn(where, context, "Under Xen " + reader + " read the kernel out of the guest's disk");
    }
    domain.removeAll(BOOTLOADER, "The bootloader is a program of the Xen host; QEMU has none");
    domain.removeAll(ARGUMENTS, "The arguments are those of the Xen host's bootloader");
  }

  private static void bootFromNetwork(DomainEditor domain) {
    Element os = domain.first(OS);
    if (os != null && !domain.has(NETWORK_BOOT)) {
      Element boot = DomainEditor.element("boot", "dev", "network");
      String reason = "pypxeboot loaded the kernel from the network";
      Element first = os.getChild("boot");
      if (first == null) {
        domain.insert(os, boot, BootDevicePresent.position(os), reason);
      } else {
        domain.insertBefore(first, boot, reason);
      }
    }
  }
}
