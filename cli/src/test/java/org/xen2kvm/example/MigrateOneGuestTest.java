package org.xen2kvm.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.run.MigrationReport;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.FakeDomainRunner;

/** The example runs, on real images with a made-up guest inside and a made-up host; and docs/library.md quotes it. */
final class MigrateOneGuestTest {
  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));
  private static final String KVM_HOST = "qemu+ssh://kvm1/system";

  @TempDir private Path folder = Path.of("");

  private final FakeDomainRunner host = new FakeDomainRunner();
  private final List<String> steps = new ArrayList<>();
  private SourceGuest guest = new SourceGuest(folder, List.of());
  private Path definition = folder;

  @BeforeEach
  void exportAGuest() throws IOException {
    guest = SourceGuest.in(folder, 1);
    definition = Files.writeString(folder.resolve("web1.xml"), guest.definition());
    host.guest("web1").atRun(web1 -> web1.writes("web1 login: "));
  }

  private MigrateOneGuest pipeline() {
    return new MigrateOneGuest(
        MemoryGuest.tree("debian12"), uri -> host.reopened(), folder.resolve(SourceGuest.STATE), steps::add);
  }

  private MigrationReport migrated() throws IOException {
    return pipeline().migrate(definition, KVM_HOST, plan -> true, () -> false);
  }

  @Test
  void planShowsAndChangesNothing() throws IOException {
    Map<String, String> before = guest.files();

    MigrationPlan plan = pipeline().plan(definition, KVM_HOST);

    assertThat(plan.isRefused()).isFalse();
    assertThat(plan.name()).isEqualTo("web1");
    assertThat(plan.definition().orElseThrow().findings()).isNotEmpty();
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void theGuestRunsAndEachStepIsHeard() throws IOException {
    MigrationReport report = migrated();

    assertThat(report.domain().orElseThrow().proof()).isEqualTo("login");
    assertThat(host.reopened().state("web1")).isEqualTo(DomainState.RUNNING);
    assertThat(steps).containsSubsequence("web1: making overlays", "web1: verifying the guest", "web1: defining the domain",
        "web1: starting the guest, and waiting until it is up");
  }

  @Test
  void itGoesBackToXen() throws IOException {
    Map<String, String> before = guest.files();
    migrated();

    assertThat(pipeline().giveBack("web1")).isEmpty();

    assertThat(guest.files()).isEqualTo(before);
    assertThat(host.reopened().list()).isEmpty();
  }

  @Test
  void itStaysOnceItIsOff() throws IOException {
    migrated();
    assertThat(catchThrowableOfType(MigrationException.class, () -> pipeline().keep("web1")).reason()).isEqualTo(Reason.REFUSED);
    host.reopened().guest("web1").switchesOff();

    pipeline().keep("web1");

    assertThat(host.reopened().definedXml("web1")).contains("web1-a.img");
  }

  @Test
  void whatTheReviewerDoesNotAcceptIsNotDone() {
    Map<String, String> before = guest.files();

    assertThat(catchThrowableOfType(MigrationException.class,
        () -> pipeline().migrate(definition, KVM_HOST, plan -> false, () -> false)).reason()).isEqualTo(Reason.REFUSED);

    assertThat(guest.files()).isEqualTo(before);
    assertThat(steps).isEmpty();
  }

  @Test
  void cancellingWhileItBootsUndoesEverything() throws IOException {
    Map<String, String> before = guest.files();
    AtomicBoolean enough = new AtomicBoolean();
    host.guest("web1").atRun(web1 -> {
      web1.writes("still booting\n");
      enough.set(true);
    });

    MigrationException end = catchThrowableOfType(MigrationException.class,
        () -> pipeline().migrate(definition, KVM_HOST, plan -> true, enough::get));

    assertThat(end.reason()).isEqualTo(Reason.FAILED);
    assertThat(end.details()).contains("still booting");
    assertThat(host.reopened().list()).isEmpty();
    assertThat(guest.files()).isEqualTo(before);
  }

  // ---- the page

  @Test
  void thePageQuotesTheExampleAsItIs() throws IOException {
    String code = Files.readString(
        ROOT.resolve("cli/src/test/java/org/xen2kvm/example/MigrateOneGuest.java"));
    String page = Files.readString(ROOT.resolve("docs/library.md"));

    for (String tag : List.of("plan", "migrate")) {
      Matcher part = Pattern.compile("  // tag::" + tag + "\\[]\n(.*?)  // end::" + tag + "\\[]\n", Pattern.DOTALL).matcher(code);
      assertThat(part.find()).as(tag).isTrue();
      assertThat(page).contains("```java\n" + part.group(1).stripTrailing().stripIndent() + "\n```\n");
    }
  }
}
