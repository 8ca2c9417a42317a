package org.xen2kvm.converter.rule.disksetting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/**
 * Says which SCSI controllers the SCSI disks are on, because the one that libvirt would choose has hardly a driver
 * left.
 */
final class ExplicitScsiController implements Rule {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk[target]");
  private static final DomainPath CONTROLLERS = DomainPath.of("/domain/devices/controller[@type='scsi']");

  /** libvirt puts sda to sdg on controller 0, sdh to sdn on controller 1, and so on (measured with 9.0). */
  private static final int DISKS_PER_CONTROLLER = 7;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-scsi-controller",
      Phase.STORAGE,
      "Says the model of the SCSI controllers",
      """
      When nothing is said, libvirt gives SCSI disks an LSI 53C895A (`lsilogic`), on pc and q35 alike (measured). \
      Debian's cloud kernel and Windows since Vista have no driver for it, and RHEL's QEMU does not offer it. So the \
      controllers are written out, one for every seven disks as libvirt counts them: `virtio-scsi` for guests that \
      have or are assumed to have virtio drivers; `lsisas1068` for Windows, which has an in-box driver that may have \
      to be enabled before; `lsilogic`, the hardware that Xen emulated, for other guests that are known to have no \
      virtio driver. A controller whose model the definition says keeps it.
      """,
      "libvirt, formatdomain: controllers (scsi)",
      "measured: default model lsilogic; sdh goes to controller 1; virtio-scsi, lsisas1068 and lsilogic start on pc");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Element> disks = new ArrayList<>();
    Set<String> wanted = new TreeSet<>();
    for (Element disk : domain.select(DISKS)) {
      DiskPlacement place = context.disks().of(disk);
      if (place != null && place.bus().equals("scsi")) {
        disks.add(disk);
        wanted.add(index(place));
      }
    }
    if (disks.isEmpty()) {
      return;
    }
    String model = model(context);
    String reason = "libvirt would choose lsilogic, for which modern systems have no driver";
    boolean changed = false;
    for (Element controller : domain.select(CONTROLLERS)) {
      String index = controller.getAttributeValue("index", "0");
      String present = controller.getAttributeValue("model", "auto");
      if (wanted.remove(index) && (present.isEmpty() || present.equals("auto"))) {
        domain.setAttribute(controller, "model", model, reason);
        changed = true;
      }
    }
    for (String index : wanted) {
      domain.addDevice(DomainEditor.element("controller", "type", "scsi", "index", index, "model", model), reason);
      changed = true;
    }
    if (changed) {
      report(context, disks.get(0), model);
    }
  }

  private static String model(RuleContext context) {
    if (context.decisions().isWindows()) {
      return "lsisas1068";
    }
    return context.decisions().virtioDisks() ? "virtio-scsi" : "lsilogic";
  }

  private static String index(DiskPlacement place) {
    int unit = DiskName.parse(place.dev()).map(DiskName::index).orElse(0);
    return Integer.toString(unit / DISKS_PER_CONTROLLER);
  }

  private static void report(RuleContext context, Element disk, String model) {
    if (model.equals("lsisas1068")) {
      context.warn(
          disk,
          "The guest's SCSI disks move to an LSI SAS 1068 controller",
          "Enable the driver LSI_SAS in Windows before the move, or choose bus sata for the disks in the policy.");
    } else if (model.equals("virtio-scsi")) {
      context.note(disk, "The guest's SCSI disks move to virtio-scsi; a driver for it is assumed to be there");
    }
  }
}
