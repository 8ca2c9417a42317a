package org.xen2kvm.converter.xl.machine;

import java.util.List;
import java.util.Map;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.device.SpecText;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue.Items;

/** What the guest sees of the host's CPU: {@code nestedhvm} and {@code cpuid}, as libvirt's reader writes them. */
final class CpuFeatures implements Part {
  /** libxl's names by libvirt's, where they differ (libvirt, xenTranslateCPUFeature). */
  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("cmpxchg16", "cx16"),
      Map.entry("cntxid", "cid"),
      Map.entry("dscpl", "ds_cpl"),
      Map.entry("pclmulqdq", "pclmuldq"),
      Map.entry("sse3", "pni"),
      Map.entry("htt", "ht"),
      Map.entry("psn", "pn"),
      Map.entry("clfsh", "clflush"),
      Map.entry("sysenter", "sep"),
      Map.entry("cmpxchg8", "cx8"),
      Map.entry("nodeid", "nodeid_msr"),
      Map.entry("altmovcr8", "cr8legacy"),
      Map.entry("lahfsahf", "lahf_lm"),
      Map.entry("cmplegacy", "cmp_legacy"),
      Map.entry("ffxsr", "fxsr_opt"),
      Map.entry("page1gb", "pdpe1gb"),
      Map.entry("ibrsb", "spec-ctrl"));

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given nested = sketch.isHvm() ? settings.one("nestedhvm") : null;
    Boolean on = nested == null ? null : settings.flag(nested);
    if (nested != null && on != null) {
      Element cpu = sketch.at("cpu").setAttribute("mode", "host-passthrough");
      sketch.placed(cpu, nested.place());
      sketch.read(nested, cpu);
      if (!on) {
        // Intel's and AMD's; the file does not say which host it was, and to disable what a CPU lacks is allowed.
        for (String name : List.of("vmx", "svm")) {
          sketch.add("cpu", DomainEditor.element("feature", "policy", "disable", "name", name), nested.place());
        }
      }
    }
    XlSetting cpuid = settings.take("cpuid");
    if (cpuid == null) {
      return;
    }
    if (cpuid.value() instanceof Items) {
      for (Given given : settings.many("cpuid")) {
        sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, given.place(),
            "'" + given.name() + "' sets bits of CPUID in xend's notation, which libvirt cannot say; it is dropped",
            "Find out which feature the bits stand for, and set it with <feature policy='…' name='…'/> in <cpu>.");
      }
      return;
    }
    Given given = settings.one("cpuid");
    if (given != null) {
      policies(given, sketch);
    }
  }

  private static void policies(Given given, DomainSketch sketch) {
    if (given.text().length() > SpecText.LONGEST) {
      sketch.refuseValue(given.value().place(),
          "'cpuid' has " + given.text().length() + " characters; the longest that is read has " + SpecText.LONGEST,
          "Shorten it.");
      return;
    }
    String[] parts = given.text().split(",", -1);
    if (!parts[0].strip().equals("host")) {
      sketch.warnOfValue(given.value().place(), "'cpuid' begins with the word host in libxl's notation; it counts as not given",
          "Write the features into <cpu> of the result.");
      return;
    }
    Element cpu = sketch.at("cpu").setAttribute("mode", "host-passthrough");
    sketch.placed(cpu, given.place());
    sketch.read(given, cpu);
    int offset = parts[0].length() + 1;
    for (int i = 1; i < parts.length; i++) {
      policy(given, parts[i], offset, sketch);
      offset += parts[i].length() + 1;
    }
  }

  private static void policy(Given given, String part, int offset, DomainSketch sketch) {
    int equals = part.indexOf('=');
    String name = equals < 0 ? "" : part.substring(0, equals).strip();
    String policy = switch (equals < 0 ? "" : part.substring(equals + 1).strip()) {
      case "1" -> "force";
      case "0" -> "disable";
      case "x", "k", "s" -> "optional";
      default -> "";
    };
    boolean flag = name.length() <= 32 && name.matches("[a-z][a-z0-9._-]*");
    if (policy.isEmpty() || !flag) {
      // family=…, model=… and the like are numbers, not features.
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, () -> given.value().placeOf(offset),
          "'cpuid' has " + DomainSketch.shown(part.strip()) + ", which is no feature that libvirt could set; it is dropped",
          "Choose a CPU model for the guest (cpu-mode in the policy) if it depends on this.");
      return;
    }
    String feature = NAMES.getOrDefault(name, name);
    sketch.add("cpu", DomainEditor.element("feature", "policy", policy, "name", feature), given.value().placeOf(offset));
  }
}
