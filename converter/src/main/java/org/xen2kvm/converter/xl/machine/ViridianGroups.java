package org.xen2kvm.converter.xl.machine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue.Items;

/**
 * The interface of Microsoft's hypervisor: {@code viridian}, a switch or a list of groups. libvirt's XML for Xen has the switch
 * alone; groups beyond the default ones are written as the Hyper-V features that mean the same, which the rule
 * viridian-to-hyperv completes.
 */
final class ViridianGroups implements Part {
  /** What xl.cfg(5) calls defaults, and what the rule gives for the switch: enough, and nothing to say. */
  private static final Set<String> DEFAULTS = Set.of(
      "defaults", "base", "freq", "time_ref_count", "apic_assist", "crash_ctl");

  /** Groups of Xen by the features of libvirt that they need, in an order that QEMU takes: what they depend on first. */
  private static final Map<String, List<String>> FEATURES = Map.of(
      "hcall_remote_tlb_flush", List.of("vpindex", "tlbflush"),
      "hcall_ipi", List.of("vpindex", "ipi"),
      "synic", List.of("vpindex", "synic"),
      "stimer", List.of("vpindex", "synic", "stimer"),
      "ex_processor_masks", List.of("vpindex"),
      "reference_tsc", List.of());

  /** What {@code all} needs, in the same order. */
  private static final List<String> ALL = List.of("vpindex", "synic", "stimer", "tlbflush", "ipi");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    if (!sketch.isHvm()) {
      return;
    }
    XlSetting setting = settings.take("viridian");
    if (setting == null) {
      return;
    }
    if (!(setting.value() instanceof Items)) {
      Given given = settings.one("viridian");
      if (settings.flag("viridian", false) && given != null) {
        sketch.read(given, sketch.add("features", new Element("viridian"), given.place()));
      }
      return;
    }
    groups(settings.many("viridian"), sketch);
  }

  private static void groups(List<Given> groups, DomainSketch sketch) {
    Set<String> features = new LinkedHashSet<>();
    Given first = null;
    for (Given group : groups) {
      String name = group.trimmed();
      if (name.startsWith("!")) {
        sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.NOTE, group.place(),
            "'viridian' switches " + DomainSketch.shown(name.substring(1))
                + " off, which KVM's counterparts do not single out", "");
      } else if (name.equals("all")) {
        first = first == null ? group : first;
        features.addAll(ALL);
      } else if (DEFAULTS.contains(name) || FEATURES.containsKey(name)) {
        first = first == null ? group : first;
        features.addAll(FEATURES.getOrDefault(name, List.of()));
      } else {
        sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.NOTE, group.place(),
            "The enlightenments '" + DomainSketch.shown(name) + "' of 'viridian' have no counterpart on KVM", "");
      }
    }
    if (first == null) {
      return;
    }
    Element viridian = sketch.add("features", new Element("viridian"), first.place());
    for (Given group : groups) {
      if (!group.trimmed().startsWith("!")) {
        sketch.read(group, viridian);
      }
    }
    for (String feature : features) {
      sketch.add("features/hyperv", DomainEditor.element(feature, "state", "on"), first.place());
    }
  }
}
