package org.xen2kvm.converter.rule.domain;

import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Brings memory and currentMemory into agreement. */
final class MemoryInAgreement implements Rule {
  private static final DomainPath CELLS = DomainPath.of("/domain/cpu/numa/cell");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "memory",
      Phase.DOMAIN,
      "Brings memory and currentMemory into agreement",
      """
      <memory> is what the guest may have, <currentMemory> what it starts with. libvirt refuses a domain that has the \
      second only ("Memory size must be specified via <memory> …"), so the first is taken from it, or from the NUMA \
      cells. A currentMemory above memory is lowered, as libvirt does silently. One that is no number is removed.

      A guest that starts below its maximum is ballooned down. On KVM that works only with the virtio balloon driver \
      in the guest; without it the guest has all of its memory, and the host needs that much. That is said as a note.
      """,
      "libvirt, formatdomain: memory allocation",
      "measured: define with currentMemory alone, and with currentMemory above memory");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element current = domain.root().getChild("currentMemory");
    Element memory = domain.root().getChild("memory");
    if (memory == null) {
      memory = current == null ? addFromCells(domain) : addFromCurrent(domain, current);
    }
    if (memory != null && current != null && current.getChildren().isEmpty()) {
      compare(domain, context, memory, current);
    }
  }

  private static @Nullable Element addFromCurrent(DomainEditor domain, Element current) {
    if (MemorySize.of(current).isEmpty()) {
      return null;
    }
    Element memory = new Element("memory").setText(current.getTextTrim());
    String unit = current.getAttributeValue("unit");
    if (unit != null) {
      memory.setAttribute("unit", unit);
    }
    return domain.insertBefore(current, memory, "libvirt needs <memory>; currentMemory is all that is known");
  }

  private static @Nullable Element addFromCells(DomainEditor domain) {
    List<Element> cells = domain.select(CELLS);
    Optional<MemorySize> sum = cells.stream()
        .map(cell -> MemorySize.of(cell.getAttributeValue("memory", ""), cell.getAttributeValue("unit", "KiB")))
        .reduce((a, b) -> a.flatMap(left -> b.map(left::plus)))
        .flatMap(total -> total);
    if (sum.isEmpty()) {
      return null;
    }
    Element memory = DomainEditor.element("memory", "unit", "KiB").setText(sum.get().kibibytes().toString());
    return domain.insert(
        domain.root(), memory, afterMetadata(domain.root()), "The memory of the NUMA cells is the domain's");
  }

  private static int afterMetadata(Element root) {
    List<String> before = List.of("name", "uuid", "genid", "title", "description", "metadata", "maxMemory");
    int position = 0;
    for (Element child : root.getChildren()) {
      if (!before.contains(child.getName())) {
        break;
      }
      position++;
    }
    return position;
  }

  /** Returns whether both say the same in the same words, as almost all do: reading one is enough then. */
  private static boolean isSame(Element memory, Element current) {
    return memory.getTextTrim().equals(current.getTextTrim())
        && memory.getAttributeValue("unit", "KiB").equals(current.getAttributeValue("unit", "KiB"));
  }

  private static void compare(DomainEditor domain, RuleContext context, Element memory, Element current) {
    Optional<MemorySize> some = MemorySize.of(current);
    Optional<MemorySize> all = isSame(memory, current) ? some : MemorySize.of(memory);
    if (some.isEmpty()) {
      context.warn(
          current,
          "currentMemory '" + current.getTextTrim() + "' is no memory size and was removed",
          "Add the right one if the guest shall start with less than its maximum.");
      domain.remove(current, "libvirt cannot read the size; without it the guest starts with all of its memory");
    } else if (all.isPresent() && some.get().compareTo(all.get()) > 0) {
      String reason = "A guest cannot start with more than its maximum";
      domain.setText(current, memory.getTextTrim(), reason);
      String unit = memory.getAttributeValue("unit");
      if (unit == null) {
        domain.removeAttribute(current, "unit", reason);
      } else {
        domain.setAttribute(current, "unit", unit, reason);
      }
    } else if (all.isPresent() && some.get().compareTo(all.get()) < 0 && some.get().bytes().signum() > 0) {
      context.note(
          current,
          "The guest starts with " + some.get() + " of " + all.get()
              + "; without the virtio balloon driver inside it takes all of it");
    }
  }
}
