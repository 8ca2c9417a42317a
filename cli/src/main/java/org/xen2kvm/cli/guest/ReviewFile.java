package org.xen2kvm.cli.guest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.review.ReviewPage;
import org.xen2kvm.cli.review.ReviewPage.About;
import org.xen2kvm.cli.review.ReviewedDomain;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.MigrationPlan;

/**
 * The review page of plans: beside those of a run, about all that lie there, in the place of the page before; or of plans that were
 * made earlier. Guests of a run are put into words by those who plan them, at the same time, and written in order by the one who
 * tells of them.
 */
public final class ReviewFile implements AutoCloseable {
  /** What it is called beside plans. */
  public static final String NAME = "report.html";

  /** Planning holds the guests of a run against each other, and its page tells the conflicts of each with the guest's own findings. */
  private static final BatchFindings NOTHING_SHARED = new BatchFindings(List.of(), List.of());

  private final @Nullable Path folder;
  private final @Nullable AtomicFile file;
  private final @Nullable OutputStream out;
  private final ReviewPage page = new ReviewPage(About.PLANS, ToolVersion.text());
  private final ReviewedPlan plans;
  private final Map<GuestSource, ReviewedDomain> waiting = Collections.synchronizedMap(new IdentityHashMap<>());
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private long written;

  private ReviewFile(
      @Nullable Path folder, @Nullable AtomicFile file, @Nullable OutputStream out, boolean showSecrets) throws IOException {
    this.folder = folder;
    this.file = file;
    this.out = out;
    this.plans = new ReviewedPlan(new GuestSecrets(showSecrets));
    write(page.head());
  }

  /**
   * Begins the page beside the plans of a run. Only the owner may read it: like the plans it shows files of the guests.
   *
   * @param folder where the plans go; null when they are not written, and then there is no page either
   * @param shard the part of the guests that is planned, of which alone its own page tells; empty when it is all
   * @throws IOException when it cannot be made
   */
  public static ReviewFile in(@Nullable Path folder, Optional<Shard> shard, boolean showSecrets) throws IOException {
    if (folder == null) {
      return new ReviewFile(null, null, null, showSecrets);
    }
    AtomicFile file = new AtomicFile(folder.resolve(shard.map(each -> each.fileName(NAME)).orElse(NAME)), true, true);
    return new ReviewFile(shard.isEmpty() ? folder : null, file, new BufferedOutputStream(file.stream()), showSecrets);
  }

  /**
   * Begins the page of plans that are there already, in a file that only the owner may read.
   *
   * @param force whether it may replace a file
   * @throws IOException when it cannot be made
   */
  public static ReviewFile at(Path file, boolean showSecrets, boolean force) throws IOException {
    AtomicFile opened = new AtomicFile(file, true, force);
    return new ReviewFile(null, opened, new BufferedOutputStream(opened.stream()), showSecrets);
  }

  /** Begins the page of plans that are there already, on a stream that whoever opened it closes. */
  public static ReviewFile on(OutputStream stream, boolean showSecrets) throws IOException {
    return new ReviewFile(null, null, stream, showSecrets);
  }

  /**
   * Takes a guest's plan in; safe for use by several threads.
   *
   * @param text the plan's file
   */
  public void planned(GuestSource guest, MigrationPlan plan, String text) {
    if (out != null) {
      String name = plan.fileName() + PlanFile.SUFFIX;
      told.add(name);
      waiting.put(guest, plans.of(plan, name, text));
    }
  }

  /** Writes a guest, the next in order. */
  public void told(GuestSource guest, GuestOutcome outcome) {
    if (out == null) {
      return;
    }
    @Nullable ReviewedDomain planned = waiting.remove(guest);
    try {
      add(planned == null ? failed(guest, outcome.messages().strip()) : planned);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReviewedDomain failed(GuestSource guest, String messages) {
    int end = messages.indexOf('\n');
    return end < 0 ? ReviewedDomain.failed(guest.name(), guest.label(), messages, "")
        : ReviewedDomain.failed(guest.name(), guest.label(), messages.substring(0, end), messages.substring(end).strip());
  }

  /**
   * Writes the plan that a file holds, or that it holds none, which stands in the way of a cutover as well.
   *
   * @param label what messages call the file
   * @return what became of it; data are on the page alone
   * @throws IOException when the page cannot be written
   */
  public GuestOutcome saved(Path plan, String label) throws IOException {
    String name = String.valueOf(plan.getFileName());
    try {
      String text = PlanFile.text(plan);
      add(plans.of(PlanFile.read(text), name, text));
      return new GuestOutcome(ExitCode.DONE, "", "");
    } catch (MigrationException e) {
      add(ReviewedDomain.failed(name, label, SecretMask.mask(String.valueOf(e.getMessage())), SecretMask.mask(e.advice())));
      return GuestOutcome.unreadable(label, e);
    } catch (UncheckedIOException e) {
      String why = IoReason.of(Objects.requireNonNull(e.getCause()));
      add(ReviewedDomain.failed(name, label, "The plan cannot be read: " + why, ""));
      return GuestOutcome.unreadable(label, e);
    }
  }

  private void add(ReviewedDomain domain) throws IOException {
    write(page.fitted(page.domain(domain), written));
  }

  private void write(String text) throws IOException {
    if (out != null) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      written += text.length();
    }
  }

  /**
   * Ends the page, with the folder's plans of earlier runs, and puts it in its place.
   *
   * @throws IOException when that fails
   */
  public void finish() throws IOException {
    if (folder != null) {
      for (Path plan : PlanFile.in(folder)) {
        if (!told.contains(String.valueOf(plan.getFileName()))) {
          saved(plan, plan.toString());
        }
      }
    }
    write(page.foot(NOTHING_SHARED, false, 0));
    if (out != null) {
      out.flush();
    }
    if (file != null) {
      file.commit();
    }
  }

  /** Drops a page that was not finished. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
