package org.xen2kvm.converter.rule.guard;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Lets Xen domains in, lets KVM domains through, refuses everything else. */
final class XenDomainOnly implements Rule {
  private static final String EXPORT = "Export one domain: virsh dumpxml --inactive DOMAIN > FILE.";

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
          "refuse-not-xen",
          Phase.GUARD,
          "Refuses a document that does not define one Xen domain",
          """
          Only <domain type='xen'> is converted. A folder of exports may also hold snapshots, networks, pools, \
          capabilities (which contain a <domain type='xen'/> element of their own) or a list of domains in one file; \
          they are refused with advice how to get at the definition inside. So is a domain of another hypervisor, and \
          one without a type.

          A domain of type kvm or qemu is no error: it comes back unchanged, so that a conversion may be repeated over \
          a folder that is converted in part.
          """,
          "libvirt, formatdomain: element and attribute overview",
          "measured: a sweep over real exports met capabilities documents that contain <domain type='xen'/>")
      .always();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element root = domain.root();
    if (!root.getName().equals("domain")) {
      context.refuse(
          root, "The document is <" + root.getQualifiedName() + ">, not a domain", adviceFor(root.getName()));
    } else if (!XenDefinition.isDomain(root)) {
      context.refuse(
          root,
          "The domain is in the namespace " + root.getNamespaceURI() + ", where libvirt does not look for it",
          "Remove the xmlns attribute of <domain>, if the file is yours. " + EXPORT);
    } else {
      checkType(root, context);
    }
  }

  private static void checkType(Element root, RuleContext context) {
    String type = root.getAttributeValue("type");
    if (type == null) {
      context.refuse(
          root,
          "The domain has no type, so nothing says that it is one of Xen",
          "Add type='xen' to <domain> if it is. " + EXPORT);
    } else if (type.equals("kvm") || type.equals("qemu")) {
      context.note(root, "The domain is of type " + type + " already and comes back unchanged");
    } else if (!type.equals("xen")) {
      context.refuse(root, "The domain is of type '" + type + "', not xen", otherHypervisor(type));
    }
  }

  private static String adviceFor(String root) {
    return switch (root) {
      case "domains" -> "Write each <domain> into a file of its own.";
      case "domainsnapshot", "domaincheckpoint", "domstatus" ->
          "Extract the <domain> element inside into a file of its own, or export the domain itself:"
              + " virsh dumpxml --inactive DOMAIN > FILE.";
      case "value" ->
          "If this is the ova.xml of an XVA (an export of XenServer or XCP-ng), it holds XenAPI's own records and the disks lie"
              + " beside it in pieces: export the guest's disks as VHD (xe vdi-export format=vhd), write a short configuration"
              + " for xl with its name, memory, vcpus, disk and vif, and convert that.";
      case "inactiveDomain" -> "Rename the element to <domain>, with type='xen'.";
      case "capabilities", "domainCapabilities" ->
          "Capabilities describe a host; give them as the host profile. " + EXPORT;
      case "network", "pool", "volume", "interface", "filter", "nwfilter", "secret", "device" ->
          "Only domains are converted; define this on the KVM host with its own virsh command.";
      case "Envelope" ->
          "This is an OVF. virt-v2v takes it with its disks beside it: virt-v2v -i ova DIRECTORY -o local -os DIR. Of a Xen"
              + " guest, convert a NAME.cfg that names them.";
      default -> EXPORT;
    };
  }

  private static String otherHypervisor(String type) {
    return switch (type) {
      case "vmware", "hyperv", "vbox", "parallels", "vz" -> "virt-v2v converts guests of other hypervisors.";
      case "lxc", "openvz", "uml" -> "A container has no kernel of its own and cannot run under KVM.";
      default -> "Only domains of type xen are converted; the word is written in lower case.";
    };
  }
}
