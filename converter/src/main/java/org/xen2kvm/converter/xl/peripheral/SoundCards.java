package org.xen2kvm.converter.xl.peripheral;

import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.device.SpecText;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** {@code soundhw}: names of QEMU's sound cards, separated by commas. */
final class SoundCards implements Part {

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given given = sketch.isHvm() ? settings.one("soundhw") : null;
    if (given == null) {
      return;
    }
    if (given.text().length() > SpecText.LONGEST) {
      sketch.refuseValue(given.value().place(),
          "'soundhw' has " + given.text().length() + " characters; the longest that is read has " + SpecText.LONGEST,
          "Shorten it.");
      return;
    }
    int offset = 0;
    for (String card : given.text().split(",", -1)) {
      switch (card.strip()) {
        case "" -> { }
        // What libvirt's reader makes of it: the cards that Xen's QEMU had when xend knew the word.
        case "all" -> {
          draw("sb16", given, sketch);
          draw("es1370", given, sketch);
        }
        case "hda", "intel-hda" -> draw("ich6", given, sketch);
        case "ac97", "es1370", "sb16", "pcspk" -> draw(card.strip(), given, sketch);
        default -> {
          int start = offset;
          sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, () -> given.value().placeOf(start),
              "'soundhw' names the card " + DomainSketch.shown(card.strip()) + ", which libvirt does not have; it is dropped",
              "Give the guest another card, such as ich6, if it is to make sounds.");
        }
      }
      offset += card.length() + 1;
    }
  }

  private static void draw(String model, Given given, DomainSketch sketch) {
    Element sound = DomainEditor.element("sound", "model", model);
    sketch.read(given, sketch.device(sound, given.place()));
  }
}
