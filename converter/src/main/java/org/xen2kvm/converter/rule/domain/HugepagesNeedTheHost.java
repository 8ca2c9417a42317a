package org.xen2kvm.converter.rule.domain;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Says that the KVM host must have huge pages for this guest. */
final class HugepagesNeedTheHost implements Rule {
  private static final DomainPath HUGEPAGES = DomainPath.of("/domain/memoryBacking/hugepages");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "memory-hugepages",
      Phase.DOMAIN,
      "Says that the host must reserve huge pages",
      """
      Xen gives its guests large pages by itself; for KVM <hugepages/> asks for memory that the host's administrator \
      has reserved. The element stays, since somebody wanted it, but the domain starts only where hugetlbfs is mounted \
      and enough pages are free ("hugetlbfs filesystem is not mounted").
      """,
      "libvirt, formatdomain: memory backing",
      "measured: start without reserved pages");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element hugepages : domain.select(HUGEPAGES)) {
      context.warn(
          hugepages,
          "The domain asks for huge pages of the host",
          "Reserve them on the KVM host (vm.nr_hugepages) before the start, or remove <hugepages/>: transparent huge"
              + " pages need no setting.");
    }
  }
}
