package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;

/** The catalogue is whole: each rule has its test, its golden case that fires it, and its page, which tells the truth. */
class RulePagesTest {
  private static final Path PAGES = GoldenCase.ROOT.resolve("docs/rules");
  private static final Path TESTS = GoldenCase.ROOT.resolve("converter/src/test/java");

  private static final Map<String, GoldenCase> CASES =
      GoldenCase.all().stream().collect(Collectors.toMap(GoldenCase::name, Function.identity()));

  @TestFactory
  Stream<DynamicTest> everyRuleHasATestBesideIt() {
    return RuleCatalog.builtIn().all().stream().map(rule -> DynamicTest.dynamicTest(id(rule), () -> {
      Path test = TESTS.resolve(rule.getClass().getName().replace('.', '/') + "Test.java");
      assertThat(test).exists();
      assertThat(GoldenCase.read(test)).contains("Test\n").contains("leavesAlone(");
      GoldenCase golden = CASES.get(id(rule));
      boolean changes = golden != null
          && golden.convert().changes().stream().anyMatch(change -> change.rule().equals(rule.descriptor().id()));
      if (changes) {
        assertThat(GoldenCase.read(test)).contains("rewrites(");
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleIsFiredByItsGoldenCaseAndLeftIdleByAnother() {
    Map<String, Set<RuleId>> fired = CASES.values().stream().collect(Collectors.toMap(GoldenCase::name, RulePagesTest::fired));
    return descriptors().map(descriptor -> DynamicTest.dynamicTest(descriptor.id().value(), () -> {
      RuleId id = descriptor.id();
      assertThat(fired).containsKey(id.value());
      assertThat(fired.get(id.value())).contains(id);
      assertThat(fired.values()).anySatisfy(others -> assertThat(others).doesNotContain(id));
    }));
  }

  @TestFactory
  Stream<DynamicTest> everyPageIsWhatTheCodeSays() {
    return descriptors().map(descriptor -> DynamicTest.dynamicTest(descriptor.id().value(), () -> {
      GoldenCase golden = CASES.get(descriptor.id().value());
      assertThat(golden).as("a golden case").isNotNull();
      String page = RulePage.of(descriptor, golden.source().getFileName().toString(), golden.convert());
      assertThat(page).isEqualTo(GoldenCase.expected(PAGES.resolve(descriptor.id() + ".md"), page));
    }));
  }

  /** What is told of a source cannot stand in a golden case, which is a definition alone. */
  @TestFactory
  Stream<DynamicTest> everyNoticesPageIsWhatTheCodeSays() {
    return SourceNotice.descriptors().stream().map(descriptor -> DynamicTest.dynamicTest(descriptor.id().value(), () -> {
      String page = RulePage.of(descriptor);
      assertThat(page).isEqualTo(GoldenCase.expected(PAGES.resolve(descriptor.id() + ".md"), page));
    }));
  }

  @Test
  void thereIsNoPageWithoutARule() throws IOException {
    List<RuleDescriptor> all = Stream.concat(descriptors(), SourceNotice.descriptors().stream()).toList();
    Set<String> rules = all.stream().map(descriptor -> descriptor.id() + ".md").collect(Collectors.toCollection(TreeSet::new));
    rules.add("README.md");
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString())).allSatisfy(page -> assertThat(rules).contains(page));
    }
    String index = RulePage.index(all);
    assertThat(index).isEqualTo(GoldenCase.expected(PAGES.resolve("README.md"), index));
  }

  @Test
  void phasesRunInOrder() {
    List<Rule> rules = RuleCatalog.builtIn().under(Policy.defaults());
    for (int i = 1; i < rules.size(); i++) {
      assertThat(rules.get(i).descriptor().phase())
          .as("%s runs behind %s", id(rules.get(i)), id(rules.get(i - 1)))
          .isGreaterThanOrEqualTo(rules.get(i - 1).descriptor().phase());
    }
  }

  private static Stream<RuleDescriptor> descriptors() {
    List<RuleDescriptor> all = new ArrayList<>(SyntaxGuard.descriptors());
    RuleCatalog.builtIn().all().forEach(rule -> all.add(rule.descriptor()));
    return all.stream();
  }

  private static Set<RuleId> fired(GoldenCase golden) {
    ConversionResult result = golden.convert();
    Set<RuleId> fired = new TreeSet<>();
    result.changes().forEach(change -> fired.add(change.rule()));
    result.findings().forEach(finding -> fired.add(finding.rule()));
    return fired;
  }

  private static String id(Rule rule) {
    return rule.descriptor().id().value();
  }
}
