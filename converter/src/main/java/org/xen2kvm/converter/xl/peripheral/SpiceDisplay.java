package org.xen2kvm.converter.xl.peripheral;

import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;

/** The SPICE display of an HVM guest: {@code spice} and the keys that begin with it. */
final class SpiceDisplay implements Part {
  private static final String[] KEYS = {
    "spice", "spicehost", "spiceport", "spicetls_port", "spicedisable_ticketing", "spicepasswd", "spiceagent_mouse",
    "spice_clipboard_sharing", "spice_image_compression", "spice_streaming_video"};

  /** Words that libvirt shares with SPICE (formatdomain, graphics). */
  private static final Set<String> COMPRESSIONS = Set.of("auto_glz", "auto_lz", "quic", "glz", "lz", "off");

  private static final Set<String> STREAMINGS = Set.of("filter", "all", "off");

  /** QEMU takes so many redirected devices of one guest without further controllers. */
  private static final long MOST_REDIRECTIONS = 4;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    if (!sketch.isHvm()) {
      return;
    }
    Given spice = settings.one("spice");
    boolean on = settings.flag("spice", false);
    Element graphics = graphics(settings, sketch);
    Given agent = settings.one("spicevdagent");
    boolean withAgent = settings.flag("spicevdagent", false);
    Given redirection = settings.one("spiceusbredirection");
    Long redirections = redirection == null ? null : settings.number(redirection, 0, MOST_REDIRECTIONS);
    if (!on || spice == null) {
      return;
    }
    sketch.device(graphics, spice.place());
    for (String key : KEYS) {
      Given given = settings.one(key);
      if (given != null) {
        sketch.read(given, graphics);
      }
    }
    if (withAgent && agent != null) {
      Element channel = DomainEditor.element("channel", "type", "spicevmc")
          .addContent(DomainEditor.element("target", "type", "virtio", "name", "com.redhat.spice.0"));
      sketch.read(agent, sketch.device(channel, agent.place()));
    }
    for (long i = 0; redirection != null && redirections != null && i < redirections; i++) {
      Element device = DomainEditor.element("redirdev", "bus", "usb", "type", "spicevmc");
      sketch.read(redirection, sketch.device(device, redirection.place()));
    }
  }

  private static Element graphics(Settings settings, DomainSketch sketch) {
    Long port = port(settings.one("spiceport"), settings);
    Long tls = port(settings.one("spicetls_port"), settings);
    boolean auto = port == null && tls == null;
    Element graphics = DomainEditor.element("graphics", "type", "spice");
    if (port != null) {
      graphics.setAttribute("port", Long.toString(port));
    }
    if (tls != null) {
      graphics.setAttribute("tlsPort", Long.toString(tls));
    }
    graphics.setAttribute("autoport", auto ? "yes" : "no");
    Element address = DomainEditor.element("listen", "type", "address");
    Given host = settings.one("spicehost");
    if (host != null) {
      graphics.setAttribute("listen", host.trimmed());
      address.setAttribute("address", host.trimmed());
    }
    Given password = settings.one("spicepasswd");
    if (password != null && !settings.flag("spicedisable_ticketing", false)) {
      graphics.setAttribute("passwd", password.text());
    }
    graphics.addContent(address);
    addWord(graphics, "image", "compression", settings.one("spice_image_compression"), COMPRESSIONS, sketch);
    addWord(graphics, "streaming", "mode", settings.one("spice_streaming_video"), STREAMINGS, sketch);
    // xl.cfg(5): the agent's mouse is on unless it is switched off; sharing the clipboard is off.
    graphics.addContent(DomainEditor.element("mouse", "mode", settings.flag("spiceagent_mouse", true) ? "client" : "server"));
    boolean sharing = settings.flag("spice_clipboard_sharing", false);
    return graphics.addContent(DomainEditor.element("clipboard", "copypaste", sharing ? "yes" : "no"));
  }

  private static @Nullable Long port(@Nullable Given given, Settings settings) {
    Long port = given == null ? null : settings.number(given, 0, 65_535);
    return port == null || port == 0 ? null : port;
  }

  private static void addWord(
      Element graphics, String name, String attribute, @Nullable Given given, Set<String> words, DomainSketch sketch) {
    if (given == null) {
      return;
    }
    if (words.contains(given.trimmed())) {
      graphics.addContent(DomainEditor.element(name, attribute, given.trimmed()));
    } else {
      Place place = given.value().place();
      sketch.warnOfValue(place, "'" + given.name() + "' has no such word: '" + DomainSketch.shown(given.text())
          + "'; it counts as not given", "");
    }
  }
}
