package org.xen2kvm.converter.xl;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.converter.xl.machine.MachineParts;
import org.xen2kvm.converter.xl.peripheral.PeripheralParts;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Drawing;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;
import org.xen2kvm.converter.xl.text.XlDocument;
import org.xen2kvm.converter.xl.text.XlParser;
import org.xen2kvm.converter.xl.text.XlRemark;
import org.xen2kvm.converter.xl.text.XlSyntaxException;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;

/** What a configuration for xl or xm says in libvirt's words, or why nobody can tell. */
public sealed interface XlReading {

  /**
   * A definition.
   *
   * @param definition the Xen domain's XML, as libvirt would have it for the same guest
   * @param tree the same, with lines and columns of the configuration
   * @param settings a change for each setting, in the order of the file
   * @param findings what a person should know, in the order of the file; an ERROR refuses the guest
   */
  record Definition(String definition, DomainTree tree, List<Change> settings, List<Finding> findings) implements XlReading {
    public Definition {
      settings = List.copyOf(settings);
      findings = List.copyOf(findings);
    }
  }

  /** No definition. */
  record Unreadable(Finding finding) implements XlReading {}

  /**
   * Reads a configuration. Nothing in it is run or looked up.
   *
   * @param policy how much its findings matter to the user
   */
  static XlReading of(String text, Policy policy) {
    try {
      XlDocument document = XlParser.parse(text);
      DomainSketch sketch = new DomainSketch();
      Settings settings = new Settings(document.settings(), sketch);
      for (XlRemark remark : document.remarks()) {
        boolean overridden = remark.kind() == XlRemark.Kind.OVERRIDDEN;
        sketch.tell(
            overridden ? ReadingRule.OVERRIDDEN : ReadingRule.TOLERATED_SYNTAX, overridden ? Severity.WARNING : Severity.NOTE,
            remark.place(), remark.message(), overridden ? "Remove the assignment that is not meant." : "");
      }
      for (Part part : MachineParts.inOrder()) {
        part.read(settings, sketch);
      }
      for (Part part : PeripheralParts.inOrder()) {
        part.read(settings, sketch);
      }
      new KeysWithoutMeaning().read(settings, sketch);
      Drawing drawing = Drawing.of(sketch);
      return new Definition(drawing.definition(), drawing.tree(), drawing.settings(), underPolicy(drawing.findings(), policy));
    } catch (XlSyntaxException e) {
      return unreadable(e);
    } catch (DomainSyntaxException e) {
      // Only a limit: thousands of disks make more elements than a definition may have. Its place is none of the file's.
      String message = "The configuration says more than a definition can hold: " + e.getMessage();
      return new Unreadable(SyntaxGuard.TOO_LARGE.finding(message, Place.NONE.line(), Place.NONE.column()));
    }
  }

  private static Unreadable unreadable(XlSyntaxException failure) {
    SyntaxGuard guard = switch (failure.kind()) {
      case SYNTAX -> SyntaxGuard.XL_SYNTAX;
      case PYTHON -> SyntaxGuard.XL_PYTHON;
      case TOO_LARGE -> SyntaxGuard.TOO_LARGE;
    };
    Place place = failure.place();
    return new Unreadable(guard.finding(String.valueOf(failure.getMessage()), place.line(), place.column()));
  }

  /** As for rules: a policy may change how much something matters, or silence it, but takes no refusal back. */
  private static List<Finding> underPolicy(List<Finding> findings, Policy policy) {
    if (policy.severities().isEmpty() && policy.disabled().isEmpty()) {
      return findings;
    }
    List<Finding> told = new ArrayList<>();
    for (Finding finding : findings) {
      boolean kept = finding.severity() == Severity.ERROR || isAlways(finding);
      Severity asked = policy.severities().getOrDefault(finding.rule(), finding.severity());
      Severity severity = kept && asked.compareTo(finding.severity()) < 0 ? finding.severity() : asked;
      if (kept || !policy.disabled().contains(finding.rule())) {
        told.add(new Finding(finding.rule(), severity, finding.xpath(), finding.line(), finding.column(), finding.message(),
            finding.advice()));
      }
    }
    return told;
  }

  private static boolean isAlways(Finding finding) {
    for (ReadingRule rule : ReadingRule.values()) {
      if (rule.descriptor().id().equals(finding.rule())) {
        return rule.descriptor().activation() == Activation.ALWAYS;
      }
    }
    return true;
  }
}
