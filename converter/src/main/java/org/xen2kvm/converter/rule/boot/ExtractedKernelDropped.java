package org.xen2kvm.converter.rule.boot;

import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes kernels that name a temporary file of the Xen host, or no file at all. */
final class ExtractedKernelDropped implements Rule {
  private static final DomainPath BOOTLOADER = DomainPath.of("/domain/bootloader");
  private static final DomainPath EMPTY =
      DomainPath.of("/domain/os/kernel[not(*) and not(normalize-space())]"
          + " | /domain/os/initrd[not(*) and not(normalize-space())]");
  private static final DomainPath RELATIVE_INITRD =
      DomainPath.of("/domain/os/initrd[not(starts-with(normalize-space(), '/'))]");

  /**
   * Where pygrub, xend and virt-install put a kernel for one start, with the six to eight random characters of mkstemp:
   * {@code /var/lib/xen/vmlinuz.2Dn2YT}, {@code /var/lib/xen/tmp/kernel.5ihM-L},
   * {@code /var/run/xend/boot/boot_kernel.aB3_xy}, {@code /var/lib/xen/virtinst-vmlinuz.Xy12Ab}.
   */
  private static final Pattern TEMPORARY = Pattern.compile(
      "(/var/lib/xen/(tmp/)?|(/var)?/run/xen[^/]*/(.*/)?)[a-z_.]*(kernel|vmlinuz|linux)\\.[A-Za-z0-9_-]{6,8}"
          + "|.*/boot_kernel\\.[A-Za-z0-9_-]{6,8}"
          + "|.*/virtinst-vmlinuz\\..*");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-temp-kernel",
      Phase.OS,
      "Removes a kernel that was a temporary file of the Xen host",
      """
      pygrub copies the guest's kernel to a file with a random name on the Xen host, and a definition dumped from the \
      running domain names that copy; virt-install did the same with the kernel of an installer. On the KVM host it \
      does not exist, and its name changes with every start. The same goes for a path that is not absolute: libvirt's \
      schema refuses it. An empty element names nothing. The kernel inside the guest is booted instead, by a boot \
      loader of its own (drop-bootloader says what that takes). A kernel with a lasting path is the business of \
      direct-kernel-boot.
      """,
      "Xen, pygrub: output directory and temporary names",
      "measured: a relative path and an empty kernel element fail libvirt's schema");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(EMPTY, "An empty element names no file, and libvirt's schema refuses it");
    Element kernel = DirectKernel.of(domain);
    if (kernel == null) {
      return;
    }
    String path = kernel.getTextTrim();
    if (context.kind().hasOnlyXenDevices() && domain.has(BOOTLOADER)) {
      DirectKernel.remove(domain, "The bootloader of the Xen host copied this kernel out of the guest for one start");
    } else if (TEMPORARY.matcher(path).matches()) {
      warn(kernel, "The kernel " + path + " was a temporary file of the Xen host", context);
      DirectKernel.remove(domain, "A temporary file of the Xen host does not exist on the KVM host");
    } else if (!path.startsWith("/")) {
      warn(kernel, "The kernel '" + path + "' is given by a path that is not absolute", context);
      DirectKernel.remove(domain, "libvirt takes absolute paths only, so this one names no file");
    } else {
      for (Element initrd : domain.select(RELATIVE_INITRD)) {
        context.warn(
            initrd,
            "The initrd '" + initrd.getTextTrim() + "' is given by a path that is not absolute; libvirt refuses it",
            "Give the absolute path at which the initrd lies on the KVM host.");
      }
    }
  }

  private static void warn(Element kernel, String what, RuleContext context) {
    if (context.kind().hasOnlyXenDevices()) {
      BootLoaderNeeded.warn(kernel, context, what);
    } else {
      context.warn(
          kernel,
          what + "; the guest boots from its own devices now",
          "If it still needs that kernel (an unfinished installation), copy it to the KVM host and name it there.");
    }
  }
}
