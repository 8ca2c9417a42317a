package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Content;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.input.Walk;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Rendered;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.progress.RunListener;
import org.xen2kvm.cli.report.Messages;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.batch.DomainTraits;
import org.xen2kvm.migration.batch.NetworkCoverage;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.batch.ShardKey;

/**
 * All that is done for one input: read, convert, write, and put into words. What it returns is text, so that nothing of
 * a definition is kept once it is printed. Safe for use by several threads.
 *
 * @param converter the rules
 * @param policy what the user decides
 * @param host the KVM host
 * @param guest what is inside
 * @param target where definitions go
 * @param standardInput what {@code -} reads
 * @param formats the reports
 * @param messages how findings are worded
 * @param showSecrets whether reports hold secrets
 * @param namesPassedOver whether messages tell of files that are passed over
 * @param batch by which domains are held against each other; empty when there is one only
 * @param shard the part of the inputs that is this run's: of others only traits are made; empty when all are
 * @param after what is done with a conversion before its definition is written
 * @param listener hears of each input that is this run's, but of no file that is passed over
 */
public record DomainRun(
    DomainConverter converter,
    Policy policy,
    HostProfile host,
    GuestFacts guest,
    OutputTarget target,
    InputStream standardInput,
    List<ReportFormat> formats,
    Messages messages,
    boolean showSecrets,
    boolean namesPassedOver,
    Optional<NetworkCoverage> batch,
    Optional<Shard> shard,
    AfterConversion after,
    RunListener listener) {

  /** A report, and what its domain is held against others by. */
  private record Outcome(Report report, Optional<DomainTraits> traits) {
    static Outcome of(Report report) {
      return new Outcome(report, Optional.empty());
    }
  }

  /**
   * Does it.
   *
   * <p>This is the one place that catches any {@link RuntimeException}: a bug that one odd definition brings to light
   * must not cost the rest of a batch, so it is told as that input's failure. Not {@link Throwable}: after an
   * {@link Error} nothing is sure, and the parser's limit on depth rules out the one that an input could provoke, a
   * stack overflow.
   */
  public Rendered run(Input input) {
    try {
      Content content = content(input);
      Walk walk = input.walk();
      if (walk != null && !(content instanceof Content.PassedOver)) {
        walk.found();
      }
      if (content instanceof Content.Text text) {
        return converted(input, text);
      }
      return isOwn(ShardKey.ofFile(input.label())) ? withoutText(input, content) : elsewhere(input, Optional.empty());
    } catch (RuntimeException e) {
      return isOwn(ShardKey.ofFile(input.label())) ? heard(input, () -> failed(input, e)) : elsewhere(input, Optional.empty());
    }
  }

  private Rendered heard(Input input, Supplier<Rendered> work) {
    listener.guestBegins(input.label());
    Rendered done;
    try {
      done = work.get();
    } catch (RuntimeException e) {
      done = failed(input, e);
    }
    listener.guestEnds(input.label(), done.alone(), done.messages());
    return done;
  }

  private boolean isOwn(ShardKey key) {
    return shard.isEmpty() || shard.get().has(key);
  }

  private Content content(Input input) {
    try {
      return Content.read(input, standardInput);
    } catch (IOException e) {
      return new Content.Unreadable(Failure.io("Cannot be read", e));
    }
  }

  private Rendered withoutText(Input input, Content content) {
    if (content instanceof Content.PassedOver over) {
      return nothing(input, Fate.PASSED_OVER, namesPassedOver ? Messages.passedOver(input, over.reason()) : "", Optional.empty());
    }
    return heard(input, () -> render(Outcome.of(content instanceof Content.NoText none
        ? Report.refused(input, none) : Report.failed(input, ((Content.Unreadable) content).failure()))));
  }

  /** Whose an input is must be the same in all shards, so from there on a bug is told here and nowhere else. */
  private Rendered converted(Input input, Content.Text text) {
    ConversionResult result = converter.run(text.text(), policy, host, guest);
    Optional<DomainTraits> traits = batch.flatMap(coverage -> DomainTraits.of(result, coverage))
        .map(all -> showSecrets ? all : MaskedTraits.of(all));
    if (shard.isPresent() && !isOwn(ShardKey.of(result))) {
      return elsewhere(input, traits);
    }
    return heard(input, () -> render(new Outcome(withDigests(written(input, result, text)), traits)));
  }

  private Rendered failed(Input input, RuntimeException bug) {
    return render(Outcome.of(Report.failed(input, Failure.bug(bug))));
  }

  private Rendered elsewhere(Input input, Optional<DomainTraits> traits) {
    return nothing(input, Fate.ELSEWHERE, "", traits);
  }

  private Report written(Input input, ConversionResult result, Content.Text text) {
    Report converted = Report.of(input, result, text, notices(text));
    String rival = input instanceof Input.File file && file.found() != null ? file.found().rival() : null;
    if (converted.fate() != Fate.REFUSED && target instanceof OutputTarget.ToFile && rival != null) {
      return converted.butFailed(new Failure(
          Failure.Kind.IO, "Its output would be " + input.outputName() + ", as that of " + rival + " beside it",
          "Convert it by itself and name its output: xen2kvm convert " + input.label() + " -o FILE."));
    }
    Report report = converted.fate() == Fate.REFUSED || after == AfterConversion.NOTHING ? converted : completed(converted, result, text);
    return isWhole(report) && target instanceof OutputTarget.ToFile files ? write(report, files) : report;
  }

  private static boolean isWhole(Report report) {
    return report.fate() != Fate.REFUSED && report.fate() != Fate.FAILED;
  }

  private Report completed(Report converted, ConversionResult result, Content.Text text) {
    try {
      if (target instanceof OutputTarget.ToFile files) {
        Optional<ConversionResult> rehearsed = after.rehearse(result);
        if (rehearsed.isPresent()) {
          Report expected = placed(Report.of(converted.input(), rehearsed.get(), text, notices(text)), files);
          if (!isWhole(expected)) {
            return expected;
          }
        }
      }
      ConversionResult done = after.apply(result, (guest, step) -> listener.step(converted.input().label(), guest, step));
      return Report.of(converted.input(), done, text, notices(text));
    } catch (MigrationException e) {
      return converted.butFailed(new Failure(Failure.Kind.IO, String.valueOf(e.getMessage()), e.advice()));
    } catch (GuestDisksException e) {
      return converted.butFailed(new Failure(Failure.Kind.IO, String.valueOf(e.getMessage()), ""));
    }
  }

  /** What the source of a text tells, as severe as the policy has it. */
  private List<Finding> notices(Content.Text text) {
    if (text.findings().isEmpty()) {
      return List.of();
    }
    List<Finding> notices = new ArrayList<>();
    for (Finding finding : text.findings()) {
      Severity severity = policy.severities().getOrDefault(finding.rule(), finding.severity());
      notices.add(new Finding(finding.rule(), severity, finding.xpath(), finding.line(), finding.column(), finding.message(),
          finding.advice()));
    }
    return notices;
  }

  /** Returns the outcome of what is in no report. */
  private Rendered nothing(Input input, Fate fate, String told, Optional<DomainTraits> traits) {
    return new Rendered(input.label(), fate, ExitCode.DONE, "", told, Collections.nCopies(formats.size(), ""), traits);
  }

  /**
   * Adds digests if a report tells them. Only strict UTF-8 is read, so encoding a text again gives the bytes that were
   * read.
   */
  private Report withDigests(Report report) {
    for (ReportFormat format : formats) {
      if (format.needsDigests()) {
        boolean hasOutput = report.fate() == Fate.CONVERTED || report.fate() == Fate.UNCHANGED;
        return report.withDigests(sha256(report.source()), hasOutput ? sha256(report.after()) : null);
      }
    }
    return report;
  }

  private static String sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a report as it is when its definition can be written, or is written already by a run that was interrupted. */
  private static Report placed(Report report, OutputTarget.ToFile files) {
    if (!isWhole(report)) {
      return report;
    }
    try {
      Optional<Path> obstacle = files.obstacle(report.input().outputName());
      boolean free = obstacle.isEmpty() || holds(obstacle.get(), report.after().getBytes(StandardCharsets.UTF_8));
      return free ? report : inTheWay(report, obstacle.get().toString());
    } catch (IOException e) {
      return report.butFailed(Failure.io("The output cannot be written", e));
    }
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private static Report inTheWay(Report report, String file) {
    return report.butFailed(new Failure(
        Failure.Kind.IO, "The output " + file + " exists", "Choose another place with -o, or replace it with --force."));
  }

  private Report write(Report report, OutputTarget.ToFile files) {
    try {
      String name = report.input().outputName();
      byte[] bytes = report.after().getBytes(StandardCharsets.UTF_8);
      if (after.isResumed()) {
        Optional<Path> obstacle = files.obstacle(name);
        if (obstacle.isPresent() && holds(obstacle.get(), bytes)) {
          return report.writtenTo(files.label(name));
        }
      }
      boolean secret = SecretMask.holdsSecret(report.after());
      return report.writtenTo(files.write(name, bytes, secret));
    } catch (FileAlreadyExistsException e) {
      return inTheWay(report, e.getFile());
    } catch (IOException e) {
      return report.butFailed(Failure.io("The output cannot be written", e));
    }
  }

  private Rendered render(Outcome outcome) {
    Report report = outcome.report();
    boolean toStandardOutput = target instanceof OutputTarget.StandardOutput
        && (report.fate() == Fate.CONVERTED || report.fate() == Fate.UNCHANGED);
    String xml = toStandardOutput ? report.after() : "";
    ExitCode alone = alone(report);
    String told = messages.about(report);
    // Looking for secrets costs about as much as reading the file, and mostly there is nothing to say.
    boolean mask = !showSecrets && (!formats.isEmpty() || !told.isEmpty());
    Report shown = mask ? report.masked() : report;
    List<String> reports = new ArrayList<>(formats.size());
    for (ReportFormat format : formats) {
      reports.add(format.render(shown));
    }
    return new Rendered(report.input().label(), report.fate(), alone, xml, mask ? messages.about(shown) : told, reports,
        outcome.traits());
  }

  private static ExitCode alone(Report report) {
    Failure failure = report.failure();
    if (failure != null) {
      return failure.kind() == Failure.Kind.NOT_A_DOMAIN ? ExitCode.NOT_A_DOMAIN : ExitCode.FAILED;
    }
    if (report.fate() != Fate.REFUSED) {
      return ExitCode.DONE;
    }
    for (Finding finding : report.findings()) {
      if (isSyntax(finding)) {
        return ExitCode.NOT_A_DOMAIN;
      }
    }
    return "domain".equals(rootName(report.before())) ? ExitCode.REFUSED : ExitCode.NOT_A_DOMAIN;
  }

  private static boolean isSyntax(Finding finding) {
    for (SyntaxGuard guard : SyntaxGuard.values()) {
      if (guard.descriptor().id().equals(finding.rule())) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String rootName(String text) {
    try {
      String unmarked = text.startsWith(Content.BYTE_ORDER_MARK) ? text.substring(1) : text;
      return DomainParser.parse(unmarked).root().getName();
    } catch (DomainSyntaxException e) {
      return null;
    }
  }
}
