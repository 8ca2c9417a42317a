package org.xen2kvm.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.shell.Shell;

/** The walls inside the composition root. */
final class ArchitectureTest {
  private static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
      noClasses().that().doNotHaveFullyQualifiedName(Main.class.getName())
      .should().callMethod(System.class, "exit", int.class)
      .orShould().callMethod(Runtime.class, "exit", int.class)
      .orShould().callMethod(Runtime.class, "halt", int.class);

  private static final ArchRule STREAMS_COME_THROUGH_THE_SHELL =
      noClasses().that().doNotHaveFullyQualifiedName(Shell.class.getName())
          .should().accessField(System.class, "out")
          .orShould().accessField(System.class, "err")
          .orShould().accessField(System.class, "in");

  private static final ArchRule PICOCLI_STAYS_IN_THE_COMMANDS =
      noClasses().that().resideOutsideOfPackages("org.xen2kvm.cli", "org.xen2kvm.cli.shell", "org.xen2kvm.cli.option",
          "org.xen2kvm.cli.guest.option", "org.xen2kvm.cli.definition", "org.xen2kvm.cli.migration", "org.xen2kvm.cli.reference")
      .should().dependOnClassesThat().resideInAPackage("picocli..");

  private static final ArchRule NO_NATIVE_CODE =
      noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.jna..");

  private static final ArchRule A_MIGRATION_KNOWS_NO_COMMAND_LINE =
      noClasses().that().resideInAPackage("org.xen2kvm.migration..").should().dependOnClassesThat()
      .resideInAnyPackage("org.xen2kvm.cli..", "picocli..");

  private static final ArchRule A_MIGRATION_NEVER_ENDS_THE_PROCESS =
      noClasses().that().resideInAPackage("org.xen2kvm.migration..")
      .should().dependOnClassesThat().areAssignableTo(Runtime.class)
      .orShould().callMethod(System.class, "exit", int.class);

  private static final ArchRule APPLIANCES_ARE_OPENED_BY_MIGRATIONS =
      noClasses().that().resideOutsideOfPackages("org.xen2kvm.migration", "org.xen2kvm.cli.guest..").should()
      .dependOnClassesThat().resideInAPackage("org.xen2kvm.guestfix.libguestfs..");

  private static final ArchRule PLANS_ARE_DATA =
      noClasses().that().resideInAPackage("org.xen2kvm.migration.plan").should().dependOnClassesThat()
      .resideInAnyPackage("org.xen2kvm.migration", "org.xen2kvm.migration.apply", "org.xen2kvm.migration.json",
          "org.xen2kvm.guestfix.disk..", "org.xen2kvm.guestfix.libguestfs..");

  private static final ArchRule PACKAGES_KNOW_EACH_OTHER_ONE_WAY =
      slices().matching("org.xen2kvm.(**)").namingSlices("$1").should().beFreeOfCycles();

  private static final JavaClasses MODULE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.xen2kvm.cli", "org.xen2kvm.migration", "org.xen2kvm.file");

  @Test
  void onlyMainEndsTheProcess() {
    ONLY_MAIN_ENDS_THE_PROCESS.check(MODULE);
  }

  @Test
  void anotherEndIsFound() {
    assertThat(ONLY_MAIN_ENDS_THE_PROCESS.evaluate(new ClassFileImporter().importClasses(Offender.class))
        .hasViolation()).isTrue();
  }

  @Test
  void streamsComeThroughTheShell() {
    STREAMS_COME_THROUGH_THE_SHELL.check(MODULE);
  }

  @Test
  void picocliStaysInTheCommands() {
    PICOCLI_STAYS_IN_THE_COMMANDS.check(MODULE);
  }

  @Test
  void thereIsNoNativeCode() {
    NO_NATIVE_CODE.check(MODULE);
  }

  @Test
  void aMigrationIsALibrary() {
    A_MIGRATION_KNOWS_NO_COMMAND_LINE.check(MODULE);
    A_MIGRATION_NEVER_ENDS_THE_PROCESS.check(MODULE);
  }

  @Test
  void appliancesAreOpenedByMigrations() {
    APPLIANCES_ARE_OPENED_BY_MIGRATIONS.check(MODULE);
  }

  @Test
  void plansAreData() {
    PLANS_ARE_DATA.check(MODULE);
  }

  @Test
  void packagesKnowEachOtherOneWay() {
    PACKAGES_KNOW_EACH_OTHER_ONE_WAY.check(MODULE);
  }

  /** What the rule is there to find. */
  private static final class Offender {
    void end() {
      System.exit(1);
    }
  }
}
