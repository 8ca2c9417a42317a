package org.xen2kvm.converter.rule.disk;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Lets a domain start when the image in its CD or floppy drive did not move along. */
final class OptionalMedium implements Rule {
  private static final DomainPath MEDIA =
      DomainPath.of("/domain/devices/disk/source[(@file or @dev or @volume) and not(@startupPolicy)]");

  /** Types of source that may carry a startup policy and are no directory, which has no medium to lack. */
  private static final Set<String> TYPES = Set.of("file", "block", "volume");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-cdrom-optional",
      Phase.STORAGE,
      "Lets the domain start without its CD or floppy image",
      """
      The installation CD of years ago is often still in the drive, and its image stays behind on the Xen host; the \
      start then fails with "Cannot access storage file". With `startupPolicy='optional'` the domain starts with an \
      empty drive instead. Hard disks keep the default: a domain must not start without one. Switch the rule off for \
      guests that need their medium and had better not start without it.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (source, startupPolicy)",
      "measured: with the policy a domain with a missing ISO, host drive or floppy image starts; without it not");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element source : domain.select(MEDIA)) {
      Element disk = source.getParentElement();
      if (TYPES.contains(DiskSource.type(disk)) && DiskSource.isRemovable(disk, context)) {
        domain.setAttribute(
            source, "startupPolicy", "optional", "The domain shall start although the medium may not have moved along");
      }
    }
  }
}
