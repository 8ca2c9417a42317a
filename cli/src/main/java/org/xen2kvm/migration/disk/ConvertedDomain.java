package org.xen2kvm.migration.disk;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Change.Kind;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.ChangeReplay;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.plan.DiskElement;

/**
 * What the converter made, to be completed by what this host says: with further findings, and changes of its disks. For one
 * thread.
 */
public final class ConvertedDomain {
  /** Who says what is the matter with a disk on this host. */
  public static final RuleId SOURCE_DISKS = new RuleId("source-disks");

  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  private final ConversionResult result;
  private final DomainTree tree;
  private final List<Change> changes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private ConvertedDomain(ConversionResult result, DomainTree tree) {
    this.result = result;
    this.tree = tree;
  }

  /** Returns the domain of a result that is not refused. */
  public static ConvertedDomain of(ConversionResult result) {
    try {
      DomainTree tree = DomainParser.parse(result.definition());
      // The same tree goes on being edited, so that the addresses of later changes are those of the source, too.
      ChangeReplay.replay(tree, result.changes());
      return new ConvertedDomain(result, tree);
    } catch (DomainSyntaxException e) {
      throw new IllegalStateException("The converter's source cannot be read", e);
    }
  }

  /** Returns its disks, removable media included, in the order of the definition. */
  public List<ConvertedDisk> disks() {
    List<ConvertedDisk> disks = new ArrayList<>();
    for (Element element : tree.select(DISKS)) {
      String xpath = tree.address(element);
      Change setting = setting(xpath);
      boolean isSource = result.definition().equals(result.source());
      disks.add(ConvertedDisk.of(element, xpath,
          isSource ? tree.line(element) : setting == null ? 0 : setting.line(),
          isSource ? tree.column(element) : setting == null ? 0 : setting.column()));
    }
    return disks;
  }

  /** The setting of a Xen configuration that an element was made of: what the input's places are known by. */
  private @Nullable Change setting(String xpath) {
    for (Change change : result.changes()) {
      if (change.kind() == Kind.READ_SETTING && change.xpath().equals(xpath)) {
        return change;
      }
    }
    return null;
  }

  /** Adds a finding about one of its disks. */
  public void tell(ConvertedDisk disk, Severity severity, String message, String advice) {
    findings.add(new Finding(SOURCE_DISKS, severity, disk.xpath(), disk.line(), disk.column(), message, advice));
  }

  /** Adds a finding about the whole domain. */
  public void tell(Severity severity, String message, String advice) {
    findings.add(new Finding(SOURCE_DISKS, severity, "", 0, 0, message, advice));
  }

  /** Returns whether a finding added here is an error. */
  public boolean isRefused() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** Puts an image into the place of what a disk names. */
  public void use(ConvertedDisk disk, DiskImage image, RuleId rule, String reason) {
    Element source = disk.element().getChild("source");
    if (source == null) {
      throw new IllegalStateException("A drive without a medium gets no image");
    }
    List<Change> made = new ArrayList<>();
    DiskElement.use(new DomainEditor(tree, rule, made), disk.element(), source, image, reason);
    for (Change change : made) {
      // The tree knows the definition's places; the disk those of the input, where that is another text.
      boolean isSource = result.definition().equals(result.source());
      changes.add(isSource ? change : new Change(change.rule(), change.kind(), change.xpath(), change.name(), change.before(),
          change.after(), change.position(), change.reason(), disk.line(), disk.column()));
    }
  }

  /** Returns the result as it is with what was added here: refused when an error was. */
  public ConversionResult result() {
    List<Finding> all = new ArrayList<>(result.findings());
    all.addAll(findings);
    if (isRefused()) {
      return new ConversionResult(Outcome.REFUSED, result.name(), result.source(), result.definition(), result.definition(),
          List.of(), all, GuestImplications.none());
    }
    List<Change> edits = new ArrayList<>(result.changes());
    edits.addAll(changes);
    return new ConversionResult(result.outcome(), result.name(), result.source(), result.definition(),
        changes.isEmpty() ? result.converted() : tree.print(), edits, all, result.guestImplications());
  }
}
