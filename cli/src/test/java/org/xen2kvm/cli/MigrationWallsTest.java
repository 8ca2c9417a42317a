package org.xen2kvm.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The walls between the packages of a migration, as docs/architecture.md draws them. */
final class MigrationWallsTest {
  private static final ArchRule HOSTS_ARE_FOR_THOSE_WHO_RUN_OR_CHECK =
      noClasses().that().resideOutsideOfPackages("org.xen2kvm.migration.run..", "org.xen2kvm.migration.host..",
          "org.xen2kvm.migration.move", "org.xen2kvm.migration.source")
      .should().dependOnClassesThat().resideInAnyPackage(
          "org.xen2kvm.runner", "org.xen2kvm.runner.boot..", "org.xen2kvm.runner.libvirt..", "org.xen2kvm.runner.move..",
          "org.xen2kvm.runner.network..", "org.xen2kvm.runner.storage..");

  private static final ArchRule KNOWN_FAILURES_ARE_DATA =
      classes().that().resideInAPackage("org.xen2kvm.migration.failure")
      .should().onlyDependOnClassesThat().resideInAnyPackage("org.xen2kvm.migration.failure", "java..", "org.jspecify..");

  private static final ArchRule NOTICES_ARE_DATA =
      classes().that().resideInAPackage("org.xen2kvm.migration.notice")
      .should().onlyDependOnClassesThat().resideInAnyPackage("org.xen2kvm.migration.notice", "java..", "org.jspecify..");

  private static final ArchRule A_JOURNAL_KNOWS_NOT_WHO_WRITES_IT =
      noClasses().that().resideInAPackage("org.xen2kvm.migration.journal").should().dependOnClassesThat()
      .resideInAnyPackage("org.xen2kvm.migration.run..", "org.xen2kvm.migration.host..", "org.xen2kvm.migration.failure",
          "org.xen2kvm.converter..");

  private static final ArchRule A_PLAN_KNOWS_NOT_WHO_APPLIES_IT =
      noClasses().that().resideInAPackage("org.xen2kvm.migration.plan").should().dependOnClassesThat()
      .resideInAnyPackage("org.xen2kvm.migration.run..", "org.xen2kvm.migration.journal", "org.xen2kvm.migration.failure",
          "org.xen2kvm.migration.host..");

  private static final JavaClasses MIGRATION = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.xen2kvm.migration");

  @Test
  void hostsAreForThoseWhoRunOrCheck() {
    HOSTS_ARE_FOR_THOSE_WHO_RUN_OR_CHECK.check(MIGRATION);
  }

  @Test
  void knownFailuresAreData() {
    KNOWN_FAILURES_ARE_DATA.check(MIGRATION);
  }

  @Test
  void noticesAreData() {
    NOTICES_ARE_DATA.check(MIGRATION);
  }

  @Test
  void aJournalKnowsNotWhoWritesIt() {
    A_JOURNAL_KNOWS_NOT_WHO_WRITES_IT.check(MIGRATION);
  }

  @Test
  void aPlanKnowsNotWhoAppliesIt() {
    A_PLAN_KNOWS_NOT_WHO_APPLIES_IT.check(MIGRATION);
  }
}
