package org.xen2kvm.cli.shard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.GuestImplications.BootChange;
import org.xen2kvm.converter.GuestImplications.ConsoleMove;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.GuestImplications.NicChange;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.Trait;
import org.xen2kvm.migration.batch.UnmappedNetwork;

/** What a report says, as the values that it was written of; definitions are in none. Takes what the schema allows. Stateless. */
final class ReadResult {
  private ReadResult() {}

  /** Returns the report of one input. */
  static Report report(JsonNode result) {
    List<Change> changes = new ArrayList<>();
    result.path("changes").forEach(change -> changes.add(change(change)));
    List<Finding> findings = new ArrayList<>();
    result.path("findings").forEach(finding -> findings.add(finding(finding)));
    return new Report(new Input.Reported(text(result, "input")), Fate.valueOf(text(result, "outcome")), text(result, "name"), "", "", "",
        changes, findings, implications(result.path("guestImplications")), failure(result.path("failure")),
        nullable(result, "output"), nullable(result, "sourceSha256"), nullable(result, "outputSha256"));
  }

  private static Change change(JsonNode change) {
    return new Change(new RuleId(text(change, "rule")), Change.Kind.valueOf(text(change, "kind")), text(change, "xpath"),
        text(change, "name"), nullable(change, "before"), nullable(change, "after"), change.path("position").asInt(),
        text(change, "reason"), change.path("line").asInt(), change.path("column").asInt());
  }

  private static Finding finding(JsonNode finding) {
    return new Finding(new RuleId(text(finding, "rule")), Severity.valueOf(text(finding, "severity").toUpperCase(Locale.ROOT)),
        text(finding, "xpath"), finding.path("line").asInt(), finding.path("column").asInt(), text(finding, "message"),
        text(finding, "advice"));
  }

  private static @Nullable Failure failure(JsonNode failure) {
    return failure.isNull() ? null
        : new Failure(Failure.Kind.valueOf(text(failure, "kind")), text(failure, "message"), text(failure, "advice"));
  }

  private static GuestImplications implications(JsonNode guest) {
    List<DiskRename> disks = new ArrayList<>();
    for (JsonNode disk : guest.path("disks")) {
      disks.add(new DiskRename(text(disk, "device"), text(disk, "xenName"), text(disk, "targetDev"), text(disk, "bus"),
          text(disk, "guestName"), disk.path("partition").asBoolean(), disk.path("boot").asBoolean()));
    }
    List<NicChange> nics = new ArrayList<>();
    for (JsonNode nic : guest.path("nics")) {
      nics.add(new NicChange(text(nic, "mac"), text(nic, "from"), text(nic, "to")));
    }
    JsonNode console = guest.path("console");
    return new GuestImplications(disks,
        console.isNull() ? Optional.empty() : Optional.of(new ConsoleMove(text(console, "from"), text(console, "to"))), nics,
        BootChange.valueOf(text(guest, "boot")));
  }

  /** Returns what a summary tells of all inputs together; the messages are made anew of the values. */
  static BatchFindings batch(JsonNode summary) {
    List<Conflict> conflicts = new ArrayList<>();
    for (JsonNode conflict : summary.path("conflicts")) {
      String kind = text(conflict, "kind");
      @Nullable Trait trait = kind.equals("definition") ? null : trait(kind, text(conflict, "value"));
      conflicts.add(new Conflict(trait, texts(conflict.path("inputs"))));
    }
    List<UnmappedNetwork> networks = new ArrayList<>();
    for (JsonNode network : summary.path("unmappedNetworks")) {
      networks.add(new UnmappedNetwork(trait(text(network, "kind"), text(network, "name")), texts(network.path("inputs"))));
    }
    return new BatchFindings(conflicts, networks);
  }

  private static Trait trait(String kind, String value) {
    return new Trait(Trait.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText();
  }

  private static @Nullable String nullable(JsonNode object, String field) {
    return object.path(field).isNull() ? null : text(object, field);
  }
}
