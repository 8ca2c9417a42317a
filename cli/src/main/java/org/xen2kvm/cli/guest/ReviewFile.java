package org.xen2kvm.cli.guest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.option.ToolVersion;
import org.xen2kvm.cli.review.ReviewPage;
import org.xen2kvm.cli.review.ReviewPage.About;
import org.xen2kvm.cli.review.ReviewedDomain;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.plan.MigrationPlan;

/**
 * The review page beside the plans of a run, in the place of the one before. Guests are put into words by those who plan them, at
 * the same time, and written in order by the one who tells of them. Only the owner may read it: like the plans it shows files of the
 * guests.
 */
public final class ReviewFile implements AutoCloseable {
  /** What it is called. */
  public static final String NAME = "report.html";

  private final @Nullable AtomicFile file;
  private final @Nullable OutputStream out;
  private final ReviewPage page = new ReviewPage(About.PLANS, ToolVersion.text());
  private final ReviewedPlan plans;
  private final Map<GuestSource, ReviewedDomain> waiting = Collections.synchronizedMap(new IdentityHashMap<>());
  private long written;

  private ReviewFile(@Nullable AtomicFile file, boolean showSecrets) {
    this.file = file;
    this.out = file == null ? null : new BufferedOutputStream(file.stream());
    this.plans = new ReviewedPlan(showSecrets);
  }

  /**
   * Begins the page.
   *
   * @param folder where the plans go; null when they are not written, and then there is no page either
   * @throws IOException when it cannot be made
   */
  public static ReviewFile in(@Nullable Path folder, boolean showSecrets) throws IOException {
    ReviewFile review = new ReviewFile(
        folder == null ? null : new AtomicFile(folder.resolve(NAME), true, true), showSecrets);
    review.write(review.page.head());
    return review;
  }

  /**
   * Takes a guest's plan in; safe for use by several threads.
   *
   * @param text the plan's file
   */
  public void planned(GuestSource guest, MigrationPlan plan, String text) {
    if (out != null) {
      waiting.put(guest, plans.of(plan, text));
    }
  }

  /** Writes a guest, the next in order. */
  public void told(GuestSource guest, GuestOutcome outcome) {
    if (out == null) {
      return;
    }
    @Nullable ReviewedDomain planned = waiting.remove(guest);
    ReviewedDomain domain = planned == null ? failed(guest, outcome.messages().strip()) : planned;
    try {
      write(page.fitted(page.domain(domain), written));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReviewedDomain failed(GuestSource guest, String messages) {
    int end = messages.indexOf('\n');
    return end < 0 ? ReviewedDomain.failed(guest.name(), guest.label(), messages, "")
        : ReviewedDomain.failed(guest.name(), guest.label(), messages.substring(0, end), messages.substring(end).strip());
  }

  private void write(String text) throws IOException {
    if (out != null) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      written += text.length();
    }
  }

  /**
   * Ends the page and puts it in its place.
   *
   * @throws IOException when that fails
   */
  public void finish() throws IOException {
    write(page.foot(false, 0));
    if (file != null && out != null) {
      out.flush();
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
