package org.xen2kvm.converter.rule.cmdline;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Moves the root device of old definitions onto the kernel command line. */
final class OsRootMovedToCmdline implements Rule {
  private static final DomainPath ROOT = DomainPath.of("/domain/os/root");
  private static final DomainPath KERNEL = DomainPath.of("/domain/os/kernel[normalize-space()]");
  private static final DomainPath CMDLINE = DomainPath.of("/domain/os/cmdline");
  private static final DomainPath OTHERS = DomainPath.of(
      "/domain/os/init | /domain/os/initarg | /domain/os/initenv | /domain/os/initdir | /domain/os/inituser"
          + " | /domain/os/initgroup");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-os-root",
      Phase.OS,
      "Moves the root device onto the kernel command line",
      """
      Before 2008 libvirt's Xen driver knew <root>/dev/sda1</root> and appended root=/dev/sda1 to the kernel's \
      command line. The QEMU driver ignores the element without a word. Where a kernel of the host stays, its value \
      moves to the front of the command line, unless that has a root= already; cmdline-device-names then gives it the \
      device's new name. Otherwise the element goes, because the boot loader in the guest knows the root device. \
      Elements that describe a container's init program go as well, for the schema refuses them in a virtual machine.
      """,
      "measured: libvirt 9.0 accepts os/root and ignores it, and refuses os/initarg: \"Element os has extra content\"");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element kernel = domain.first(KERNEL);
    for (Element root : domain.select(ROOT)) {
      String device = device(root.getTextTrim());
      if (kernel != null && !device.isEmpty()) {
        addRoot(domain, kernel, device);
      }
      domain.remove(root, "The QEMU driver ignores os/root");
    }
    domain.removeAll(OTHERS, "Only a container has an init program given from outside; the schema refuses the element");
  }

  /** Returns the device; some tools wrote {@code root=xvda} into the element. */
  private static String device(String text) {
    String value = text.startsWith("root=") ? text.substring("root=".length()) : text;
    int end = value.indexOf(' ');
    return end < 0 ? value : value.substring(0, end);
  }

  private static void addRoot(DomainEditor domain, Element kernel, String device) {
    String word = "root=" + device;
    String reason = "The kernel finds its root file system by its command line";
    Element cmdline = domain.first(CMDLINE);
    if (cmdline == null) {
      Element initrd = kernel.getParentElement() == null ? null : kernel.getParentElement().getChild("initrd");
      domain.insertAfter(initrd == null ? kernel : initrd, new Element("cmdline").setText(word), reason);
      return;
    }
    KernelCommandLine line = KernelCommandLine.of(cmdline.getText());
    if (cmdline.getChildren().isEmpty() && !line.has("root")) {
      domain.setText(cmdline, line.prepend(word).toString(), reason);
    }
  }
}
