package org.xen2kvm.converter.xl.machine;

import java.util.HashMap;
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

/**
 * What the guest sees of the host's CPU: {@code nestedhvm} and {@code cpuid}, as libvirt's reader writes them. What cpuid says last
 * of a feature counts, also against nestedhvm, because libvirt takes each feature once.
 */
final class CpuFeatures implements Part {
  /**
   * Features that libxl and libvirt know by one name: of those that libxl_cpuid_parse_config takes (libxl_cpuid.c, and from Xen 4.19
   * on arch-x86/cpufeatureset.h), the ones in libvirt 9.0's cpu_map/x86_features.xml. With another name the guest
   * would not start ("unknown CPU feature"). libxl's clflush is not among them: it is the size of a cache line.
   */
  private static final String SAME = """
      dtes64 monitor vmx smx est tm2 ssse3 fma xtpr pdcm pcid dca sse4.1 sse4.2 x2apic movbe popcnt tsc-deadline aes xsave \
      osxsave avx f16c rdrand hypervisor fpu vme de pse tsc msr pae mce apic mtrr pge mca cmov pat pse36 ds acpi mmx fxsr \
      sse sse2 ss tm ia64 pbe arat fsgsbase tsc_adjust bmi1 hle avx2 smep bmi2 erms invpcid rtm cmt mpx avx512f avx512dq \
      rdseed adx smap clflushopt clwb avx512pf avx512er avx512cd avx512bw avx512vl umip pku ospke gfni vaes vpclmulqdq \
      avx512-vpopcntdq rdpid cldemote pks avx512-4vnniw avx512-4fmaps fsrm avx512-vp2intersect md-clear serialize \
      avx512-fp16 stibp ssbd avx-vnni avx512-bf16 svm extapic abm sse4a misalignsse 3dnowprefetch osvw ibs xop skinit wdt \
      lwp fma4 tbm topoext perfctr_core perfctr_nb syscall nx mmxext rdtscp lm 3dnowext 3dnow invtsc clzero wbnoinvd ibpb \
      ibrs amd-stibp amd-ssbd virt-ssbd cx8 sep cx16 xsaveopt xsavec xgetbv1 xsaves sgx movdiri movdir64b rsba mds-no \
      tsx-ctrl taa-no""";

  /** The others, as LIBXL=LIBVIRT: those of libvirt's xenTranslateCPUFeature first, then the rest by the bits that they stand for. */
  private static final String OTHERS = """
      cmpxchg16=cx16 cntxid=cid dscpl=ds_cpl pclmulqdq=pclmuldq sse3=pni htt=ht psn=pn clfsh=clflush sysenter=sep \
      cmpxchg8=cx8 nodeid=nodeid_msr altmovcr8=cr8legacy lahfsahf=lahf_lm cmplegacy=cmp_legacy ffxsr=fxsr_opt \
      page1gb=pdpe1gb ibrsb=spec-ctrl sse4_1=sse4.1 sse4_2=sse4.2 sse4-1=sse4.1 sse4-2=sse4.2 aesni=aes eist=est tm1=tm \
      tsc-adjust=tsc_adjust pqm=cmt itsc=invtsc lahf-lm=lahf_lm cmp-legacy=cmp_legacy cr8-legacy=cr8legacy \
      nodeid-msr=nodeid_msr avx512-ifma=avx512ifma avx512-vbmi=avx512vbmi avx512-vbmi2=avx512vbmi2 avx512-vnni=avx512vnni \
      avx512-bitalg=avx512bitalg proc-trace=intel-pt sha=sha-ni tsxldtrk=tsx-ldtrk arch-caps=arch-capabilities \
      core-caps=core-capability rstr-fp-err-ptrs=xsaveerptr ssb-no=amd-no-ssb intel-ssb-no=ssb-no rdcl-no=rdctl-no \
      eibrs=ibrs-all skip-l1dfl=skip-l1dfl-vmentry if-pschange-mc-no=pschange-mc-no svm_npt=npt svm_lbrv=lbrv \
      svm_nrips=nrip-save svm_tscrate=tsc-scale svm_vmcbclean=vmcb-clean svm_decode=decodeassists svm_pausefilt=pause-filter""";

  private static final Map<String, String> NAMES = names();

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
      if (!parts[i].isBlank()) {
        policy(given, parts[i], offset, cpu, sketch);
      }
      offset += parts[i].length() + 1;
    }
  }

  private static void policy(Given given, String part, int offset, Element cpu, DomainSketch sketch) {
    int equals = part.indexOf('=');
    String name = equals < 0 ? "" : part.substring(0, equals).strip();
    String policy = switch (equals < 0 ? "" : part.substring(equals + 1).strip()) {
      case "1" -> "force";
      case "0" -> "disable";
      case "x", "k", "s" -> "optional";
      default -> "";
    };
    String feature = NAMES.get(name);
    if (policy.isEmpty() || feature == null) {
      // family=…, model=… and the like are numbers, not features.
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, () -> given.value().placeOf(offset),
          "'cpuid' has " + DomainSketch.shown(part.strip()) + ", which is no feature that libvirt could set; it is dropped",
          "Choose a CPU model for the guest (cpu-mode in the policy) if it depends on this.");
      return;
    }
    for (Element known : cpu.getChildren("feature")) {
      if (feature.equals(known.getAttributeValue("name"))) {
        known.setAttribute("policy", policy);
        return;
      }
    }
    sketch.add("cpu", DomainEditor.element("feature", "policy", policy, "name", feature), given.value().placeOf(offset));
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String name : SAME.split(" ", -1)) {
      names.put(name, name);
    }
    for (String pair : OTHERS.split(" ", -1)) {
      int equals = pair.indexOf('=');
      names.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return Map.copyOf(names);
  }
}
