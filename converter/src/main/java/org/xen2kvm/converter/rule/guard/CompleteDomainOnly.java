package org.xen2kvm.converter.rule.guard;

import java.util.List;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.policy.Policy.UuidChoice;
import org.xen2kvm.converter.xml.DomainPath;

/** Refuses a domain without what no domain can do without. */
final class CompleteDomainOnly implements Rule {
  private static final DomainPath NUMA_CELL = DomainPath.of("/domain/cpu/numa/cell");

  /** A whole number above 0 that fits libvirt's unsigned long long. */
  private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,17}");

  /** libvirt's basictypes.rng, unit. */
  private static final Pattern UNIT = Pattern.compile("[bB]([yY][tT][eE][sS]?)?|[kKmMgGtTpPeE]([iI]?[bB])?");

  /** libvirt's basictypes.rng, UUID: with dashes as it writes it, or without as old versions did. */
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{32}|\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "refuse-incomplete",
          Phase.GUARD,
          "Refuses a domain without name or memory, or with numbers that are none",
          """
          Fragments and templates define no domain: libvirt needs a name and a memory size ("Memory size must be \
          specified via <memory> or in the <numa> configuration"). A size of 0 is none, and a size, a number of vCPUs \
          or a UUID that cannot be read would have to be guessed. A domain with currentMemory alone is completed \
          instead, see memory. A domain without devices is converted with a warning. Domains that are KVM ones already \
          are not judged.
          """,
          "libvirt, formatdomain: general metadata, memory allocation, CPU allocation",
          "measured: define of fragments without name, without memory, with memory 0")
      .always();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    if (!XenDefinition.is(root)) {
      return;
    }
    String name = root.getChildTextTrim("name");
    if (name == null || name.isEmpty()) {
      context.refuse(root, "The domain has no name", "Give it one: <name>NAME</name>.");
    }
    checkUuid(root, context);
    checkMemory(domain, context);
    Element vcpu = root.getChild("vcpu");
    if (vcpu != null && !POSITIVE.matcher(vcpu.getTextTrim()).matches()) {
      context.refuse(
          vcpu,
          "The number of vCPUs '" + vcpu.getTextTrim() + "' is no number above 0",
          "Write how many the guest has, or remove <vcpu> for one.");
    }
    if (root.getChild("devices") == null) {
      context.warn(
          root,
          "The domain has no devices, so there is nothing to boot from",
          "Check that the file is the whole definition.");
    }
  }

  private static void checkUuid(Element root, RuleContext context) {
    Element uuid = root.getChild("uuid");
    boolean replaced = context.policy().domain().uuid() == UuidChoice.NEW;
    if (uuid != null && !replaced && !UUID.matcher(uuid.getTextTrim()).matches()) {
      context.refuse(
          uuid,
          "The UUID '" + uuid.getTextTrim() + "' is none",
          "Correct it, remove <uuid> and libvirt makes one, or set uuid: new in the policy.");
    }
  }

  private static void checkMemory(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    Element memory = root.getChild("memory");
    Element size = memory != null ? memory : root.getChild("currentMemory");
    if (size == null) {
      List<Element> cells = domain.select(NUMA_CELL);
      boolean known = cells.stream().allMatch(cell -> POSITIVE.matcher(cell.getAttributeValue("memory", "")).matches());
      if (cells.isEmpty() || !known) {
        context.refuse(root, "The domain has no memory size", "Add <memory unit='MiB'>SIZE</memory>.");
      }
      return;
    }
    if (!POSITIVE.matcher(size.getTextTrim()).matches()) {
      context.refuse(
          size,
          "The memory size '" + size.getTextTrim() + "' is no whole number above 0",
          "Write the size as a whole number; the attribute unit takes KiB, MiB or GiB.");
    }
    String unit = size.getAttributeValue("unit", "KiB");
    if (!UNIT.matcher(unit).matches()) {
      context.refuse(size, "The memory unit '" + unit + "' is unknown to libvirt", "Write KiB, MiB or GiB.");
    }
  }
}
