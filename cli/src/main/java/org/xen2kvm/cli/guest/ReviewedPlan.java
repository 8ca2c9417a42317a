package org.xen2kvm.cli.guest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xen2kvm.cli.review.DeviceMove;
import org.xen2kvm.cli.review.DeviceMoves;
import org.xen2kvm.cli.review.ReviewedDefinition;
import org.xen2kvm.cli.review.ReviewedDomain;
import org.xen2kvm.cli.review.ReviewedDomain.Digest;
import org.xen2kvm.cli.review.ReviewedDomain.EditGroup;
import org.xen2kvm.cli.review.ReviewedDomain.Outcome;
import org.xen2kvm.cli.review.ReviewedDomain.Piece;
import org.xen2kvm.cli.review.ReviewedDomain.Remark;
import org.xen2kvm.cli.review.ReviewedDomain.Why;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.UnifiedDiff;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.migration.PlanText;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.plan.HostBoot;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;

/**
 * A plan as the review page shows it. Immutable.
 *
 * @param secrets what becomes of secrets
 */
record ReviewedPlan(GuestSecrets secrets) {

  /**
   * Returns what the page shows.
   *
   * @param file what the plan's file is called
   * @param text the plan's file
   */
  ReviewedDomain of(MigrationPlan plan, String file, String text) {
    List<Remark> remarks = new ArrayList<>();
    List<EditGroup> edits = List.of();
    List<Piece> pieces = new ArrayList<>();
    List<DeviceMove> devices = List.of();
    if (plan.definition().isPresent()) {
      DomainDefinition definition = plan.definition().get();
      String before = secrets.definition(definition.source());
      String after = secrets.definition(definition.domain());
      remarks.addAll(ReviewedDefinition.remarks(definition.findings().stream().map(secrets::finding).toList()));
      edits = ReviewedDefinition.edits(definition.changes().stream().map(secrets::change).toList());
      String diff = UnifiedDiff.of(plan.name().replace('/', '_') + ".xml", before, after);
      if (!diff.isEmpty()) {
        pieces.add(new Piece("Definition", List.of(), diff, true));
      }
      devices = DeviceMoves.of(before, after, renamed(plan));
    }
    for (FixFinding finding : plan.fixes().findings()) {
      remarks.add(new Remark(Severity.valueOf(finding.severity().name()), finding.fix().value(), finding.where(),
          secrets.sentence(finding.message()), secrets.sentence(finding.advice())));
    }
    plan.fixes().actions().forEach(action -> pieces.add(piece(action)));
    plan.hostBoot().ifPresent(boot -> pieces.add(piece(plan, boot)));
    return new ReviewedDomain(plan.name(), plan.label(), plan.isRefused() ? Outcome.REFUSED : Outcome.READY, facts(plan), remarks,
        edits, pieces, devices, digests(plan, file, text));
  }

  private List<String> facts(MigrationPlan plan) {
    List<String> facts = new ArrayList<>(plan.guest());
    for (PlannedDisk disk : plan.disks()) {
      facts.add(PlanReport.disk(plan, disk).strip().replaceAll("\\s*\\n\\s*", "; "));
    }
    if (!plan.isRefused()) {
      plan.definitionFile().ifPresent(file -> facts.add("definition: " + file));
      plan.run().ifPresent(run -> facts.add(PlanReport.run(run).strip()));
    }
    return facts.stream().map(secrets::sentence).toList();
  }

  private Piece piece(GuestAction action) {
    List<Why> reasons =
        action.reasons().stream().map(reason -> new Why(reason.fix().value(), secrets.sentence(reason.text()))).toList();
    String text = secrets.configuration(PlanText.action(action));
    if (action instanceof GuestAction.WriteFile write) {
      return new Piece(write.path().value(), reasons, text, true);
    } else if (action instanceof GuestAction.RemoveFile remove) {
      return new Piece(remove.path().value(), reasons, text, true);
    } else if (action instanceof GuestAction.ChangeLink change) {
      return new Piece(change.path().value(), reasons, text, false);
    } else if (action instanceof GuestAction.MakeDirectory make) {
      return new Piece(make.path().value(), reasons, text, false);
    } else if (action instanceof GuestAction.CopyFile copy) {
      return new Piece(copy.to().value(), reasons, text, false);
    } else if (action instanceof GuestAction.AppendToInitramfs append) {
      return new Piece(append.initramfs().value(), reasons, text, false);
    } else if (action instanceof GuestAction.RebuildInitramfs rebuild) {
      return new Piece(rebuild.initramfs().value(), reasons, text, false);
    }
    return new Piece("A command in the guest", reasons, text, false);
  }

  private Piece piece(MigrationPlan plan, HostBoot boot) {
    List<Why> reasons = plan.fixes().directBoot().stream()
        .map(direct -> new Why(direct.reason().fix().value(), secrets.sentence(direct.reason().text()))).toList();
    String initramfs = boot.initramfs().map(file -> "copied to the host: " + file + "\n").orElse("");
    return new Piece("The guest's kernel, started by the host", reasons,
        "copied to the host: " + boot.kernel() + "\n" + initramfs + "kernel command line: " + secrets.sentence(boot.cmdline()) + "\n", false);
  }

  private static Map<String, String> renamed(MigrationPlan plan) {
    Map<String, String> names = new HashMap<>();
    plan.disks().forEach(disk -> names.put(disk.source().xenName(), disk.source().targetDev()));
    return names;
  }

  private List<Digest> digests(MigrationPlan plan, String file, String text) {
    List<Digest> digests = new ArrayList<>();
    digests.add(new Digest(file, Sha256.of(text.getBytes(StandardCharsets.UTF_8))));
    for (InputDigest input : plan.inputs()) {
      digests.add(new Digest(input.file().toString(), input.sha256()));
    }
    for (PlannedDisk disk : plan.disks()) {
      digests.add(new Digest(secrets.sentence("the first MiB of " + disk.source().image().file()), disk.identity().startSha256()));
    }
    return digests;
  }
}
