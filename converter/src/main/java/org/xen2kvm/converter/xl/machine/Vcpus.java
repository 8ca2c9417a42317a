package org.xen2kvm.converter.xl.machine;

import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;

/**
 * How many CPUs the guest has, on which of the host's they run, and with what weight: {@code vcpus}, {@code maxvcpus}, xend's
 * {@code vcpu_avail}, {@code cpus}, {@code cpu_weight} and {@code cap}. Whether pinning stays is a matter of the rules.
 *
 * <p>Without maxvcpus the nodes of vnuma say how many there are at most, and without vcpus one of them is there at first (Xen,
 * tools/xl/xl_parse.c, parse_vnuma_config; libxl_create.c, libxl__domain_build_info_setdefault).
 */
final class Vcpus implements Part {
  /** More than any Xen or QEMU gives a guest; it only keeps out what is no number of CPUs. */
  static final long MOST = 4096;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given vcpus = settings.one("vcpus");
    Given maxvcpus = settings.one("maxvcpus");
    Given available = settings.one("vcpu_avail");
    XlSetting vnuma = settings.take("vnuma");
    NumaNodes nodes = NumaNodes.of(vnuma);
    long online = count(vcpus, 1, sketch);
    long said = count(maxvcpus, nodes.isEmpty() ? online : nodes.cpus(), sketch);
    long most = Math.max(online, said);
    tellOfContradictions(vcpus, online, maxvcpus, said, vnuma, nodes, sketch);
    if (maxvcpus == null && available != null) {
      online = availableOf(available, online, settings);
    }
    Element vcpu = sketch.at("vcpu").setAttribute("placement", "static").setText(Long.toString(most));
    for (Given given : new @Nullable Given[] {vcpus, maxvcpus, available}) {
      if (given != null) {
        sketch.placed(vcpu, given.place());
        sketch.read(given, vcpu);
      }
    }
    if (vnuma != null) {
      sketch.placed(vcpu, vnuma.place());
    }
    pin(settings.many("cpus"), vcpu, most, sketch);
    if (online < most) {
      vcpu.setAttribute("current", Long.toString(online));
    }
    weigh(settings, vcpu, sketch);
  }

  /** xl stops at each of them ("maxvcpus < vcpus", "vnuma vcpus and maxvcpus= mismatch"), xm did not. */
  private static void tellOfContradictions(
      @Nullable Given vcpus, long online, @Nullable Given maxvcpus, long most, @Nullable XlSetting vnuma, NumaNodes nodes,
      DomainSketch sketch) {
    if (maxvcpus != null && vnuma != null && !nodes.isEmpty() && nodes.cpus() != most) {
      sketch.warnOfValue(vnuma.place(),
          "The nodes of 'vnuma' have " + nodes.cpus() + " CPUs, and 'maxvcpus' is " + most + "; current versions of xl start no such guest",
          "Correct the one that is wrong.");
    }
    if (vcpus != null && online > most) {
      sketch.warnOfValue(vcpus.value().place(),
          "'vcpus' is " + online + ", more than the " + most + " of '" + (maxvcpus == null ? "vnuma" : "maxvcpus")
              + "'; current versions of xl start no such guest, and here it gets " + online,
          "Correct the one that is wrong.");
    }
  }

  private static long count(@Nullable Given given, long otherwise, DomainSketch sketch) {
    if (given == null) {
      return otherwise;
    }
    Long count = given.number();
    if (count == null || count < 1 || count > MOST) {
      sketch.refuseValue(given.value().place(),
          "'" + given.name() + "' is a number of CPUs above 0, not '" + DomainSketch.shown(given.text()) + "'",
          "Write how many CPUs the guest has.");
      return otherwise;
    }
    return count;
  }

  /** xend's way to say how many of vcpus are there: a mask with a bit for each. */
  private static long availableOf(Given mask, long vcpus, Settings settings) {
    Long bits = settings.number(mask, 1, Long.MAX_VALUE);
    return bits == null ? vcpus : Math.min(vcpus, Math.max(1, Long.bitCount(bits)));
  }

  private static void pin(List<Given> cpus, Element vcpu, long count, DomainSketch sketch) {
    if (cpus.size() == 1 && !cpus.get(0).name().endsWith("]")) {
      Given given = cpus.get(0);
      String set = set(given, sketch);
      if (!set.isEmpty()) {
        sketch.placed(vcpu, given.place());
        vcpu.setAttribute("cpuset", set);
        sketch.read(given, vcpu);
      }
      return;
    }
    for (int i = 0; i < cpus.size() && i < count; i++) {
      Given given = cpus.get(i);
      String set = set(given, sketch);
      if (!set.isEmpty()) {
        Element pin = DomainEditor.element("vcpupin", "vcpu", Integer.toString(i), "cpuset", set);
        sketch.read(given, sketch.add("cputune", pin, given.place()));
      }
    }
  }

  /** Returns the CPUs in libvirt's words; empty for all of them, and for what only the Xen host could say. */
  private static String set(Given given, DomainSketch sketch) {
    String text = given.trimmed().replace(" ", "");
    if (text.isEmpty() || text.equals("all")) {
      return "";
    }
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= (c >= '0' && c <= '9') || c == '-' || c == ',' || c == '^';
    }
    if (!plain || !isSet(text)) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, given.value().place(),
          "'" + given.name() + "' names CPUs of the Xen host by '" + DomainSketch.shown(text)
              + "', which only that host's topology explains; it is dropped",
          "Pin the guest to CPUs of the KVM host if it has to be pinned (vcpu/@cpuset, cputune/vcpupin).");
      return "";
    }
    return text;
  }

  /** Returns whether a text is libvirt's notation: numbers, ranges, and numbers to leave out behind a first that stays. */
  private static boolean isSet(String text) {
    boolean any = false;
    for (String part : text.split(",", -1)) {
      boolean left = part.startsWith("^");
      String range = left ? part.substring(1) : part;
      int dash = range.indexOf('-');
      String first = dash < 0 ? range : range.substring(0, dash);
      String last = dash < 0 || left ? first : range.substring(dash + 1);
      if (!isCpu(first) || !isCpu(last) || (left && (dash >= 0 || !any))
          || Integer.parseInt(first) > Integer.parseInt(last)) {
        return false;
      }
      any = true;
    }
    return any;
  }

  private static boolean isCpu(String text) {
    return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static void weigh(Settings settings, Element vcpu, DomainSketch sketch) {
    Given weight = settings.one("cpu_weight");
    if (weight != null) {
      Long number = settings.number(weight, 1, 65_535);
      if (number != null) {
        Element shares = new Element("shares").setText(Long.toString(number));
        sketch.read(weight, sketch.add("cputune", shares, weight.place()));
      }
    }
    for (String key : List.of("cap", "cpu_cap")) {
      Given cap = settings.one(key);
      Long percent = cap == null ? null : settings.number(cap, 0, 100 * MOST);
      if (cap != null && percent != null && percent > 0) {
        sketch.placed(vcpu, cap.place());
        vcpu.setAttribute("cpu_cap", Long.toString(percent));
        sketch.read(cap, vcpu);
      }
    }
  }
}
