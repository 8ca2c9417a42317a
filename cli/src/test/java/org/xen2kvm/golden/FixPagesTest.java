package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fix.FixDescriptor;

/** The catalogue of fixes is whole: each has its test and its page, which tells the truth; and each golden guest is planned as kept. */
class FixPagesTest {
  private static final Path PAGES = GoldenCase.ROOT.resolve("docs/fixes");
  private static final Path TESTS = GoldenCase.ROOT.resolve("guestfix/src/test/java");

  private static final List<GoldenGuest> GUESTS = GoldenGuest.all().toList();

  @TestFactory
  Stream<DynamicTest> everyGuestIsPlannedAsKept() {
    return GUESTS.stream().map(guest -> DynamicTest.dynamicTest(guest.name(), () -> {
      String text = guest.text();
      assertThat(text).isEqualTo(GoldenCase.expected(guest.file(), text));
    }));
  }

  @TestFactory
  Stream<DynamicTest> everyFixHasATestBesideIt() {
    return FixCatalog.builtIn().all().stream().map(fix -> DynamicTest.dynamicTest(fix.descriptor().id().value(), () -> {
      Path test = TESTS.resolve(fix.getClass().getName().replace('.', '/') + "Test.java");
      assertThat(test).exists();
      assertThat(GoldenCase.read(test)).contains("leavesAlone(");
    }));
  }

  @TestFactory
  Stream<DynamicTest> everyPageIsWhatTheCodeSays() {
    return descriptors().stream().map(descriptor -> DynamicTest.dynamicTest(descriptor.id().value(), () -> {
      String page = FixPage.of(descriptor, GUESTS);
      assertThat(page).isEqualTo(GoldenCase.expected(PAGES.resolve(descriptor.id() + ".md"), page));
    }));
  }

  @Test
  void thereIsNoPageWithoutAFix() throws IOException {
    Set<String> fixes =
        descriptors().stream().map(descriptor -> descriptor.id() + ".md").collect(Collectors.toCollection(TreeSet::new));
    fixes.add("README.md");
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString())).allSatisfy(page -> assertThat(fixes).contains(page));
    }
    String index = FixPage.index(descriptors());
    assertThat(index).isEqualTo(GoldenCase.expected(PAGES.resolve("README.md"), index));
  }

  private static List<FixDescriptor> descriptors() {
    return FixCatalog.builtIn().all().stream().map(Fix::descriptor).toList();
  }
}
