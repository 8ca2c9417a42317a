package org.xen2kvm.converter.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;

/** No control character comes through a definition, wherever in it one stands. */
final class ControlCharacterTest {
  private static final String TEXT = "<?xml version='1.0'?>\n<!-- c --><domain type='xen'><name>a</name >\n<![CDATA[x]]><a b='c'/><?pi x?></domain>\n";

  @ParameterizedTest
  @ValueSource(chars = {0, 1, 8, 11, 12, 27, 31})
  void itIsRefusedAtEveryPlace(char control) {
    for (int i = 0; i <= TEXT.length(); i++) {
      String text = TEXT.substring(0, i) + control + TEXT.substring(i);
      assertThatThrownBy(() -> DomainParser.parse(text)).as(i + " " + (int) control).isInstanceOf(DomainSyntaxException.class);
    }
  }

  @Test
  void itsPlaceIsTold() {
    ConversionResult result = DomainConverter.convert("<domain type='xen'>\n <name>a</name\0>\n</domain>", Policy.defaults(),
        HostProfile.generic(), GuestFacts.unknown());
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule().value()).isEqualTo("refuse-malformed");
      assertThat(finding.message()).contains("control character 0");
      assertThat(finding.line()).isEqualTo(2);
      assertThat(finding.column()).isEqualTo(15);
    });
  }

  @Test
  void tabsAndLineEndsStay() {
    assertThatCode(() -> DomainParser.parse(TEXT.replace("\n", "\r\n\t"))).doesNotThrowAnyException();
  }
}
