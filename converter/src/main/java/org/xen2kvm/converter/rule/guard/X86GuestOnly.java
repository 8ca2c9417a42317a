package org.xen2kvm.converter.rule.guard;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Refuses guests and hosts of another architecture than x86. */
final class X86GuestOnly implements Rule {
  private static final DomainPath TYPE_WITH_ARCH = DomainPath.of("/domain/os/type[@arch]");

  /** The names of libvirt, of Xen and of distributions that os-arch turns into x86_64; empty means the same. */
  private static final Set<String> X86 = Set.of("", "x86_64", "amd64", "i686", "i586", "i486", "i386", "x86_32");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "refuse-foreign-arch",
          Phase.GUARD,
          "Refuses guests and hosts of another architecture than x86",
          """
          A kernel runs on the architecture it was built for. libvirt would say "No emulator found for arch 'ia64'" or \
          "Emulator does not support arch 'armv7l'", or, worse, emulate the CPU in software. An Arm guest of Xen also \
          knows other devices than the machine types that KVM offers on Arm, so its definition is written anew rather \
          than converted. A missing architecture means x86_64. Guests of 32 bits are fine, see os-arch.
          """,
          "libvirt, formatdomain: operating system booting",
          "measured: define of ia64 and armv7l definitions")
      .always();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (!XenDefinition.is(domain.root())) {
      return;
    }
    for (Element type : domain.select(TYPE_WITH_ARCH)) {
      String arch = type.getAttributeValue("arch", "").strip();
      if (!X86.contains(arch)) {
        context.refuse(
            type, "The guest's architecture is '" + arch + "'; only x86 guests can be converted", adviceFor(arch));
      }
    }
    if (!context.host().arch().equals("x86_64")) {
      context.refuse(
          domain.root(),
          "The KVM host " + context.host().name() + " is of architecture " + context.host().arch()
              + " and cannot run x86 guests with KVM",
          "Give the capabilities of an x86_64 host.");
    }
  }

  private static String adviceFor(String arch) {
    if (arch.startsWith("arm") || arch.equals("aarch64")) {
      return "Import the disk on an Arm host under a new definition: virt-install --import --arch " + arch
          + " --machine virt.";
    }
    if (arch.equals("ia64")) {
      return "No KVM exists for Itanium; install the guest's services on an x86_64 guest.";
    }
    if (arch.startsWith("ppc") || arch.startsWith("s390")) {
      return "Import the disk on a host of that architecture under a new definition: virt-install --import --arch "
          + arch + ".";
    }
    return "Correct os/type/@arch if it is an x86 guest.";
  }
}
