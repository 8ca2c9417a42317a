package org.xen2kvm.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.libguestfs.ApplianceListener;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationPlanner;
import org.xen2kvm.migration.PlanOptions;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.run.MigrationReport;
import org.xen2kvm.migration.run.Migrations;

/**
 * A step of a provisioning pipeline: takes one Xen guest, exported as XML with its disks on this host, to KVM; somebody else
 * then says whether it stays.
 */
public final class MigrateOneGuest {
  private static final String VERSION = "pipeline 1.0";

  /** Who looks at a plan before it is applied: a person, or a rule of the pipeline. */
  public interface Reviewer {
    /** Returns whether the plan may be applied. */
    boolean accepts(MigrationPlan plan);
  }

  private final Appliances appliances;
  private final Hosts hosts;
  private final MigrationStore store;
  private final Consumer<String> progress;

  /**
   * Makes a step.
   *
   * @param appliances opens disks: {@link #libguestfs()}
   * @param hosts opens KVM hosts: {@link Hosts#libvirt()}
   * @param state where migrations are written down
   * @param progress hears a phrase at each step of each guest, on the thread that does it
   */
  public MigrateOneGuest(Appliances appliances, Hosts hosts, Path state, Consumer<String> progress) {
    this.appliances = appliances;
    this.hosts = hosts;
    this.store = new MigrationStore(state, VERSION);
    this.progress = progress;
  }

  /** Returns what opens guests' disks in reality. */
  public static Appliances libguestfs() {
    return Appliances.libguestfs(ApplianceOptions.defaults(), new ApplianceListener() {});
  }

  // tag::plan[]
  /** Returns the plan of a guest; nothing is changed. Its findings are shown to somebody before it is applied. */
  public MigrationPlan plan(Path definition, String kvmHost) throws IOException {
    GuestSource guest = new GuestSource("guest", definition.toString(), Optional.of(definition),
        Optional.of(Files.readString(definition)), List.of());
    RunPlan run = new RunPlan(kvmHost, RunPlan.Mode.START, false,
        List.of(BootProof.named("login"), BootProof.named("agent")), 300);
    PlanOptions options = new PlanOptions(Policy.defaults(), HostProfile.generic(), FixOptions.defaults(), KeyRing.empty(),
        KeepChoice.OVERLAY, Optional.empty(), List.of(InputDigest.of(definition)), Optional.empty(), HostChecks.NONE,
        Optional.of(run));
    return new MigrationPlanner(appliances, new QemuImg(), options, VERSION).plan(guest);
  }
  // end::plan[]

  // tag::migrate[]
  /**
   * Takes a guest to KVM and returns what runs there now; it waits for {@link #keep} or {@link #giveBack}.
   *
   * @param cancelled asked while the guest boots: true ends it, and everything is undone
   * @throws MigrationException when nothing has come of it; then nothing is left of it, and the source disks are as they were
   */
  public MigrationReport migrate(Path definition, String kvmHost, Reviewer reviewer, BooleanSupplier cancelled)
      throws IOException {
    MigrationPlan plan = plan(definition, kvmHost);
    if (plan.isRefused() || !reviewer.accepts(plan)) {
      throw new MigrationException(
          MigrationException.Reason.REFUSED, plan.name() + " is not migrated", "See the plan's findings.", null);
    }
    return migrations(cancelled).apply(plan, KeyRing.empty());
  }

  /** The guest stays: what it has written goes into its disks, and there is no way back. Its domain is off. */
  public void keep(String guest) {
    migrations(() -> false).commit(guest, true);
  }

  /** The guest goes back to Xen, also after it has run: returns files that somebody else has put there meanwhile. */
  public List<Path> giveBack(String guest) {
    return migrations(() -> false).rollback(guest);
  }
  // end::migrate[]

  private Migrations migrations(BooleanSupplier cancelled) {
    ApplyListener listener = (guest, step) -> progress.accept(guest + ": " + step.what());
    PlanExecutor executor = new PlanExecutor(appliances, new QemuImg(), listener);
    return new Migrations(store, hosts, executor, new QemuImg(), listener, cancelled);
  }
}
