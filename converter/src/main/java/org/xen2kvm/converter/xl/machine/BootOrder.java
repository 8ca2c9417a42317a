package org.xen2kvm.converter.xl.machine;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;

/** From which devices an HVM guest boots: letters in {@code boot}, hard disk and CD when nothing says it. */
final class BootOrder implements Part {
  /** What xl.cfg(5) says of boot: cd, attempt to boot from hard disk, CD-ROM in that order. */
  private static final List<String> DEFAULT = List.of("hd", "cdrom");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    List<Given> given = settings.many("boot");
    if (!sketch.isHvm()) {
      if (!given.isEmpty() && !given.get(0).trimmed().isEmpty()) {
        sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.NOTE, given.get(0).place(),
            "'boot' has no effect on a " + sketch.kind() + " guest, which boots from no device", "");
      }
      return;
    }
    List<String> devices = new ArrayList<>();
    Given first = null;
    for (Given letters : given) {
      if (collect(letters, devices, sketch) && first == null) {
        first = letters;
      }
    }
    if (devices.isEmpty()) {
      devices.addAll(DEFAULT);
    }
    for (String device : devices) {
      Element boot = sketch.add(
          "os", DomainEditor.element("boot", "dev", device), first == null ? Place.NONE : first.place());
      if (first != null && device.equals(devices.get(0))) {
        sketch.read(first, boot);
      }
    }
  }

  private static boolean collect(Given letters, List<String> devices, DomainSketch sketch) {
    boolean any = false;
    String text = letters.trimmed();
    for (int i = 0; i < text.length(); i++) {
      String device = device(text.charAt(i));
      if (device != null) {
        any = true;
        if (!devices.contains(device)) {
          devices.add(device);
        }
      } else if (text.charAt(i) != ' ') {
        sketch.warnOfValue(letters.value().placeOf(letters.text().indexOf(text) + i),
            "'boot' takes the letters a, c, d and n; '" + DomainSketch.shown(text) + "' has another one, which does not count",
            "Check from which devices the guest is to boot.");
        return any;
      }
    }
    return any;
  }

  private static @Nullable String device(char letter) {
    return switch (letter) {
      case 'a', 'b' -> "fd";
      case 'c' -> "hd";
      case 'd' -> "cdrom";
      case 'n' -> "network";
      default -> null;
    };
  }
}
