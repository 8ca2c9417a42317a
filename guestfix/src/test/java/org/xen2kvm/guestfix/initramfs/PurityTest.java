package org.xen2kvm.guestfix.initramfs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Bytes in, values out: no files, no processes, no clock. */
final class PurityTest {
  @Test
  void nothingReachesTheHost() {
    noClasses().should().dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.time..", "com.sun.jna..")
        .orShould().dependOnClassesThat().haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)|java\\.lang\\.Process.*")
        .check(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.xen2kvm.guestfix.initramfs"));
  }
}
