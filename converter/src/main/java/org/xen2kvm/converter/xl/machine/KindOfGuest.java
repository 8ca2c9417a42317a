package org.xen2kvm.converter.xl.machine;

import java.util.Locale;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** How Xen runs the guest: {@code type}, before Xen 4.10 {@code builder}, for a while {@code pvh}; PV when nothing says. */
final class KindOfGuest implements Part {

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given type = settings.one("type");
    Given builder = settings.one("builder");
    Given pvh = settings.one("pvh");
    GuestKind byType = type == null ? null : kindOfType(type, sketch);
    GuestKind byBuilder = builder == null ? null : kindOfBuilder(builder, sketch);
    boolean askedPvh = settings.flag("pvh", false);
    GuestKind kind = byType != null ? byType : byBuilder == GuestKind.HVM ? byBuilder : askedPvh ? GuestKind.PVH : byBuilder;
    if (kind == null) {
      kind = kindWithoutType(settings, sketch);
    } else if (byType != null && byBuilder != null && byType != byBuilder && builder != null) {
      sketch.tell(ReadingRule.OVERRIDDEN, Severity.WARNING, builder.place(),
          "'builder' contradicts 'type', which says " + byType + "; current versions of xl start no such guest",
          "Remove the one that is wrong.");
    }
    sketch.kind(kind);
    Element drawn = element(kind, sketch);
    for (Given given : new @Nullable Given[] {type, builder, pvh}) {
      if (given != null) {
        sketch.placed(drawn, given.place());
        sketch.read(given, drawn);
      }
    }
  }

  private static @Nullable GuestKind kindOfType(Given type, DomainSketch sketch) {
    return switch (type.trimmed().toLowerCase(Locale.ROOT)) {
      case "pv" -> GuestKind.PV;
      case "hvm" -> GuestKind.HVM;
      case "pvh" -> GuestKind.PVH;
      default -> {
        refuse(type, "pv, pvh or hvm", sketch);
        yield null;
      }
    };
  }

  private static @Nullable GuestKind kindOfBuilder(Given builder, DomainSketch sketch) {
    return switch (builder.trimmed().toLowerCase(Locale.ROOT)) {
      case "hvm" -> GuestKind.HVM;
      case "generic", "linux", "pv" -> GuestKind.PV;
      default -> {
        refuse(builder, "hvm, generic or linux", sketch);
        yield null;
      }
    };
  }

  private static void refuse(Given given, String words, DomainSketch sketch) {
    sketch.refuseValue(given.value().place(),
        "'" + given.name() + "' is " + words + ", not '" + DomainSketch.shown(given.text()) + "'",
        "Say how Xen ran the guest: type = \"pv\", \"pvh\" or \"hvm\".");
  }

  /** hvmloader starts HVM guests and no other, so a file that names it and no type is one of a time when xm was lenient. */
  private static GuestKind kindWithoutType(Settings settings, DomainSketch sketch) {
    Given kernel = settings.one("kernel");
    if (kernel != null && BootFiles.isHvmloader(kernel.trimmed())) {
      sketch.tell(ReadingRule.VALUE, Severity.NOTE, kernel.place(),
          "Nothing says how Xen ran the guest; its kernel is hvmloader, so it is read as an HVM guest", "");
      return GuestKind.HVM;
    }
    return GuestKind.PV;
  }

  /** Machine and os type as libvirt's capabilities of Xen name them. */
  private static Element element(GuestKind kind, DomainSketch sketch) {
    Element type = sketch.at("os/type").setAttribute("arch", "x86_64");
    switch (kind) {
      case HVM -> type.setAttribute("machine", "xenfv").setText("hvm");
      case PVH -> type.setAttribute("machine", "xenpvh").setText("xenpvh");
      case PV -> type.setAttribute("machine", "xenpv").setText("linux");
    }
    return type;
  }
}
