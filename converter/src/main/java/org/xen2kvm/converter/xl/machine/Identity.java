package org.xen2kvm.converter.xl.machine;

import java.util.Locale;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** Name and UUID. What is missing or wrong of them the guards for definitions say, with the place of the setting. */
final class Identity implements Part {
  private static final int[] DASHES = {8, 12, 16, 20};
  private static final int DIGITS = 32;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given name = settings.one("name");
    if (name != null) {
      sketch.say("name", name.text(), name);
    }
    Given uuid = settings.one("uuid");
    if (uuid != null) {
      sketch.say("uuid", asLibvirtWrites(uuid.trimmed()), uuid);
    }
    genid(settings, sketch);
  }

  /** Xen makes a new generation id at each start; an empty element lets libvirt make one. */
  private static void genid(Settings settings, DomainSketch sketch) {
    Given genid = settings.one("ms_vm_genid");
    if (genid == null || genid.trimmed().equals("none")) {
      return;
    }
    if (genid.trimmed().equals("generate") && sketch.isHvm()) {
      sketch.say("genid", "", genid);
    } else {
      sketch.warnOfValue(genid.value().place(),
          "'ms_vm_genid' is generate or none, and only of an HVM guest; it counts as not given",
          "Add <genid/> to the result if the guest needs a generation id.");
    }
  }

  /** Lower case, with dashes; what is no UUID stays as it is. */
  private static String asLibvirtWrites(String uuid) {
    StringBuilder digits = new StringBuilder(DIGITS);
    for (int i = 0; i < uuid.length(); i++) {
      char c = uuid.charAt(i);
      if (c != '-') {
        digits.append(c);
      }
    }
    if (digits.length() != DIGITS) {
      return uuid;
    }
    StringBuilder written = new StringBuilder(digits.toString().toLowerCase(Locale.ROOT));
    for (int i = DASHES.length - 1; i >= 0; i--) {
      written.insert(DASHES[i], '-');
    }
    return written.toString();
  }
}
