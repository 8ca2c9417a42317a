package org.xen2kvm.migration.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.JournalEntry;
import org.xen2kvm.migration.journal.JournalGate;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;

/**
 * The main class of a process that ends like one that is killed: at a step that it is told, with nothing tidied up. The guest
 * inside is made up; images, journal and libvirt are real.
 *
 * <p>Arguments: the guest's folder with {@code plan.json}, libvirt's URI, at which event to end (0: never; each step of a
 * journal is two events, before it is written and after), and commands: apply, commit, rollback, or domains, which writes
 * the definitions that the host has to the file {@code domains}.
 */
final class KilledProcess {
  /** What a process that was killed exits with. */
  static final int KILLED = 137;

  private KilledProcess() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String uri = args[1];
    MigrationStore store = new MigrationStore(folder.resolve(SourceGuest.STATE), SourceGuest.VERSION, Clock.systemUTC(),
        new Countdown(Integer.parseInt(args[2])));
    PlanExecutor executor = new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {});
    Migrations migrations =
        new Migrations(store, Hosts.libvirt(), executor, new QemuImg(), (name, step) -> {}, () -> false);
    for (String command : List.of(args).subList(3, args.length)) {
      switch (command) {
        case "apply" -> migrations.apply(PlanFile.read(folder.resolve(SourceGuest.STATE).resolve("plan.json")), KeyRing.empty());
        case "commit" -> migrations.commit("web1", true);
        case "rollback" -> migrations.rollback("web1");
        case "domains" -> Files.writeString(folder.resolve(SourceGuest.STATE).resolve("domains"), domains(uri));
        default -> throw new IllegalArgumentException(command);
      }
    }
    System.exit(0);
  }

  private static String domains(String uri) {
    StringBuilder out = new StringBuilder();
    try (DomainRunner host = Hosts.libvirt().open(uri)) {
      for (DefinedDomain domain : host.list()) {
        out.append(host.definedXml(domain.name()));
      }
    }
    return out.toString();
  }

  private static final class Countdown implements JournalGate {
    private int left;

    Countdown(int events) {
      left = events;
    }

    @Override
    public void before(JournalEntry entry) {
      pass();
    }

    @Override
    public void after(JournalEntry entry) {
      pass();
    }

    private void pass() {
      left--;
      if (left == 0) {
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }
}
