package org.xen2kvm.converter.rule.layout;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Writes the domain's parts in libvirt's own order. */
final class DomainInOrder implements Rule {
  /** virDomainDefFormatInternalSetRootName. */
  private static final SiblingOrder DOMAIN = new SiblingOrder(List.of(
      "name", "uuid", "genid", "title", "description", "metadata", "maxMemory", "memory", "currentMemory", "blkiotune",
      "memtune", "memoryBacking", "vcpu", "vcpus", "iothreads", "iothreadids", "defaultiothread", "cputune", "numatune",
      "resource", "sysinfo", "bootloader", "bootloader_args", "os", "idmap", "features", "cpu", "clock", "on_poweroff",
      "on_reboot", "on_crash", "on_lockfailure", "pm", "perf", "devices", "seclabel", "keywrap", "launchSecurity"));

  /** virDomainDefFormatBootXML, virDomainOSDefFormat; the boot entries keep their order, which has a meaning. */
  private static final SiblingOrder OS = new SiblingOrder(List.of(
      "type", "firmware", "init", "initarg", "loader", "nvram", "kernel", "initrd", "cmdline", "dtb", "acpi", "boot",
      "bootmenu", "bios", "smbios"));

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "canonical-order",
      Phase.LAYOUT,
      "Writes the domain's parts in libvirt's own order",
      """
      libvirt's schema allows the children of <domain> in any order, but libxml2, which libvirt validates with, \
      misreads its nested interleaves: with name, memory, uuid, vcpu it says "Extra element uuid in interleave", while \
      Jing accepts the same file. Definitions of old libvirt (before 0.9) and of virtinst look like that. Under <os> \
      the order is free, but boot entries must stand together.

      As few elements as possible move. Elements of one name keep their order, which matters for <boot>. Unknown \
      elements and those of other namespaces stay where they are.
      """,
      "libvirt, virDomainDefFormat",
      "measured: libxml2 2.9.14 and Jing on the same files");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    DOMAIN.arrange(domain, domain.root(), "libvirt's validator refuses the parts in another order");
    for (Element os : domain.root().getChildren("os")) {
      if (hasScatteredBootEntries(os)) {
        OS.arrange(domain, os, "libvirt's validator refuses boot entries that do not stand together");
      }
    }
  }

  private static boolean hasScatteredBootEntries(Element os) {
    List<Element> parts = os.getChildren();
    List<Element> boots = os.getChildren("boot");
    int first = boots.isEmpty() ? 0 : parts.indexOf(boots.get(0));
    return !boots.isEmpty() && parts.indexOf(boots.get(boots.size() - 1)) - first + 1 != boots.size();
  }
}
