package org.xen2kvm.cli.shard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.shard.ShardReport.Summary;
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

  private final String command;
  private final PriorityQueue<ShardReport> order = new PriorityQueue<>(Comparator.comparingLong(ShardReport::position));
  /** Of all that have ended only this one's summary is kept: it names inputs, and each shard's names the same. */
  private @Nullable ShardReport firstEnded;
  private long last = -1;
  private long results;
  private long passedOver;

  private ShardReports(String command) {
    this.command = command;
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
      ShardReports joined = new ShardReports(reports.get(0).command());
      for (ShardReport report : reports) {
        joined.enqueue(report);
      }
      return joined;
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
    return command;
  }

  /** Returns the report of the next input; null behind the last. */
  public @Nullable Report next() throws IOException {
    ShardReport report = order.peek();
    Report result = report == null ? null : report.result();
    if (report == null || result == null) {
      return null;
    }
    if (report.position() == last) {
      throw report.wrong("another shard has told of " + Printable.line(result.input().label())
          + " already: the inputs have changed between the shards, or a report has");
    }
    last = report.position();
    results++;
    report.advance();
    order.remove();
    enqueue(report);
    return result;
  }

  private void enqueue(ShardReport report) throws IOException {
    Summary summary = report.summary();
    if (summary == null) {
      order.add(report);
      return;
    }
    report.close();
    passedOver += summary.passedOver();
    if (firstEnded == null) {
      firstEnded = report;
    } else {
      expectSame(report, summary, firstEnded);
    }
  }

  private static void expectSame(ShardReport report, Summary summary, ShardReport other) throws IOException {
    Summary same = Objects.requireNonNull(other.summary());
    String differs = summary.inputs() != same.inputs() ? "inputs"
        : !summary.findings().conflicts().equals(same.findings().conflicts()) ? "conflicts"
        : !summary.findings().networks().equals(same.findings().networks()) ? "unmappedNetworks" : "";
    if (!differs.isEmpty()) {
      throw report.wrong("it tells other " + differs + " than " + Printable.line(other.label())
          + ": the inputs, or a policy, have changed between the shards; run all of them again");
    }
  }

  /**
   * Returns what was found out of all inputs together, behind the last of them.
   *
   * @throws IOException when the shards did not see the same inputs
   */
  public BatchFindings findings() throws IOException {
    Summary summary = Objects.requireNonNull(Objects.requireNonNull(firstEnded).summary());
    if (results + passedOver != summary.inputs()) {
      throw new IOException("The shards tell of " + (results + passedOver) + " inputs, and there were "
          + summary.inputs() + ": these have changed between the shards; run all of them again");
    }
    return summary.findings();
  }

  /** Returns how many inputs were passed over, behind the last of them. */
  public long passedOver() {
    return passedOver;
  }

  @Override
  public void close() throws IOException {
    close(order);
  }

  private static void close(Iterable<ShardReport> reports) throws IOException {
    for (ShardReport report : reports) {
      report.close();
    }
  }
}
