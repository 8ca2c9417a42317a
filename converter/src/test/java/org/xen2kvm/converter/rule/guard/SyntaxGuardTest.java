package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** What is refused before there is a definition, and what each refusal says. */
final class SyntaxGuardTest {

  private static ConversionResult convert(String text) {
    return DomainConverter.convert(text, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "<domain|refuse-malformed",
    "<!DOCTYPE a><domain/>|refuse-doctype",
    "(domain (name web1))|refuse-sxp",
    "hello|refuse-no-definition",
    "''|refuse-no-definition",
    "memory = 512M; vcpus = 1; name = 'x'|xl-syntax",
    "name = 'x' % 1; memory = 5; disk = []|xl-python"})
  void aTextThatIsNoDefinitionIsRefusedWithAdvice(String text, String rule) {
    ConversionResult result = convert(text);
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule().value()).isEqualTo(rule);
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.line()).isPositive();
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aConfigurationThatCannotBeReadHasNoDefinition() {
    ConversionResult result = convert("name = 'a'\nmemory = 512M\n");
    assertThat(result.definition()).isEmpty();
    assertThat(result.converted()).isEmpty();
    assertThat(result.changes()).isEmpty();
  }

  @Test
  void aConfigurationThatSaysSomethingImpossibleIsRefusedWithItsDefinition() {
    ConversionResult result = convert("name = 'a'\nmemory = 512\nvcpus = 0\n");
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.name()).isEqualTo("a");
    assertThat(result.definition()).startsWith("<domain type='xen'>").isEqualTo(result.converted());
    assertThat(result.changes()).isEmpty();
  }

  @Test
  void theRulesTellThePlacesOfTheConfiguration() {
    ConversionResult result = convert("# a\nname = 'a'\nmemory = 512\nkernel = '/boot/vmlinuz-2.6-xenU'\n");
    assertThat(result.outcome()).isEqualTo(Outcome.CONVERTED);
    assertThat(result.findings()).anySatisfy(finding -> {
      assertThat(finding.rule().value()).isEqualTo("direct-kernel-boot");
      assertThat(finding.xpath()).isEqualTo("/domain/os/kernel");
      assertThat(finding.line()).isEqualTo(4);
      assertThat(finding.column()).isEqualTo(1);
    });
    assertThat(result.changes().get(0).kind()).isEqualTo(Change.Kind.READ_SETTING);
    assertThat(result.changes()).anySatisfy(change -> {
      assertThat(change.rule().value()).isEqualTo("domain-type-kvm");
      assertThat(change.line()).isZero();
    });
  }

  @Test
  void anExportOfXenServerIsToldFromADomain() {
    ConversionResult result = convert("<value><struct><member><name>version</name></member></struct></value>");
    assertThat(result.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule().value()).isEqualTo("refuse-not-xen");
      assertThat(finding.advice()).contains("XVA").contains("vdi-export");
    });
  }

  @Test
  void allThatSpeaksBeforeTheRulesIsKnown() {
    assertThat(SyntaxGuard.descriptors()).extracting(RuleDescriptor::id).doesNotHaveDuplicates()
        .hasSize(SyntaxGuard.values().length + ReadingRule.values().length);
  }
}
