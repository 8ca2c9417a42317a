package org.xen2kvm.converter;

import java.util.List;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;

/**
 * All that one conversion has to say. Immutable.
 *
 * @param outcome what became of the domain
 * @param name the domain's name after conversion; empty when the input has none
 * @param source the text that was given
 * @param definition the source as libvirt's XML: the source itself, or what a Xen configuration says; empty when it could not
 *     be read
 * @param converted the KVM definition; the definition itself when the outcome is not {@link Outcome#CONVERTED}
 * @param changes every setting that was read, and every difference between the definition and the converted one, in the order
 *     made; empty unless converted
 * @param findings what a person should know, in the order found
 * @param guestImplications what it means for the system inside
 */
public record ConversionResult(
    Outcome outcome,
    String name,
    String source,
    String definition,
    String converted,
    List<Change> changes,
    List<Finding> findings,
    GuestImplications guestImplications) {

  public ConversionResult {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  /** What became of a domain. */
  public enum Outcome {
    /** It is a KVM domain already. */
    UNCHANGED,
    /** It is a KVM domain now. */
    CONVERTED,
    /** It cannot or must not be converted; at least one finding is an error and says why. */
    REFUSED
  }

  /** Returns whether a finding has at least this severity. */
  public boolean has(Severity severity) {
    return findings.stream().anyMatch(finding -> finding.severity().compareTo(severity) >= 0);
  }
}
