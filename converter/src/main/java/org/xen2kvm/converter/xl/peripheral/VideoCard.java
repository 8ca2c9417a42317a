package org.xen2kvm.converter.xl.peripheral;

import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;

/** The video card of a guest that has a display: {@code vga}, before it {@code stdvga}, and {@code videoram}. */
final class VideoCard implements Part {
  private static final long KIB_PER_MIB = 1024;

  /** What libvirt writes for Xen's cards: 8 MiB for cirrus, 16 for the standard card, 4 for the paravirtual frame buffer. */
  private static final long CIRRUS_KIB = 8192;

  private static final long STANDARD_KIB = 16_384;
  private static final long FRAMEBUFFER_KIB = 4096;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    if (!sketch.isHvm()) {
      if (sketch.has("devices/graphics")) {
        draw("xen", FRAMEBUFFER_KIB, sketch);
      }
      return;
    }
    Given vga = settings.one("vga");
    Given stdvga = settings.one("stdvga");
    boolean standard = settings.flag("stdvga", false);
    Given videoram = settings.one("videoram");
    Long mebibytes = videoram == null ? null : settings.number(videoram, 1, 1024);
    if (!sketch.has("devices/graphics")) {
      return;
    }
    String model = model(vga, standard, sketch);
    long otherwise = model.equals("cirrus") ? CIRRUS_KIB : STANDARD_KIB;
    Element video = draw(model, mebibytes == null ? otherwise : mebibytes * KIB_PER_MIB, sketch);
    for (Given given : new @Nullable Given[] {vga, vga == null ? stdvga : null, videoram}) {
      if (given != null) {
        sketch.placed(video, given.place());
        sketch.read(given, video);
      }
    }
  }

  private static Element draw(String model, long kibibytes, DomainSketch sketch) {
    Element card = DomainEditor.element("model", "type", model);
    if (!model.equals("none")) {
      card.setAttribute("vram", Long.toString(kibibytes)).setAttribute("heads", "1").setAttribute("primary", "yes");
    }
    return sketch.device(DomainEditor.element("video", List.of(card)), Place.NONE);
  }

  private static String model(@Nullable Given vga, boolean standard, DomainSketch sketch) {
    String otherwise = standard ? "vga" : "cirrus";
    if (vga == null) {
      return otherwise;
    }
    return switch (vga.trimmed()) {
      case "stdvga" -> "vga";
      case "cirrus", "qxl", "none" -> vga.trimmed();
      default -> {
        sketch.warnOfValue(vga.value().place(),
            "'vga' is none, stdvga, cirrus or qxl, not '" + DomainSketch.shown(vga.text()) + "'; it counts as not given", "");
        yield otherwise;
      }
    };
  }
}
