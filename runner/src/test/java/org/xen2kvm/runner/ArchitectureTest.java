package org.xen2kvm.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The walls around the module: JNA stays in the adapter, and the siblings are unknown. */
final class ArchitectureTest {
  private static final ArchRule JNA_ONLY_IN_THE_ADAPTER =
      noClasses().that().resideOutsideOfPackage("org.xen2kvm.runner.libvirt..").should().dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  private static final ArchRule NO_CYCLES = slices().matching("org.xen2kvm.(**)").should().beFreeOfCycles();

  private static final ArchRule NO_SIBLINGS = noClasses().should().dependOnClassesThat().resideInAnyPackage(
      "org.xen2kvm.converter..", "org.xen2kvm.guestfix..", "org.xen2kvm.migration..", "org.xen2kvm.cli..");

  private final JavaClasses module = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.xen2kvm.runner");

  @Test
  void jnaIsUsedOnlyByTheAdapter() {
    JNA_ONLY_IN_THE_ADAPTER.check(module);
  }

  @Test
  void jnaElsewhereIsFound() {
    JavaClasses offender = new ClassFileImporter().importClasses(UsesJnaOutsideTheAdapter.class);

    assertThat(JNA_ONLY_IN_THE_ADAPTER.evaluate(offender).hasViolation()).isTrue();
  }

  @Test
  void packagesKnowEachOtherOneWayOnly() {
    NO_CYCLES.check(module);
  }

  @Test
  void siblingsAreUnknown() {
    NO_SIBLINGS.check(module);
  }

  /** What the rule is there to find. */
  private record UsesJnaOutsideTheAdapter(@Nullable Pointer pointer) {}
}
