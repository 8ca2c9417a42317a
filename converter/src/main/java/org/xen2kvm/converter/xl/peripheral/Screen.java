package org.xen2kvm.converter.xl.peripheral;

import java.util.function.Supplier;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.text.Place;

/** What one display is said to be like. Mutable. */
final class Screen {
  /** The port of display 0 (RFB protocol). */
  private static final int FIRST_PORT = 5900;

  private static final int LAST_PORT = 65_535;

  @Nullable Boolean vnc;
  boolean sdl;
  boolean nographic;
  private @Nullable Boolean unused;
  private long port = -1;
  private String listen = "";
  private String password = "";
  private String keymap = "";
  private String display = "";
  private String xauthority = "";

  /** Notes a setting; returns whether there is one of that name. */
  boolean set(String key, String value, Supplier<Place> place, String name, DomainSketch sketch) {
    switch (key) {
      case "vnc" -> vnc = flag(value, place, name, sketch);
      case "sdl" -> sdl = Boolean.TRUE.equals(flag(value, place, name, sketch));
      case "nographic" -> nographic = Boolean.TRUE.equals(flag(value, place, name, sketch));
      case "vncunused" -> unused = flag(value, place, name, sketch);
      case "vncdisplay" -> port = port(value, place, name, sketch);
      case "vnclisten" -> listen(value.strip(), place, name, sketch);
      case "vncpasswd" -> password = value;
      case "keymap" -> keymap = value.strip();
      case "display" -> display = value.strip();
      case "xauthority" -> xauthority = value.strip();
      case "opengl" -> flag(value, place, name, sketch);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Boolean flag(String value, Supplier<Place> place, String name, DomainSketch sketch) {
    Long number = Given.number(value.strip());
    if (number == null) {
      sketch.tell(ReadingRule.VALUE, Severity.WARNING, place, "'" + name + "' takes 0 or 1; it counts as not given", "Write 0 or 1.");
      return null;
    }
    return number != 0;
  }

  /** libvirt's old conversion to xl wrote 5900 less than the port -1 of a port that libvirt chooses. */
  private static long port(String value, Supplier<Place> place, String name, DomainSketch sketch) {
    Long number = Given.number(value.strip());
    if (number == null || number > LAST_PORT - FIRST_PORT) {
      sketch.tell(ReadingRule.VALUE, Severity.WARNING, place, "'" + name + "' is no number of a display; libvirt chooses one", "");
      return -1;
    }
    return number < 0 ? -1 : number + FIRST_PORT;
  }

  /** {@code address:display} is a second way to name the display; an IPv6 address is in brackets there, as for QEMU's -vnc. */
  private void listen(String value, Supplier<Place> place, String name, DomainSketch sketch) {
    int bracket = value.startsWith("[") ? value.indexOf(']') : -1;
    int colon = value.lastIndexOf(':');
    boolean alone = bracket > 0 ? colon == bracket + 1 : colon > 0 && value.indexOf(':') == colon;
    boolean withDisplay = alone && Given.number(value.substring(colon + 1)) != null;
    String address = withDisplay ? value.substring(0, colon) : value;
    listen = bracket > 0 && bracket == address.length() - 1 ? address.substring(1, bracket) : address;
    if (withDisplay) {
      port = port(value.substring(colon + 1), place, name, sketch);
    }
  }

  /** Returns its password; empty when it has none. */
  String password() {
    return password;
  }

  /** A display that is named is meant, unless vncunused says that any free one from there on will do. */
  Element vnc() {
    boolean auto = port < 0 || Boolean.TRUE.equals(unused);
    if (port < 0 && Boolean.FALSE.equals(unused)) {
      auto = false;
      port = FIRST_PORT;
    }
    Element graphics = DomainEditor.element(
        "graphics", "type", "vnc", "port", auto ? "-1" : Long.toString(port), "autoport", auto ? "yes" : "no");
    if (!listen.isEmpty()) {
      graphics.setAttribute("listen", listen);
    }
    if (!keymap.isEmpty()) {
      graphics.setAttribute("keymap", keymap);
    }
    if (!password.isEmpty()) {
      graphics.setAttribute("passwd", password);
    }
    Element address = DomainEditor.element("listen", "type", "address");
    if (!listen.isEmpty()) {
      address.setAttribute("address", listen);
    }
    return graphics.addContent(address);
  }

  Element sdl() {
    Element graphics = DomainEditor.element("graphics", "type", "sdl");
    if (!display.isEmpty()) {
      graphics.setAttribute("display", display);
    }
    if (!xauthority.isEmpty()) {
      graphics.setAttribute("xauth", xauthority);
    }
    return graphics;
  }
}
