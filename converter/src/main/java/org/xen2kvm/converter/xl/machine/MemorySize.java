package org.xen2kvm.converter.xl.machine;

import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;

/** {@code memory} and {@code maxmem}, in MiB there and in KiB in XML. A file without them the guards refuse. */
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
    if (current == null && most == null) {
      return;
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
