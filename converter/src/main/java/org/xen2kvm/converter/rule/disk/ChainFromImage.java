package org.xen2kvm.converter.rule.disk;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes what a running domain showed of its backing chain, so that libvirt reads the chain from the images. */
final class ChainFromImage implements Rule {
  private static final DomainPath CHAINS =
      DomainPath.of("/domain/devices/disk/backingStore | /domain/devices/disk/mirror");
  private static final DomainPath INDEXED_SOURCES = DomainPath.of("/domain/devices/disk/source[@index]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-drop-backingstore",
      Phase.STORAGE,
      "Leaves the backing chain to what the images say",
      """
      Dumps of running Xen domains carry an empty `<backingStore/>` in every disk. To the QEMU driver it says: this \
      image has no backing file. Measured with a qcow2 overlay: without the element the guest boots; with it the \
      domain starts on an *empty* disk, and a guest that writes then ruins its overlay. No message says so. Without \
      the element libvirt follows the chain that the image itself names. `<mirror>` and `source/@index` belong to \
      jobs of a running domain and go for the same reason.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (backingStore, mirror)",
      "measured: overlay with <backingStore/> starts with an empty disk");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(CHAINS, "It would override the backing chain that the image itself names");
    for (Element source : domain.select(INDEXED_SOURCES)) {
      domain.removeAttribute(source, "index", "The number belonged to the running Xen domain");
    }
  }
}
