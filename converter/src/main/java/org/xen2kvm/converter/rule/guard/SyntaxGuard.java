package org.xen2kvm.converter.rule.guard;

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
          + " elements or " + DomainParser.MAX_ATTRIBUTES + " attributes of one element, or nested deeper than " + DomainParser.MAX_DEPTH + ", is no domain definition; libvirt takes no"
          + " longer string either.",
      "Check that the file is the definition of one domain."),
  ENCODING(
      "refuse-encoding",
      "Refuses a document that is not UTF-8",
      "libvirt writes UTF-8. Reading bytes in a wrong encoding would change names and paths silently.",
      "Convert it, and the encoding in its XML declaration: iconv -f OLD -t UTF-8 FILE.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
  private final RuleDescriptor descriptor;
  private final String advice;

  SyntaxGuard(String id, String title, String description, String advice) {
    this.descriptor = RuleDescriptor.of(
            id, Phase.GUARD, title, description, "XML 1.0", "libvirt: VIR_NET_MESSAGE_STRING_MAX", "OWASP: XXE prevention")
        .always();
    this.advice = advice;
  }

  public RuleDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the finding of this guard; line and column are 1-based, 0 when unknown. */
  public Finding finding(String message, int line, int column) {
    return new Finding(descriptor.id(), Severity.ERROR, "", line, column, message, advice);
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

  /** Returns the descriptors of all guards, in order. */
  public static List<RuleDescriptor> descriptors() {
    return List.of(values()).stream().map(SyntaxGuard::descriptor).toList();
  }
}
