package org.xen2kvm.converter.xl.machine;

import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.Place;

/**
 * {@code memory} and {@code maxmem}, in MiB there and in KiB in XML. Without maxmem the nodes of vnuma say how much there is at most
 * (Xen, tools/xl/xl_parse.c, parse_vnuma_config). A file without any of them the guards refuse.
 *
 * <p>maxmem shall not be less than memory (xl.cfg(5)), but neither xl nor libxl compares them, and the guest starts with memory.
 */
final class MemorySize implements Part {
  private static final long KIB_PER_MIB = 1024;

  /** 16 TiB, Xen's own limit of a guest, in MiB. */
  private static final long MOST = 16L * 1024 * 1024;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given memory = settings.one("memory");
    Given maxmem = settings.one("maxmem");
    Long current = size(memory, sketch);
    Long most = size(maxmem, sketch);
    XlSetting vnuma = settings.take("vnuma");
    NumaNodes nodes = NumaNodes.of(vnuma);
    if (vnuma != null && !nodes.isEmpty()) {
      tellOfNodes(nodes.mebibytes(), maxmem, most, vnuma, sketch);
      most = most == null ? (Long) nodes.mebibytes() : most;
    }
    if (current == null && most == null) {
      return;
    }
    if (memory != null && current != null && most != null && current > most) {
      sketch.warnOfValue(memory.value().place(),
          "'memory' is " + current + " MiB, more than the " + most + " MiB of '" + (maxmem == null ? "vnuma" : "maxmem")
              + "', which is to be the most that the guest ever has; it gets " + current + " MiB",
          "Correct the one that is wrong.");
    }
    long whole = most == null ? current == null ? 0 : current : current == null ? most : Math.max(most, current);
    Given says = most != null && most == whole ? maxmem : memory;
    Element total = element("memory", whole, sketch);
    Element now = element("currentMemory", current == null ? whole : current, sketch);
    sketch.placed(total, says == null ? Place.NONE : says.place());
    if (memory != null) {
      sketch.placed(now, memory.place());
      sketch.read(memory, now);
    }
    if (maxmem != null) {
      sketch.placed(now, maxmem.place());
      sketch.read(maxmem, total);
    }
    if (vnuma != null) {
      sketch.placed(total, vnuma.place());
      sketch.placed(now, vnuma.place());
    }
  }

  private static void tellOfNodes(long mebibytes, @Nullable Given maxmem, @Nullable Long most, XlSetting vnuma, DomainSketch sketch) {
    if (maxmem != null && most != null && most != mebibytes) {
      sketch.warnOfValue(vnuma.place(),
          "The nodes of 'vnuma' have " + mebibytes + " MiB, and 'maxmem' is " + most
              + "; current versions of xl start no such guest, and libvirt goes by the nodes",
          "Correct the one that is wrong.");
    }
  }

  private static @Nullable Long size(@Nullable Given given, DomainSketch sketch) {
    if (given == null) {
      return null;
    }
    Long mebibytes = given.number();
    if (mebibytes == null || mebibytes <= 0 || mebibytes > MOST) {
      sketch.refuseValue(given.value().place(),
          "'" + given.name() + "' is a whole number of MiB above 0, not '" + DomainSketch.shown(given.text()) + "'",
          "Write how many MiB of memory the guest has.");
      return null;
    }
    return mebibytes;
  }

  private static Element element(String name, long mebibytes, DomainSketch sketch) {
    return sketch.at(name).setAttribute("unit", "KiB").setText(Long.toString(mebibytes * KIB_PER_MIB));
  }
}
