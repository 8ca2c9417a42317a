package org.xen2kvm.cli.guest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.text.Count;
import org.xen2kvm.cli.text.Table;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.plan.MigrationPlan;

/** What a batch of plans came to, a line for each guest. Safe for use by several threads while guests are planned. */
public final class PlanSummary {
  /** Where it is written beside the plans. */
  public static final String FILE = "summary.json";

  private final List<GuestSource> guests;
  private final Optional<Shard> shard;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  private enum Outcome { READY, REFUSED, FAILED }

  private record Line(String name, Outcome outcome, int disks, int edits, long errors, long warnings) {}

  /**
   * Makes one for guests, none of which is planned yet.
   *
   * @param shard the part of all guests that they are; empty when they are all
   */
  public PlanSummary(List<GuestSource> guests, Optional<Shard> shard) {
    this.guests = List.copyOf(guests);
    this.shard = shard;
  }

  /** Takes a guest's plan in. */
  public void add(GuestSource guest, MigrationPlan plan) {
    List<String> severities = Stream.concat(
        plan.fixes().findings().stream().map(finding -> finding.severity().name()),
        plan.definition().stream().flatMap(all -> all.findings().stream()).map(finding -> finding.severity().name())).toList();
    lines.put(guest.label(), new Line(plan.name(), plan.isRefused() ? Outcome.REFUSED : Outcome.READY, plan.disks().size(),
        plan.fixes().actions().size(), severities.stream().filter("ERROR"::equals).count(),
        severities.stream().filter("WARNING"::equals).count()));
  }

  private Line line(GuestSource guest) {
    @Nullable Line line = lines.get(guest.label());
    return line == null ? new Line(guest.name(), Outcome.FAILED, 0, 0, 0, 0) : line;
  }

  private long count(Outcome outcome) {
    return guests.stream().filter(guest -> line(guest).outcome() == outcome).count();
  }

  /** Returns it for a person. */
  public String text() {
    Table table = new Table();
    for (GuestSource guest : guests) {
      Line line = line(guest);
      if (line.outcome() == Outcome.FAILED) {
        table.row(word(line.outcome()), line.name(), "", "", "", "", guest.label());
      } else {
        table.row(word(line.outcome()), line.name(), Count.of(line.disks(), "disk"), Count.of(line.edits(), "edit") + " inside",
            Count.of(line.errors(), "error"), Count.of(line.warnings(), "warning"), guest.label());
      }
    }
    return table.text() + shard.map(part -> "shard " + part + ": ").orElse("") + Count.of(guests.size(), "guest") + ": " + count(Outcome.READY) + " ready, " + count(Outcome.REFUSED)
        + " refused, " + count(Outcome.FAILED) + " failed\n";
  }

  /**
   * Writes it beside the plans, in the place of the one before of the same guests.
   *
   * @throws IOException when that fails
   */
  public void write(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("formatVersion", 1);
    ArrayNode all = root.putArray("guests");
    for (GuestSource guest : guests) {
      Line line = line(guest);
      ObjectNode one = all.addObject();
      one.put("name", line.name()).put("label", guest.label()).put("outcome", word(line.outcome()));
      one.put("disks", line.disks()).put("edits", line.edits()).put("errors", line.errors()).put("warnings", line.warnings());
    }
    try (AtomicFile file = new AtomicFile(folder.resolve(shard.map(part -> part.fileName(FILE)).orElse(FILE)), false, true)) {
      file.stream().write(
          (mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
