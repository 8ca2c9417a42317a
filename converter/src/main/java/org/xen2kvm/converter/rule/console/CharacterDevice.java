package org.xen2kvm.converter.rule.console;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.RuleContext;

/**
 * What consoles, serial and parallel ports and channels have in common: an end on the host, of which a dump tells
 * things that were true on the Xen host only.
 *
 * @param element the {@code <console>}, {@code <serial>}, {@code <parallel>} or {@code <channel>}
 */
record CharacterDevice(Element element) {
  private static final Set<String> LOCAL = Set.of("", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::");

  /** Returns {@code @type}; a device without one is a pty, as libvirt reads it. */
  String type() {
    String type = element.getAttributeValue("type", "").strip();
    return type.isEmpty() ? "pty" : type;
  }

  /** Returns {@code target/@type}, or an empty text. */
  String targetType() {
    Element target = element.getChild("target");
    return target == null ? "" : target.getAttributeValue("type", "").strip();
  }

  /** Removes the terminal that one run of the domain had, and writes down the type where it is missing. */
  void forgetTerminal(DomainEditor domain) {
    String reason = "The terminal belonged to one run of the domain; libvirt gives a new one at each start";
    domain.removeAttribute(element, "tty", reason);
    if (element.getAttributeValue("type", "").isBlank()) {
      domain.setAttribute(
          element, "type", "pty", "libvirt's schema wants the type in writing, and a pty is its default");
    }
    Element source = element.getChild("source");
    if (type().equals("pty") && source != null && source.getAttribute("path") != null) {
      if (source.getAttributes().size() == 1 && source.getChildren().isEmpty()) {
        domain.remove(source, reason);
      } else {
        domain.removeAttribute(source, "path", reason);
      }
    }
  }

  /** Connects a device to a pty that was connected to the standard streams of Xen's device model. */
  void leaveStandardStreams(DomainEditor domain) {
    if (type().equals("stdio")) {
      domain.setAttribute(
          element, "type", "pty", "QEMU under libvirt has no terminal of its own; a pty is what virsh console opens");
    }
  }

  /** Says what the other end needs on the KVM host; nothing for one that needs nothing. */
  void reportHostEnd(RuleContext context) {
    for (Element source : element.getChildren("source")) {
      String path = source.getAttributeValue("path", "").strip();
      String host = source.getAttributeValue("host", "").strip();
      String mode = source.getAttributeValue("mode", "").strip();
      switch (type()) {
        case "dev" -> context.warn(
            element,
            "The " + element.getName() + " device is connected to " + path + ", a device of the host",
            "Make sure that it exists on the KVM host and is free, or change the type to pty; else the start fails.");
        case "pipe" -> context.warn(
            element,
            "The " + element.getName() + " device is connected to the pipe " + path,
            "Create it on the KVM host with mkfifo, or change the type to pty; otherwise the start fails.");
        case "file", "unix" -> context.note(
            element,
            "The " + element.getName() + " device is connected to " + path
                + "; its folder has to exist on the KVM host, writable for QEMU");
        case "tcp", "udp" -> {
          if (mode.equals("bind") && !LOCAL.contains(host)) {
            context.warn(
                element,
                "The " + element.getName() + " device listens on " + host,
                "That has to be an address of the KVM host, or the start fails: change source/@host.");
          } else if (type().equals("tcp") && mode.equals("connect")) {
            context.warn(
                element,
                "The " + element.getName() + " device connects to " + host + " port "
                    + source.getAttributeValue("service", "") + " when the domain starts",
                "Something has to listen there, reachable from the KVM host, or the start fails.");
          }
        }
        default -> { }
      }
    }
  }
}
