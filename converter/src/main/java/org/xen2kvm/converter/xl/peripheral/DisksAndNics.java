package org.xen2kvm.converter.xl.peripheral;

import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.device.DeviceReading;
import org.xen2kvm.converter.xl.device.Remark;
import org.xen2kvm.converter.xl.disk.DiskReading;
import org.xen2kvm.converter.xl.nic.NicReading;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** {@code disk} and {@code vif}, whose specifications have readers of their own; {@code hdtype} says how disks are attached. */
final class DisksAndNics implements Part {

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    boolean ahci = sketch.isHvm() && isAhci(settings.one("hdtype"), sketch);
    for (Given disk : settings.many("disk")) {
      draw(disk, DiskReading.of(disk.text(), sketch.kind(), ahci), ReadingRule.DISK, sketch);
    }
    for (Given nic : settings.many("vif")) {
      draw(nic, NicReading.of(nic.text(), sketch.kind()), ReadingRule.VIF, sketch);
    }
    List<Given> second = settings.many("vif2");
    if (!second.isEmpty()) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, second.get(0).place(),
          "'vif2' is netchannel2 of xend, which xl has never had; these interfaces are dropped",
          "Write them as vif if the guest needs them.");
    }
  }

  private static boolean isAhci(@Nullable Given given, DomainSketch sketch) {
    if (given == null) {
      return false;
    }
    if (!given.trimmed().equals("ahci") && !given.trimmed().equals("ide")) {
      sketch.warnOfValue(given.value().place(),
          "'hdtype' is ide or ahci, not '" + DomainSketch.shown(given.text()) + "'; it counts as not given", "");
    }
    return given.trimmed().equals("ahci");
  }

  private static void draw(Given given, DeviceReading reading, ReadingRule rule, DomainSketch sketch) {
    for (Element device : reading.devices()) {
      sketch.read(given, sketch.device(device, given.place()));
    }
    for (Remark remark : reading.remarks()) {
      sketch.tell(rule, remark.severity(), () -> given.value().placeOf(remark.offset()), remark.message(), remark.advice());
    }
  }
}
