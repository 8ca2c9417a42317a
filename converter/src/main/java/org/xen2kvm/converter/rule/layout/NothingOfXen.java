package org.xen2kvm.converter.rule.layout;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdom2.Attribute;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.policy.Policy.Profile;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Refuses a result in which something of Xen is left that would break it, or silently change it. */
final class NothingOfXen implements Rule {
  /** What a finding must not show: they hold passwords. */
  private static final Set<String> SECRET = Set.of("passwd", "password");

  private static final int SHOWN = 160;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "xen-remnant",
          Phase.VERIFY,
          "Refuses a result in which something of Xen is left",
          """
          `virsh define` accepts much that `virsh start` then refuses, or that the guest silently lacks: a Xen disk \
          bus, hvmloader, network scripts, netfront, a file declared a block device, vhd, missing ACPI, viridian. The \
          last rule of all looks at the result, whatever other rules did, and refuses it when such a thing is left: \
          because a rule is switched off, because a rule of the policy adds it, or because no rule knows it. What \
          depends on the host, or is useless but harmless, is a warning.

          It looks at domains that are KVM ones already, too. In the profile `guide` all of it is a warning, because \
          the guide leaves many of these things to the reader.
          """,
          "libvirt, qemu_validate.c and qemu_domain.c",
          "measured: what define --validate accepts and start refuses")
      .always();

  private static final String ANY = "*";

  /** The table by the element's name and then its parent's; {@code *} stands for any. */
  private static final Map<String, Map<String, List<Remnant>>> TABLE = Remnant.TABLE.stream()
      .collect(Collectors.groupingBy(Remnant::name, Collectors.groupingBy(Remnant::parent)));

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    look("", "domain", root, context);
    for (int i = 0; i < root.getContentSize(); i++) {
      if (root.getContent(i) instanceof Element part && !part.getName().equals("metadata")) {
        lookInto("domain", part, context);
      }
    }
    lookForAcpi(root, context);
  }

  /** One walk over the domain asks each element only what concerns its place; some fifty XPaths would take longer. */
  private static void lookInto(String parent, Element element, RuleContext context) {
    look(parent, element.getName(), element, context);
    look(parent, ANY, element, context);
    // By index, for a list of children for each element would be half of the walk's cost.
    for (int i = 0; i < element.getContentSize(); i++) {
      if (element.getContent(i) instanceof Element child) {
        lookInto(element.getName(), child, context);
      }
    }
  }

  private static void look(String parent, String name, Element element, RuleContext context) {
    Map<String, List<Remnant>> parents = TABLE.get(name);
    if (parents != null) {
      look(parents.get(parent), element, context);
      look(parents.get(ANY), element, context);
    }
  }

  private static void look(@Nullable List<Remnant> remnants, Element element, RuleContext context) {
    if (remnants == null) {
      return;
    }
    for (int i = 0; i < remnants.size(); i++) {
      Remnant remnant = remnants.get(i);
      if (remnant.found().test(element)) {
        say(element, remnant.severity(), remnant.message() + ": " + tag(element), remnant.advice(), context);
      }
    }
  }

  /** Measured: without ACPI one of four CPUs comes up. An HVM guest may want that; features-acpi-apic warns then. */
  private static void lookForAcpi(Element root, RuleContext context) {
    Element features = root.getChild("features");
    boolean acpi = features != null && features.getChild("acpi") != null;
    boolean several = !acpi && hasSeveralCpus(root);
    if (several && context.kind().hasOnlyXenDevices()) {
      say(
          features == null ? root : features,
          Severity.ERROR,
          "Without <acpi/> the guest would use one of its CPUs and ignore a shutdown",
          "Add <acpi/> under <features>, or let the rule features-acpi-apic do it.",
          context);
    }
  }

  private static boolean hasSeveralCpus(Element root) {
    String vcpus = root.getChildTextTrim("vcpu");
    return vcpus != null && !vcpus.isEmpty() && !vcpus.matches("0*[01]");
  }

  private static void say(Element where, Severity severity, String message, String advice, RuleContext context) {
    if (severity == Severity.ERROR && context.policy().profile() != Profile.GUIDE) {
      context.refuse(where, message, advice);
    } else {
      context.warn(where, message, advice);
    }
  }

  /** Returns the element's start tag, and its text when it has nothing else. */
  private static String tag(Element element) {
    StringBuilder out = new StringBuilder("<").append(element.getQualifiedName());
    for (Attribute attribute : element.getAttributes()) {
      String value = SECRET.contains(attribute.getName()) ? "***" : attribute.getValue();
      out.append(' ').append(attribute.getQualifiedName()).append("='").append(value).append('\'');
    }
    out.append('>');
    if (element.getChildren().isEmpty()) {
      out.append(element.getTextTrim());
    }
    return out.length() > SHOWN ? out.substring(0, SHOWN) + "…" : out.toString();
  }
}
