package org.xen2kvm.converter.rule.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Says, once for a domain, that the definition is that of a running domain. */
final class RunningDumpNoticed implements Rule {
  private static final Set<String> CHARACTER_DEVICES = Set.of("console", "serial", "parallel", "channel");

  /** Xen names back ends after the domain's id and the device's number: vif3.0; vif3.0-emu is the emulated one. */
  private static final Pattern BACK_END = Pattern.compile("(vif|tap)[0-9]+\\.[0-9]+(-emu)?");

  /** More than these would say nothing new. */
  private static final int SHOWN = 4;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "warn-running-dump",
      Phase.GUARD,
      "Notices the definition of a running domain",
      """
      `virsh dumpxml` of a running domain mixes the configuration with values of that run: the id, terminals \
      (/dev/pts/7), names of back ends (vif3.0), ports, temporary kernels, addresses. The rules remove those that they \
      know, each with its reason; what the file does not show is a change that takes effect at the next start only. \
      `virsh dumpxml --inactive` gives the configuration itself. A domain is converted when it is shut off in any \
      case.
      """,
      "SUSE guide, step R2",
      "libvirt, virsh: dumpxml --inactive");

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
    Set<String> signs = new LinkedHashSet<>();
    String id = root.getAttributeValue("id");
    if (id != null) {
      signs.add("id " + id);
    }
    Element devices = root.getChild("devices");
    if (devices != null) {
      devices.getChildren().forEach(device -> collect(device, signs));
    }
    if (!signs.isEmpty()) {
      context.warn(
          root,
          "The definition was taken from a running domain (" + shown(signs) + ")",
          "Shut the guest down before its disks are used, and prefer virsh dumpxml --inactive DOMAIN as the source.");
    }
  }

  private static void collect(Element device, Set<String> signs) {
    if (CHARACTER_DEVICES.contains(device.getName())) {
      addTerminal(device.getAttributeValue("tty"), signs);
      Element source = device.getChild("source");
      addTerminal(source == null ? null : source.getAttributeValue("path"), signs);
    } else if (device.getName().equals("interface")) {
      Element target = device.getChild("target");
      String name = target == null ? "" : target.getAttributeValue("dev", "");
      if (!name.isEmpty() && BACK_END.matcher(name).matches()) {
        signs.add(name);
      }
    }
  }

  private static void addTerminal(@Nullable String path, Set<String> signs) {
    if (path != null && path.startsWith("/dev/pts/")) {
      signs.add(path);
    }
  }

  private static String shown(Set<String> signs) {
    List<String> all = new ArrayList<>(signs);
    String text = String.join(", ", all.subList(0, Math.min(SHOWN, all.size())));
    return all.size() > SHOWN ? text + " …" : text;
  }
}
