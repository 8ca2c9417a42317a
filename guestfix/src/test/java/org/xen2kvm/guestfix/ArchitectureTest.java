package org.xen2kvm.guestfix;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import org.xen2kvm.guestfix.libguestfs.nativecall.Cancellation;

/**
 * The walls around the module: JNA stays in the adapter, guest paths are not host paths, and the siblings are unknown.
 */
final class ArchitectureTest {
  private static final ArchRule JNA_ONLY_IN_THE_ADAPTER =
      noClasses().that().resideOutsideOfPackage("org.xen2kvm.guestfix.libguestfs..").should().dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  private static final ArchRule CALLS_ONLY_IN_THE_ADAPTER =
      noClasses().that().resideOutsideOfPackage("org.xen2kvm.guestfix.libguestfs..").should().dependOnClassesThat(
          resideInAnyPackage("org.xen2kvm.guestfix.libguestfs.nativecall..", "org.xen2kvm.guestfix.libguestfs.files..")
              .and(not(equivalentTo(Cancellation.class))));

  private static final ArchRule HOST_FILES_ONLY_BELOW_THE_PORTS =
      noClasses().that()
          .resideOutsideOfPackages("org.xen2kvm.guestfix.image..", "org.xen2kvm.guestfix.libguestfs..")
          .should().dependOnClassesThat().resideInAPackage("java.nio.file..");

  private static final ArchRule NO_SIBLINGS = noClasses().should().dependOnClassesThat().resideInAnyPackage(
      "org.xen2kvm.converter..", "org.xen2kvm.runner..", "org.xen2kvm.migration..", "org.xen2kvm.cli..");

  private static final ArchRule NO_CYCLES =
      slices().matching("org.xen2kvm.guestfix.(*)..").should().beFreeOfCycles();

  private static final ArchRule NO_CYCLES_IN_INITRAMFS =
      slices().matching("org.xen2kvm.guestfix.initramfs.(**)").should().beFreeOfCycles();

  private final JavaClasses module = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.xen2kvm.guestfix");

  @Test
  void jnaIsUsedOnlyByTheAdapter() {
    JNA_ONLY_IN_THE_ADAPTER.check(module);
  }

  @Test
  void libguestfsIsCalledOnlyByTheAdapter() {
    CALLS_ONLY_IN_THE_ADAPTER.check(module);
  }

  @Test
  void jnaElsewhereIsFound() {
    JavaClasses offender = new ClassFileImporter().importClasses(UsesJnaOutsideTheAdapter.class);

    assertThat(JNA_ONLY_IN_THE_ADAPTER.evaluate(offender).hasViolation()).isTrue();
  }

  @Test
  void hostFilesAreKnownOnlyToImagesAndTheAdapter() {
    HOST_FILES_ONLY_BELOW_THE_PORTS.check(module);
  }

  @Test
  void packagesKnowEachOtherOneWayOnly() {
    NO_CYCLES.check(module);
    NO_CYCLES_IN_INITRAMFS.check(module);
  }

  @Test
  void siblingsAreUnknown() {
    NO_SIBLINGS.check(module);
  }

  /** What the rule is there to find. */
  private record UsesJnaOutsideTheAdapter(@Nullable Pointer pointer) {}
}
