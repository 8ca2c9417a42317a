package org.xen2kvm.guestfix.inspect;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.Severity;

/**
 * What a person should know about a guest, gathered while it is looked into; in the order in which it was seen. For one thread.
 */
public final class InspectionFindings {
  private static final FixId INSPECTION = new FixId("inspection");

  private final List<FixFinding> findings = new ArrayList<>();

  /** Says something worth knowing that asks for nothing. */
  public void note(String where, String message) {
    findings.add(new FixFinding(INSPECTION, Severity.NOTE, where, message, ""));
  }

  /** Says something that somebody has to look at or act on. */
  public void warn(String where, String message, String advice) {
    findings.add(new FixFinding(INSPECTION, Severity.WARNING, where, message, advice));
  }

  /** Says why the guest cannot be fixed. */
  public void refuse(String where, String message, String advice) {
    findings.add(new FixFinding(INSPECTION, Severity.ERROR, where, message, advice));
  }

  /** Returns all of them. */
  public List<FixFinding> all() {
    return List.copyOf(findings);
  }
}
