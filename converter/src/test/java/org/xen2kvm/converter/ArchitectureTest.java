package org.xen2kvm.converter;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The library is pure: the walls that keep the world out. */
final class ArchitectureTest {
  private static final ArchRule NO_FILES_NO_NETWORK = noClasses().should().dependOnClassesThat(
      resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.lang.foreign..", "com.sun.jna..")
          .or(resideInAPackage("java.io..").and(not(belongToAnyOf(
              Reader.class, StringReader.class, Writer.class, StringWriter.class, IOException.class,
              UncheckedIOException.class, Serializable.class)))));

  private static final ArchRule NO_CLOCK_NO_CHANCE_NO_ENVIRONMENT = noClasses()
      .should().dependOnClassesThat()
          .resideInAnyPackage("java.time..", "java.util.logging..", "org.slf4j..", "java.lang.management..")
      .orShould().dependOnClassesThat(belongToAnyOf(Random.class, ProcessBuilder.class, Runtime.class))
      .orShould().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime")
      .orShould().callMethod(System.class, "getenv", String.class)
      .orShould().callMethod(System.class, "getProperty", String.class)
      .orShould().callMethod(System.class, "exit", int.class)
      .orShould().callMethod(java.util.UUID.class, "randomUUID")
      .orShould().accessField(System.class, "out")
      .orShould().accessField(System.class, "err")
      .orShould().accessField(System.class, "in");

  private static final ArchRule NO_SIBLINGS = noClasses().should().dependOnClassesThat().resideInAnyPackage(
      "org.xen2kvm.cli..", "org.xen2kvm.guestfix..", "org.xen2kvm.runner..", "org.xen2kvm.migration..", "picocli..",
      "com.fasterxml.jackson..");

  private static final ArchRule REPORTS_NEED_ONLY_THE_JDK =
      noClasses().that().resideInAPackage("org.xen2kvm.converter.report")
      .should().dependOnClassesThat()
          .resideOutsideOfPackages("java..", "org.jspecify..", "org.xen2kvm.converter.report");

  private static final ArchRule XPATHS_KNOW_NO_TREE =
      noClasses().that().resideInAPackage("org.xen2kvm.converter.xml.xpath")
      .should().dependOnClassesThat(resideInAPackage("org.xen2kvm..")
          .and(not(resideInAPackage("org.xen2kvm.converter.xml.xpath"))));

  private static final ArchRule NO_CYCLES =
      slices().matching("org.xen2kvm.converter.(*)..").should().beFreeOfCycles();

  private final JavaClasses module = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("org.xen2kvm.converter");

  @Test
  void thereAreNoFilesAndNoNetwork() {
    NO_FILES_NO_NETWORK.check(module);
  }

  @Test
  void thereIsNoClockNoChanceAndNoEnvironment() {
    NO_CLOCK_NO_CHANCE_NO_ENVIRONMENT.check(module);
  }

  @Test
  void siblingsAreUnknown() {
    NO_SIBLINGS.check(module);
  }

  @Test
  void reportsNeedOnlyTheJdk() {
    REPORTS_NEED_ONLY_THE_JDK.check(module);
  }

  @Test
  void xpathsKnowNoTree() {
    XPATHS_KNOW_NO_TREE.check(module);
  }

  @Test
  void packagesKnowEachOtherOneWayOnly() {
    NO_CYCLES.check(module);
  }

  @Test
  void offendersAreFound() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    assertThat(NO_FILES_NO_NETWORK.evaluate(offender).hasViolation()).isTrue();
    assertThat(NO_CLOCK_NO_CHANCE_NO_ENVIRONMENT.evaluate(offender).hasViolation()).isTrue();
  }

  /** What the rules are there to find. */
  private record Offender(File file, Instant instant) {}
}
