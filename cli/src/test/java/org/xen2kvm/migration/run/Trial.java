package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.PlanOptions;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.FakeGuest;

/** A guest of real images with a made-up inside, and a made-up host on which it logs in as soon as it runs. */
final class Trial {
  static final String URI = "fake:///host";

  final SourceGuest guest;
  private final FakeDomainRunner host = new FakeDomainRunner();
  final MemoryGuest memory = MemoryGuest.tree("debian12");
  final MigrationStore store;
  final List<String> steps = new ArrayList<>();

  Trial(Path folder, int disks) {
    guest = SourceGuest.in(folder, disks);
    store = new MigrationStore(folder.resolve(SourceGuest.STATE), SourceGuest.VERSION);
    host.guest("web1").atRun(web1 -> web1.writes("Debian GNU/Linux 12 web1 ttyS0\n\nweb1 login: "));
  }

  /** The host, as a new connection to it shows it. */
  FakeDomainRunner host() {
    return host.reopened();
  }

  FakeGuest inside() {
    return host.guest("web1");
  }

  Migrations migrations() {
    return new Migrations(store, uri -> host(), new PlanExecutor(memory, new QemuImg(), (name, step) -> {}),
        new QemuImg(), (name, step) -> steps.add(step.what()), () -> false);
  }

  static RunPlan running(Mode mode) {
    return new RunPlan(URI, mode, false, List.of(BootProof.named("login")), 2);
  }

  PlanOptions options(KeepChoice keep, Optional<RunPlan> run) {
    PlanOptions plain = SourceGuest.options(keep, Optional.empty());
    return new PlanOptions(
        Policy.defaults(), plain.host(), plain.fixes(), plain.keys(), keep, plain.workDir(), List.of(), Optional.empty(), HostChecks.NONE, run);
  }

  MigrationPlan plan(Mode mode) {
    return plan(KeepChoice.OVERLAY, Optional.of(running(mode)));
  }

  MigrationPlan plan(KeepChoice keep, Optional<RunPlan> run) {
    return SourceGuest.planner(memory, options(keep, run)).plan(guest.source());
  }

  MigrationReport apply(MigrationPlan plan) {
    return migrations().apply(plan, KeyRing.empty());
  }

  Migration migration() {
    try {
      return store.find("web1").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends to a file. */
  static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MigrationException failure(ThrowingCallable call) {
    return catchThrowableOfType(MigrationException.class, call);
  }
}
