package org.xen2kvm.converter.xl.peripheral;

import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;

/**
 * VNC and SDL displays: settings of their own for an HVM guest, {@code vfb} for a paravirtual one, which may use the former
 * when it has no vfb. An HVM guest has a VNC display unless the file says otherwise (xl.cfg.5, vnc).
 */
final class Displays implements Part {
  private static final String[] KEYS = {
    "vnc", "vnclisten", "vncdisplay", "vncunused", "vncpasswd", "sdl", "opengl", "keymap", "display", "xauthority", "nographic"};

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    List<Given> vfb = settings.many("vfb");
    Screen screen = new Screen();
    Place place = Place.NONE;
    Given first = null;
    for (String key : KEYS) {
      Given given = settings.one(key);
      if (given != null) {
        screen.set(key, given.text(), given.value()::place, given.name(), sketch);
        first = first == null ? given : first;
        place = place.isKnown() ? place : given.place();
      }
    }
    if (sketch.isHvm()) {
      boolean vnc = screen.nographic ? false : screen.vnc == null || screen.vnc;
      tellOfVfb(vfb, vnc ? screen.password() : null, sketch);
      draw(screen, vnc, settings, place, sketch);
    } else if (vfb.isEmpty()) {
      draw(screen, Boolean.TRUE.equals(screen.vnc), settings, place, sketch);
    } else {
      if (first != null && Boolean.TRUE.equals(screen.vnc)) {
        sketch.tell(ReadingRule.OVERRIDDEN, Severity.NOTE, place,
            "'" + first.name() + "' has no effect beside 'vfb', which says what display the guest has", "");
      }
      Given password = settings.one("vncpasswd");
      boolean lost = password != null;
      for (Given given : vfb) {
        lost &= framebuffer(given, sketch).password().isEmpty();
      }
      if (password != null && lost) {
        sketch.tell(ReadingRule.OVERRIDDEN, Severity.WARNING, password.place(),
            "'vncpasswd' has no effect beside 'vfb', so the guest's display has no password",
            "Write it into vfb, and keep others from the display until then.");
      }
    }
  }

  /** A password there was never that of the display that the guest has: who relied on it has an open one. */
  private static void tellOfVfb(List<Given> vfb, @Nullable String password, DomainSketch sketch) {
    for (Given given : vfb) {
      KeyValues.Pair said = null;
      for (KeyValues.Pair pair : KeyValues.of(given, sketch).pairs()) {
        said = pair.key().equals("vncpasswd") && !pair.value().isEmpty() ? pair : said;
      }
      if (said != null && password != null && !said.value().equals(password)) {
        int offset = said.offset();
        sketch.tell(ReadingRule.OVERRIDDEN, Severity.WARNING, () -> given.value().placeOf(offset),
            "The password in 'vfb' has no effect: an HVM guest's display has that of 'vncpasswd', "
                + (password.isEmpty() ? "and there is none" : "which is another one"),
            "Set vncpasswd beside vfb, and keep others from the display until then.");
      }
    }
    if (!vfb.isEmpty()) {
      sketch.tell(ReadingRule.OVERRIDDEN, Severity.NOTE, vfb.get(0).place(),
          "'vfb' is a second display of an HVM guest, which only Xen's own drivers could show; vnc and sdl say what it has", "");
    }
  }

  private static void draw(Screen screen, boolean vnc, Settings settings, Place place, DomainSketch sketch) {
    Element graphics = vnc ? screen.vnc() : screen.sdl && !screen.nographic ? screen.sdl() : null;
    if (graphics == null) {
      return;
    }
    sketch.device(graphics, place);
    for (String key : KEYS) {
      Given given = settings.one(key);
      boolean ofSdl = key.equals("sdl") || key.equals("opengl") || key.equals("display") || key.equals("xauthority");
      if (given != null && ofSdl != vnc && !key.equals("nographic")) {
        sketch.read(given, graphics);
      }
    }
  }

  /** Draws the display of a vfb, if it has one, and returns what it is said to be like. */
  private static Screen framebuffer(Given given, DomainSketch sketch) {
    Screen screen = new Screen();
    String type = "";
    for (KeyValues.Pair pair : KeyValues.of(given, sketch).pairs()) {
      if (pair.key().equals("type")) {
        type = pair.value();
      } else if (!screen.set(pair.key(), pair.value(), () -> given.value().placeOf(pair.offset()), pair.key(), sketch)) {
        KeyValues.tellOfUnknown(pair, given, "vfb", "xl ignores it", sketch);
      }
    }
    boolean sdl = type.equals("sdl") || (type.isEmpty() && screen.sdl && !Boolean.TRUE.equals(screen.vnc));
    boolean none = type.isEmpty() && !screen.sdl && Boolean.FALSE.equals(screen.vnc);
    if (!none) {
      sketch.read(given, sketch.device(sdl ? screen.sdl() : screen.vnc(), given.place()));
    }
    return screen;
  }
}
