package org.xen2kvm.converter.xl.machine;

import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** The guest's clock: {@code localtime}, {@code rtc_timeoffset}, {@code tsc_mode} and {@code hpet}, as libvirt's reader has it. */
final class Clock implements Part {
  /** libxl_tsc_mode, by number; libvirt's words for the timer of that name. */
  private static final List<String> TSC_MODES = List.of("default", "always_emulate", "native", "native_paravirt");

  private static final List<String> TIMER_MODES = List.of("auto", "emulate", "native", "paravirt");

  /** A century: no clock is set off by more on purpose. */
  private static final long MOST_SECONDS = 100L * 366 * 24 * 3600;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given localtime = settings.one("localtime");
    boolean local = settings.flag("localtime", false);
    Given offset = sketch.isHvm() ? settings.one("rtc_timeoffset") : null;
    Element clock = sketch.at("clock");
    if (sketch.isHvm()) {
      Long seconds = offset == null ? null : settings.number(offset, -MOST_SECONDS, MOST_SECONDS);
      clock.setAttribute("offset", "variable")
          .setAttribute("adjustment", Long.toString(seconds == null ? 0 : seconds))
          .setAttribute("basis", local ? "localtime" : "utc");
    } else {
      clock.setAttribute("offset", local ? "localtime" : "utc").setAttribute("adjustment", "reset");
    }
    draw(localtime, clock, sketch);
    draw(offset, clock, sketch);
    tsc(settings.one("tsc_mode"), sketch);
    Given hpet = sketch.isHvm() ? settings.one("hpet") : null;
    Boolean on = hpet == null ? null : settings.flag(hpet);
    if (hpet != null && on != null) {
      Element timer = DomainEditor.element("timer", "name", "hpet", "present", on ? "yes" : "no");
      sketch.read(hpet, sketch.add("clock", timer, hpet.place()));
    }
  }

  private static void draw(@Nullable Given given, Element clock, DomainSketch sketch) {
    if (given != null) {
      sketch.placed(clock, given.place());
      sketch.read(given, clock);
    }
  }

  private static void tsc(@Nullable Given given, DomainSketch sketch) {
    if (given == null) {
      return;
    }
    Long number = given.number();
    int mode = number == null ? TSC_MODES.indexOf(given.trimmed())
        : number >= 0 && number < TSC_MODES.size() ? number.intValue() : -1;
    if (mode < 0) {
      sketch.warnOfValue(given.value().place(),
          "'tsc_mode' is " + String.join(", ", TSC_MODES) + ", not '" + DomainSketch.shown(given.text())
              + "'; it counts as not given", "");
      return;
    }
    Element timer = DomainEditor.element("timer", "name", "tsc", "present", "yes", "mode", TIMER_MODES.get(mode));
    sketch.read(given, sketch.add("clock", timer, given.place()));
  }
}
