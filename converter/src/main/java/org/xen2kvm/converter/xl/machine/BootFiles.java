package org.xen2kvm.converter.xl.machine;

import java.util.List;
import java.util.Locale;
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
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * What Xen started the guest with: firmware, boot loader, kernel, initial RAM disk and command line. Which of them mean anything
 * on KVM is the rules' business.
 */
final class BootFiles implements Part {
  /** Where libvirt's Xen driver says that they are; the rules know them by these names. */
  private static final String HVMLOADER = "/usr/lib/xen/boot/hvmloader";

  private static final String OVMF = "/usr/lib/xen/boot/ovmf.bin";
  private static final String PVGRUB_FOLDER = "/usr/lib/xen/boot/";

  /** Settings that xend turned into a kernel parameter ip= (xen/xm/create.py), and xl ignores. */
  private static final List<String> ADDRESS_KEYS = List.of("ip", "nfs_server", "gateway", "netmask", "hostname", "interface",
      "dhcp");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given kernel = settings.one("kernel");
    boolean loader = kernel != null && sketch.isHvm() && isHvmloader(kernel.trimmed());
    if (sketch.isHvm()) {
      firmware(settings, loader ? kernel : null, sketch);
    } else {
      bootloader(settings, sketch);
      kernelFirmware(settings, kernel, sketch);
    }
    if (kernel != null && !loader) {
      sketch.say("os/kernel", kernel.trimmed(), kernel);
    }
    Given ramdisk = settings.one("ramdisk");
    if (ramdisk != null) {
      sketch.say("os/initrd", ramdisk.trimmed(), ramdisk);
    }
    commandLine(settings, sketch);
    xendAddress(settings, sketch);
    Given table = sketch.isHvm() ? settings.one("acpi_firmware") : null;
    if (table != null) {
      Element element = DomainEditor.element("table", "type", "slic").setText(table.trimmed());
      sketch.read(table, sketch.add("os/acpi", element, table.place()));
    }
  }

  /** xl itself goes by the file's name, and ignores such a kernel with a warning. */
  static boolean isHvmloader(String kernel) {
    return kernel.substring(kernel.lastIndexOf('/') + 1).equals("hvmloader");
  }

  private static void firmware(Settings settings, @Nullable Given hvmloader, DomainSketch sketch) {
    Given bios = settings.one("bios");
    Given firmware = settings.one("firmware");
    Given override = settings.one("firmware_override");
    Given chosen = firmware != null ? firmware : bios;
    String word = chosen == null ? "" : chosen.trimmed();
    Element loader = sketch.at("os/loader");
    switch (word.toLowerCase(Locale.ROOT)) {
      case "ovmf", "uefi" -> loader.setAttribute("readonly", "yes").setAttribute("type", "pflash").setText(OVMF);
      case "", "bios", "seabios", "rombios" -> loader.setAttribute("type", "rom").setText(HVMLOADER);
      default -> {
        boolean file = word.startsWith("/");
        loader.setAttribute("type", "rom").setText(file ? word : HVMLOADER);
        if (!file && chosen != null) {
          sketch.warnOfValue(chosen.value().place(),
              "'" + chosen.name() + "' is seabios, rombios or ovmf, not '" + DomainSketch.shown(word) + "'; it counts as not given",
              "Check which firmware the guest is to boot with.");
        }
      }
    }
    if (hvmloader != null && loader.getText().equals(HVMLOADER)) {
      loader.setText(hvmloader.trimmed());
    }
    if (override != null && chosen == null) {
      loader.setText(override.trimmed());
    } else if (override != null) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, override.place(),
          "'firmware_override' is dropped: '" + (firmware != null ? "firmware" : "bios") + "' beside it says what firmware the guest has",
          "Name the file in the result (os/loader) if the guest needs it.");
    }
    for (Given given : new @Nullable Given[] {chosen, chosen == null ? override : null, hvmloader, bios}) {
      if (given != null) {
        sketch.placed(loader, given.place());
        sketch.read(given, loader);
      }
    }
  }

  private static void bootloader(Settings settings, DomainSketch sketch) {
    Given bootloader = settings.one("bootloader");
    if (bootloader != null) {
      sketch.say("bootloader", bootloader.trimmed(), bootloader);
    }
    StringBuilder arguments = new StringBuilder();
    Place place = Place.NONE;
    List<Given> given = settings.many("bootloader_args");
    for (Given argument : given.isEmpty() ? settings.many("bootargs") : given) {
      arguments.append(arguments.isEmpty() ? "" : " ").append(argument.text());
      place = place.isKnown() ? place : argument.place();
    }
    if (!arguments.isEmpty() && bootloader != null) {
      sketch.placed(sketch.at("bootloader_args").setText(arguments.toString()), place);
    }
  }

  /** {@code firmware = "pvgrub64"} stands for an image of that name among Xen's own files. */
  private static void kernelFirmware(Settings settings, @Nullable Given kernel, DomainSketch sketch) {
    Given firmware = settings.one("firmware");
    if (firmware == null) {
      return;
    }
    String word = firmware.trimmed();
    if (kernel == null && (word.equals("pvgrub32") || word.equals("pvgrub64"))) {
      sketch.say("os/kernel", PVGRUB_FOLDER + word + ".bin", firmware);
    } else {
      sketch.warnOfValue(firmware.value().place(),
          "'firmware' of a PV or PVH guest is pvgrub32 or pvgrub64, without a kernel; it counts as not given",
          "Check what the guest is to boot from.");
    }
  }

  /** As xl and libvirt compose it: cmdline, even an empty one, or else root= and extra (xl_parse.c, parse_cmdline). */
  private static void commandLine(Settings settings, DomainSketch sketch) {
    Given cmdline = settings.one("cmdline");
    Given root = settings.one("root");
    Given extra = settings.one("extra");
    XlSetting setting = settings.take("cmdline");
    if (setting != null && (cmdline != null || setting.value() instanceof Scalar)) {
      if (cmdline != null) {
        sketch.say("os/cmdline", cmdline.text(), cmdline);
      }
      for (Given loser : new @Nullable Given[] {root, extra}) {
        if (loser != null) {
          sketch.tell(ReadingRule.OVERRIDDEN, Severity.WARNING, loser.place(),
              "'" + loser.name() + "' has no effect beside 'cmdline'", "Write it into cmdline if the guest needs it.");
        }
      }
      return;
    }
    String line = (root == null ? "" : "root=" + root.text().strip()) + (root != null && extra != null ? " " : "")
        + (extra == null ? "" : extra.text());
    for (Given given : new @Nullable Given[] {root, extra}) {
      if (given != null) {
        sketch.say("os/cmdline", line, given);
      }
    }
  }

  private static void xendAddress(Settings settings, DomainSketch sketch) {
    StringBuilder parameter = new StringBuilder("ip=");
    Place place = Place.NONE;
    String first = "";
    for (String key : ADDRESS_KEYS) {
      Given given = settings.one(key);
      if (given != null && !place.isKnown()) {
        place = given.place();
        first = key;
      }
      parameter.append(key.equals("ip") ? "" : ":").append(given == null ? "" : DomainSketch.shown(given.trimmed()));
    }
    if (place.isKnown()) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, place,
          "'" + first + "' and its like (" + String.join(", ", ADDRESS_KEYS)
              + ") gave the guest's kernel its network address under xend;"
              + " xl ignores them, and so does this conversion",
          "Configure the address inside the guest, or, if it boots a kernel of the host, add to its command line: " + parameter);
    }
  }
}
