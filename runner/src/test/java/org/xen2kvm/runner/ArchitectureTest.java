package org.xen2kvm.runner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.libvirt.nativecall.ConnectionOptions;

/** The walls around the module: JNA stays in the adapter, and the siblings are unknown. */
final class ArchitectureTest {
  private static final ArchRule JNA_ONLY_IN_THE_ADAPTER =
      noClasses().that().resideOutsideOfPackage("org.xen2kvm.runner.libvirt..").should().dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  private static final ArchRule LIBRARIES_ONLY_IN_NATIVECALL =
      noClasses().that().resideOutsideOfPackage("org.xen2kvm.runner.libvirt.nativecall..").should().dependOnClassesThat(
          resideInAPackage("com.sun.jna").and(not(belongToAnyOf(Pointer.class, Memory.class, NativeLong.class))));

  private static final ArchRule CALLS_ONLY_IN_THE_ADAPTER =
      noClasses().that().resideOutsideOfPackage("org.xen2kvm.runner.libvirt..").should().dependOnClassesThat(
          resideInAPackage("org.xen2kvm.runner.libvirt.nativecall..").and(not(equivalentTo(ConnectionOptions.class))));

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
  void librariesAreLoadedAndMappedOnlyInNativecall() {
    LIBRARIES_ONLY_IN_NATIVECALL.check(module);
  }

  @Test
  void aLibraryLoadedElsewhereIsFound() {
    JavaClasses offender = new ClassFileImporter().importClasses(LoadsALibraryElsewhere.class);

    assertThat(LIBRARIES_ONLY_IN_NATIVECALL.evaluate(offender).hasViolation()).isTrue();
  }

  @Test
  void libvirtIsCalledOnlyByTheAdapter() {
    CALLS_ONLY_IN_THE_ADAPTER.check(module);
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

  /** What the rule is there to find. */
  private static final class LoadsALibraryElsewhere {
    static void load() {
      Native.register("c");
    }
  }
}
