package org.xen2kvm.converter.rule.guard;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/**
 * Refuses a text that cannot be read as a definition. These guards run before there is a tree, so they are not rules, but
 * they have descriptors, pages and findings like rules.
 */
public enum SyntaxGuard {
  NOT_WELL_FORMED(
      "refuse-malformed",
      "Refuses a text that is not well-formed XML",
      "A damaged or truncated export cannot be converted without guessing, and guessing loses data.",
      "Export the definition again: virsh dumpxml --inactive DOMAIN > FILE."),
  DOCTYPE(
      "refuse-doctype",
      "Refuses a document with a DOCTYPE",
      "No definition that libvirt writes has a DOCTYPE, and a DTD can read files (XXE) or exhaust memory (billion laughs);"
          + " libvirt itself expands internal entities. It is never expanded here.",
      "Remove the DOCTYPE and write out its entities by hand, if the file is yours."),
  TOO_LARGE(
      "refuse-too-large",
      "Refuses a document over the limits",
      "A text of more than " + DomainParser.MAX_LENGTH + " characters, with more than " + DomainParser.MAX_ELEMENTS
          + " elements or " + DomainParser.MAX_ATTRIBUTES + " attributes of one element, or nested deeper than "
          + DomainParser.MAX_DEPTH + ", is no domain definition; libvirt takes no longer string either.",
      "Check that the file is the definition of one domain."),
  ENCODING(
      "refuse-encoding",
      "Refuses a document that is not UTF-8",
      "libvirt writes UTF-8. Reading bytes in a wrong encoding would change names and paths silently.",
      "Convert it, and the encoding in its XML declaration: iconv -f OLD -t UTF-8 FILE."),
  NO_DEFINITION(
      "refuse-no-definition",
      "Refuses a text that defines no guest",
      "A definition is the XML of libvirt, or a configuration for xl or xm: assignments, among them one of a key that guests"
          + " have. A text that begins with no tag and assigns no such key is neither, whatever its name says: a script of"
          + " /etc/xen, xl.conf, a list of guests, an empty file.",
      "Give the guest's own file: virsh dumpxml --inactive DOMAIN > FILE, or its configuration from /etc/xen.",
      "Xen, xl.cfg(5), xl.conf(5)"),
  SXP(
      "refuse-sxp",
      "Refuses the S-expressions of xend",
      "xend kept its guests as (domain …), below /var/lib/xend/domains, and printed them with xm list --long. That form"
          + " went with xend; neither the libvirt of today nor this library reads it.",
      "Let the Xen host write the guest's XML (virsh dumpxml --inactive DOMAIN), or convert the configuration that the guest was"
          + " created from (/etc/xen/DOMAIN).",
      "Xen, xm(1): list --long", "libvirt, virsh: domxml-from-native"),
  XL_SYNTAX(
      "xl-syntax",
      "Refuses a configuration that xl cannot read",
      "A file for xl consists of assignments of strings, numbers and lists. Where the grammar is left, what the rest means would"
          + " be a guess. Somewhat more than xl takes is read, see xl-tolerated-syntax.",
      "Correct the line; xl create --dryrun FILE on the Xen host says whether xl reads it.",
      "Xen, tools/libs/util: libxlu_cfg_l.l, libxlu_cfg_y.y"),
  XL_PYTHON(
      "xl-python",
      "Refuses a configuration that computes",
      "Files for xm were programs of Python that xend ran: they may import, define functions, and put names and paths together. A"
          + " definition is never run here, because a file is not to be trusted, and what it computes may depend on its host.",
      "Write the values out: copy the file, put into the copy what the expressions give (xm create --dryrun FILE prints it on the"
          + " Xen host), and convert the copy.",
      "Xen, xmdomain.cfg(5)"),
  CONTAINER(
      "refuse-container",
      "Refuses archives, disk images and listings",
      "A guest also travels as an export of XenServer (XVA), an appliance (OVA), a definition of VMware, a disk image, a"
          + " compressed file, or as what xl list --long prints of it. None of these is a definition that libvirt or xl would take,"
          + " and what can be had from each differs. They are known by their first bytes; in a folder they are passed over.",
      "Unpack it, and convert the definition inside.",
      "file(1): magic numbers", "xapi: ova.xml is the first member of an XVA", "Xen, xl: list --long");

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
  private final RuleDescriptor descriptor;
  private final String advice;

  SyntaxGuard(String id, String title, String description, String advice) {
    this(id, title, description, advice, "XML 1.0", "libvirt: VIR_NET_MESSAGE_STRING_MAX", "OWASP: XXE prevention");
  }

  SyntaxGuard(String id, String title, String description, String advice, String... sources) {
    this.descriptor = RuleDescriptor.of(id, Phase.GUARD, title, description, sources).always();
    this.advice = advice;
  }

  public RuleDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the finding of this guard; line and column are 1-based, 0 when unknown. */
  public Finding finding(String message, int line, int column) {
    return new Finding(descriptor.id(), Severity.ERROR, "", line, column, message, advice);
  }

  /** Returns the finding of this guard with advice of its own. */
  public Finding finding(String message, int line, int column, String ownAdvice) {
    return new Finding(descriptor.id(), Severity.ERROR, "", line, column, message, ownAdvice);
  }

  /** Returns the finding that tells why a text could not be read. */
  public static Finding finding(DomainSyntaxException failure) {
    SyntaxGuard guard = switch (failure.kind()) {
      case NOT_WELL_FORMED -> NOT_WELL_FORMED;
      case DOCTYPE -> DOCTYPE;
      case TOO_LARGE -> TOO_LARGE;
      case ENCODING -> ENCODING;
    };
    return guard.finding(String.valueOf(failure.getMessage()), failure.line(), failure.column());
  }

  /** Returns what is known of all that speaks before there is a tree: these guards, and then the reader. */
  public static List<RuleDescriptor> descriptors() {
    List<RuleDescriptor> all = new ArrayList<>();
    for (SyntaxGuard guard : values()) {
      all.add(guard.descriptor);
    }
    for (ReadingRule rule : ReadingRule.values()) {
      all.add(rule.descriptor());
    }
    return all;
  }
}
