package org.xen2kvm.cli.shard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Shard;

/**
 * The reports of all shards of one run, joined as they are read: their results come in the order of the inputs. That they are of one
 * run, all of it and nothing twice, is known at the end; what is wrong is an {@link IOException}. For one thread.
 */
public final class ShardReports implements AutoCloseable {
  /** Missing shards that are named. */
  private static final int MOST_TOLD = 20;

  private final List<ShardReport> reports;
  private final PriorityQueue<ShardReport> order = new PriorityQueue<>(Comparator.comparingLong(ShardReport::position));
  private long last = -1;
  private long results;

  private ShardReports(List<ShardReport> reports) {
    this.reports = reports;
    order.addAll(reports);
  }

  /**
   * Opens reports.
   *
   * @param files by the names that messages use
   * @param version the version of this program, by which they have to be written
   * @throws IOException when they are not one for each shard of a run
   */
  public static ShardReports open(Map<String, Path> files, String version) throws IOException {
    List<ShardReport> reports = new ArrayList<>();
    try {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        reports.add(new ShardReport(file.getKey(), file.getValue()));
      }
      expectOneRun(reports, version);
      return new ShardReports(reports);
    } catch (IOException e) {
      close(reports);
      throw e;
    }
  }

  private static void expectOneRun(List<ShardReport> reports, String version) throws IOException {
    ShardReport first = reports.get(0);
    Map<Shard, ShardReport> shards = new LinkedHashMap<>();
    for (ShardReport report : reports) {
      Shard shard = report.shard();
      if (!report.version().equals(version)) {
        throw report.wrong("xen2kvm " + Printable.line(report.version()) + " has written it, and this is " + version
            + ": reports of one run come from one version, which joins them");
      }
      if (report.count() != first.count() || !report.command().equals(first.command())) {
        throw report.wrong("it is of " + report.command() + " --shard " + shard + ", and " + Printable.line(first.label()) + " of "
            + first.command() + " --shard " + first.shard() + ": they are not of one run");
      }
      ShardReport other = shards.putIfAbsent(shard, report);
      if (other != null) {
        throw report.wrong("it is of shard " + shard + ", as is " + Printable.line(other.label()));
      }
    }
    List<String> missing = new ArrayList<>();
    for (int index = 0; index < first.count(); index++) {
      Shard shard = new Shard(index, first.count());
      if (!shards.containsKey(shard)) {
        missing.add(shard.toString());
      }
    }
    if (!missing.isEmpty()) {
      String more = missing.size() > MOST_TOLD ? " and " + (missing.size() - MOST_TOLD) + " more" : "";
      throw new IOException("No report of shard " + String.join(", ", missing.subList(0, Math.min(MOST_TOLD, missing.size()))) + more
          + ": run " + (missing.size() == 1 ? "it" : "them") + " again, the others need not be");
    }
  }

  /** Returns the command that ran in all shards. */
  public String command() {
    return reports.get(0).command();
  }

  /** Returns the report of the next input; null behind the last. */
  public @Nullable Report next() throws IOException {
    ShardReport report = order.poll();
    JsonNode result = report == null ? null : report.result();
    if (report == null || result == null) {
      return null;
    }
    if (report.position() == last) {
      throw report.wrong("another shard has told of " + Printable.line(result.path("input").asText())
          + " already: the inputs have changed between the shards, or a report has");
    }
    last = report.position();
    results++;
    report.advance();
    order.add(report);
    return ReadResult.report(result);
  }

  /**
   * Returns what was found out of all inputs together, behind the last of them.
   *
   * @throws IOException when the shards did not see the same inputs
   */
  public BatchFindings findings() throws IOException {
    ShardReport first = reports.get(0);
    for (ShardReport report : reports) {
      for (String same : List.of("inputs", "conflicts", "unmappedNetworks")) {
        if (!report.summary().path(same).equals(first.summary().path(same))) {
          throw report.wrong("it tells other " + same + " than " + Printable.line(first.label())
              + ": the inputs, or a policy, have changed between the shards; run all of them again");
        }
      }
    }
    if (results + passedOver() != first.summary().path("inputs").asLong()) {
      throw new IOException("The shards tell of " + (results + passedOver()) + " inputs, and there were "
          + first.summary().path("inputs").asLong() + ": these have changed between the shards; run all of them again");
    }
    return ReadResult.batch(first.summary());
  }

  /** Returns how many inputs were passed over, behind the last of them. */
  public long passedOver() throws IOException {
    long sum = 0;
    for (ShardReport report : reports) {
      sum += report.summary().path("passedOver").asLong();
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    close(reports);
  }

  private static void close(List<ShardReport> reports) throws IOException {
    for (ShardReport report : reports) {
      report.close();
    }
  }
}
