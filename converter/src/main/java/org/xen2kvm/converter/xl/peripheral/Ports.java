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

/**
 * Serial and parallel ports of an HVM guest, in the notation of QEMU's option -serial, and the console: Xen's own for a PV or PVH
 * guest, the mirror of the first serial port that libvirt writes for an HVM one.
 */
final class Ports implements Part {

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    if (!sketch.isHvm()) {
      Element console = DomainEditor.element("console", "type", "pty")
          .addContent(DomainEditor.element("target", "type", "xen", "port", "0"));
      sketch.device(console, Place.NONE);
      return;
    }
    List<Given> serials = settings.many("serial");
    Element first = draw("serial", serials, sketch);
    draw("parallel", settings.many("parallel"), sketch);
    if (first != null) {
      Element console = first.clone().setName("console");
      Element target = console.getChild("target");
      if (target != null && target.getAttributeValue("port", "").equals("0")) {
        console.removeChild("target");
        console.addContent(DomainEditor.element("target", "type", "serial", "port", "0"));
        sketch.device(console, serials.get(0).place());
      }
    }
  }

  /** Returns the first of the ports, or null when there is none. */
  private static @Nullable Element draw(String name, List<Given> ports, DomainSketch sketch) {
    Element first = null;
    for (int i = 0; i < ports.size(); i++) {
      Given given = ports.get(i);
      String text = given.trimmed();
      if (text.isEmpty() || text.equals("none")) {
        continue;
      }
      Element port = backend(name, text);
      if (port == null) {
        sketch.warnOfValue(given.value().place(),
            "'" + given.name() + "' names no end of a port that libvirt knows: '" + DomainSketch.shown(text)
                + "'; the port is dropped",
            "Add the port to the result if somebody uses it.");
        continue;
      }
      port.addContent(DomainEditor.element("target", "port", Integer.toString(i)));
      sketch.read(given, sketch.device(port, given.place()));
      first = first == null ? port : first;
    }
    return first;
  }

  /** Returns a port with what is at its other end, or null when the text names none (libvirt, xenParseSxprChar). */
  private static @Nullable Element backend(String name, String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (text.startsWith("/")) {
      return withPath(name, "dev", text);
    }
    return switch (word) {
      case "pty", "vc", "null", "stdio" -> DomainEditor.element(name, "type", word);
      case "file", "pipe" -> rest.isEmpty() ? null : withPath(name, word, rest);
      case "tcp", "telnet" -> tcp(name, word, rest);
      case "udp" -> udp(name, rest);
      case "unix" -> unix(name, rest);
      default -> null;
    };
  }

  private static Element withPath(String name, String type, String path) {
    return DomainEditor.element(name, "type", type).addContent(DomainEditor.element("source", "path", path));
  }

  private static @Nullable Element tcp(String name, String protocol, String rest) {
    String address = beforeComma(rest);
    int colon = address.lastIndexOf(':');
    if (colon < 0 || colon == address.length() - 1) {
      return null;
    }
    boolean server = rest.substring(address.length()).contains(",server");
    Element source = DomainEditor.element("source", "mode", server ? "bind" : "connect");
    // libvirt wants a host; QEMU takes none for any of its own, or for this host to connect to.
    String host = address.substring(0, colon);
    source.setAttribute("host", host.isEmpty() ? server ? "0.0.0.0" : "127.0.0.1" : host);
    source.setAttribute("service", address.substring(colon + 1));
    return DomainEditor.element(name, "type", "tcp")
        .addContent(source)
        .addContent(DomainEditor.element("protocol", "type", protocol.equals("tcp") ? "raw" : "telnet"));
  }

  private static @Nullable Element udp(String name, String rest) {
    String text = beforeComma(rest);
    int at = text.indexOf('@');
    String connect = at < 0 ? text : text.substring(0, at);
    int colon = connect.lastIndexOf(':');
    if (colon < 0 || colon == connect.length() - 1) {
      return null;
    }
    Element port = DomainEditor.element(name, "type", "udp");
    if (at >= 0) {
      String bind = text.substring(at + 1);
      int bindColon = bind.lastIndexOf(':');
      Element source = DomainEditor.element("source", "mode", "bind");
      if (bindColon > 0) {
        source.setAttribute("host", bind.substring(0, bindColon));
      }
      if (bindColon < 0 || bindColon == bind.length() - 1) {
        return null;
      }
      port.addContent(source.setAttribute("service", bind.substring(bindColon + 1)));
    }
    Element source = DomainEditor.element("source", "mode", "connect");
    if (colon > 0) {
      source.setAttribute("host", connect.substring(0, colon));
    }
    return port.addContent(source.setAttribute("service", connect.substring(colon + 1)));
  }

  private static @Nullable Element unix(String name, String rest) {
    String path = beforeComma(rest);
    if (path.isEmpty()) {
      return null;
    }
    boolean server = rest.substring(path.length()).contains(",server");
    return DomainEditor.element(name, "type", "unix")
        .addContent(DomainEditor.element("source", "mode", server ? "bind" : "connect", "path", path));
  }

  private static String beforeComma(String text) {
    int comma = text.indexOf(',');
    return comma < 0 ? text : text.substring(0, comma);
  }
}
