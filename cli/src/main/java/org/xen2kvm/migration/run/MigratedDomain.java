package org.xen2kvm.migration.run;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.journal.JournalEntry.Copied;
import org.xen2kvm.migration.journal.JournalEntry.Defining;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.run.definition.DomainText;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;

/** Finds a migration's domain on its host, and takes no other for it. Stateless. */
final class MigratedDomain {
  private MigratedDomain() {}

  /**
   * Returns the domain, by whatever name it goes by now; empty when it was never defined or is gone.
   *
   * @throws MigrationException (TAKEN) when another one has its name
   */
  static Optional<DefinedDomain> find(DomainRunner host, Migration migration, MigrationPlan plan) {
    Defining defining = migration.defining().orElseThrow();
    Optional<String> uuid = migration.uuid();
    Optional<DefinedDomain> found = host.list().stream()
        .filter(domain -> uuid.isPresent()
            ? domain.uuid().toString().equals(uuid.get()) : domain.name().equals(defining.domain()))
        .findFirst();
    // A kill came between the definition and the word of its UUID: then it is known by its disks.
    if (uuid.isEmpty() && found.isPresent() && !hasDisks(host, found.get(), migration, plan)) {
      throw new MigrationException(Reason.TAKEN,
          "The host " + defining.uri() + " has a domain " + defining.domain() + " with other disks than this migration's",
          "It is left alone. Rename it, then try again.", null);
    }
    return found;
  }

  private static boolean hasDisks(DomainRunner host, DefinedDomain domain, Migration migration, MigrationPlan plan) {
    Set<String> files = DomainText.of(host.definedXml(domain.name())).diskFiles();
    Set<String> copies = migration.copied().stream().map(Copied::path).collect(Collectors.toSet());
    if (!copies.isEmpty()) { // a kernel that was copied is no disk
      return files.stream().anyMatch(copies::contains);
    }
    return files.containsAll(
        plan.disks().stream().map(PlannedDisk::result).map(Object::toString).collect(Collectors.toSet()));
  }
}
