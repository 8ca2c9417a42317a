package org.xen2kvm.converter.rule.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.policy.Policy.ConsoleChoice;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * Gives the domain a serial port in place of the Xen console, and cleans the consoles and serial ports that it has.
 * Where {@code channel-xen} and {@code parallel} begin: other character devices.
 */
final class ConsoleToSerial implements Rule {
  private static final DomainPath SERIALS = DomainPath.of("/domain/devices/serial");
  private static final DomainPath CONSOLES = DomainPath.of("/domain/devices/console");
  private static final DomainPath DEVICES = DomainPath.of("/domain/devices");

  /** What libvirt prints before serial ports. */
  private static final Set<String> BEFORE_SERIALS =
      Set.of("emulator", "disk", "controller", "lease", "filesystem", "interface", "smartcard");

  /** QEMU: "Maximum supported number of ISA serial ports is '4'". */
  private static final int MOST_SERIALS = 4;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "console-serial",
      Phase.CONSOLE,
      "Replaces the Xen console by a serial port",
      """
      The Xen console (`hvc0` in the guest) does not exist on KVM: "unsupported console target type xen". Its place is \
      taken by the first serial port (`ttyS0`), for which libvirt adds a console by itself, so that `virsh console` \
      works. A domain with no serial port gets one. SUSE's guide removes consoles and serial ports alike (steps X10 \
      and X11), which leaves a paravirtual guest without any console; the policy's `console: none` does the same.

      Serial ports that a fully virtual guest has are kept. What a running domain's dump adds to them goes: the \
      terminal (`tty`, `/dev/pts/7`). Standard input and output of the device model (`stdio`) become a pty, because \
      QEMU has none under libvirt. Two ports of one number, which do not start ("target port '0' already allocated"), \
      get numbers of their own. Files, pipes, sockets and devices of the host are kept and reported.

      libvirt lets the first console mirror the first serial port, whatever the console says, and refuses more of that \
      kind ("Only the first console can be a serial port"). So a console that contradicts the serial port or is one \
      too many is removed, and a console that stands alone gets the serial port that libvirt would make of it. virtio \
      consoles are kept; those of other hypervisors (sclp, uml, lxc) are removed.

      In the guest the console moves from hvc0 to ttyS0: the kernel's command line, getty and securetty have to \
      follow. The report's guest part says so.
      """,
      "SUSE guide, steps X10 and X11",
      "libvirt, define: unsupported console target type xen",
      "libvirt, define: Only the first console can be a serial port",
      "libvirt, formatdomain: Relationship between serial ports and consoles",
      "measured: conversion rules, console-serial");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (context.policy().hardware().console() == ConsoleChoice.NONE) {
      domain.removeAll(CONSOLES, "The policy leaves the domain without a console");
      domain.removeAll(SERIALS, "The policy leaves the domain without a console");
      return;
    }
    List<Element> serials = domain.select(SERIALS);
    for (Element serial : serials) {
      clean(new CharacterDevice(serial), domain);
      new CharacterDevice(serial).reportHostEnd(context);
    }
    separatePorts(serials, domain);
    if (serials.size() > MOST_SERIALS) {
      context.warn(
          serials.get(MOST_SERIALS),
          "The domain has " + serials.size() + " serial ports, and QEMU's PC has 4 at most",
          "Remove those that nobody uses, or the start fails.");
    }
    Element mirror = cleanConsoles(serials.isEmpty() ? null : serials.get(0), domain, context);
    if (serials.isEmpty()) {
      addSerial(mirror, domain, context);
    }
  }

  private static void clean(CharacterDevice device, DomainEditor domain) {
    device.forgetTerminal(domain);
    device.leaveStandardStreams(domain);
    Element target = device.element().getChild("target");
    if (target != null && device.element().getName().equals("serial") && device.targetType().equals("xen")) {
      domain.removeAttribute(target, "type", "KVM has no serial port of type xen; libvirt chooses the machine's own");
    }
  }

  /** Gives each later serial port of a number that is taken the lowest free one. */
  private static void separatePorts(List<Element> serials, DomainEditor domain) {
    if (serials.size() < 2) {
      return;
    }
    List<Element> targets = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    List<Element> doubles = new ArrayList<>();
    for (Element serial : serials) {
      Element target = serial.getChild("target");
      if (target != null && target.getAttribute("port") != null) {
        targets.add(target);
      }
    }
    for (Element target : targets) {
      if (!taken.add(target.getAttributeValue("port", ""))) {
        doubles.add(target);
      }
    }
    for (Element target : doubles) {
      int port = 0;
      while (!taken.add(Integer.toString(port))) {
        port++;
      }
      domain.setAttribute(
          target, "port", Integer.toString(port), "Another serial port of the domain has the same number");
    }
  }

  /** Keeps at most one console that mirrors the first serial port, and returns it. */
  private static @Nullable Element cleanConsoles(
      @Nullable Element firstSerial, DomainEditor domain, RuleContext context) {
    Element mirror = null;
    for (Element console : domain.select(CONSOLES)) {
      CharacterDevice device = new CharacterDevice(console);
      switch (meaning(device, context)) {
        case "xen" -> domain.remove(console, "KVM has no Xen console; a serial port takes its place");
        case "virtio" -> clean(device, domain);
        case "serial" -> {
          if (mirror != null) {
            domain.remove(console, "libvirt allows one console on a serial port, and it is the first one");
            break;
          }
          clean(device, domain);
          if (firstSerial == null || mirrors(console, firstSerial)) {
            mirror = console;
          } else {
            domain.remove(console, "libvirt lets the first console mirror the first serial port, and these two differ");
          }
        }
        default -> domain.remove(console, "QEMU's PC has no console of type " + device.targetType());
      }
    }
    return mirror;
  }

  /**
   * Returns the target's type; a console without one is a Xen console for a paravirtual guest, a serial one otherwise.
   */
  private static String meaning(CharacterDevice console, RuleContext context) {
    String type = console.targetType();
    if (type.isEmpty()) {
      return context.kind().hasOnlyXenDevices() ? "xen" : "serial";
    }
    return type;
  }

  private static boolean mirrors(Element console, Element serial) {
    return new CharacterDevice(console).type().equals(new CharacterDevice(serial).type())
        && hostEnd(console).equals(hostEnd(serial));
  }

  private static String hostEnd(Element device) {
    StringBuilder out = new StringBuilder();
    for (String name : List.of("source", "protocol")) {
      device.getChildren(name).forEach(child -> out.append(DomainTree.print(child)));
    }
    return out.toString();
  }

  private static void addSerial(@Nullable Element mirror, DomainEditor domain, RuleContext context) {
    Element serial = new Element("serial");
    String reason;
    if (mirror == null) {
      serial.setAttribute("type", "pty");
      reason = "The guest's console on KVM is its first serial port";
    } else {
      serial.setAttribute("type", new CharacterDevice(mirror).type());
      for (String name : List.of("source", "protocol", "log")) {
        mirror.getChildren(name).forEach(child -> serial.addContent(child.clone()));
      }
      reason = "libvirt makes this serial port of the console that stands alone; here it is in writing";
    }
    serial.addContent(DomainEditor.element("target", "port", "0"));
    Element added = place(serial, domain, reason);
    new CharacterDevice(added).reportHostEnd(context);
  }

  private static Element place(Element serial, DomainEditor domain, String reason) {
    Element console = domain.first(CONSOLES);
    if (console != null) {
      return domain.insertBefore(console, serial, reason);
    }
    Element devices = domain.first(DEVICES);
    Element anchor = null;
    if (devices != null) {
      for (Element device : devices.getChildren()) {
        if (BEFORE_SERIALS.contains(device.getName())) {
          anchor = device;
        }
      }
    }
    return anchor == null ? domain.addDevice(serial, reason) : domain.insertAfter(anchor, serial, reason);
  }
}
