package org.xen2kvm.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.migration.plan.BootProof.Kind;

final class BootProofTest {
  @ParameterizedTest
  @CsvSource({
      "login, LOGIN, ''", "agent, AGENT, ''", "lease, LEASE, ''", "port=22, PORT, 22", "port=65535, PORT, 65535",
      "port=00022, PORT, 00022", "serial=ready, SERIAL, ready", "serial=a=b, SERIAL, a=b", "'serial= ', SERIAL, ' '"})
  void isNamedByAText(String text, Kind kind, String argument) {
    BootProof proof = BootProof.named(text);

    assertThat(proof).isEqualTo(new BootProof(kind, argument));
    assertThat(proof).hasToString(text);
    assertThat(BootProof.named(proof.toString())).isEqualTo(proof);
  }

  @ParameterizedTest
  @CsvSource({
      "login=x, login takes no value", "agent=1, agent takes no value", "lease=br0, lease takes no value",
      "serial, serial needs a text", "serial=, serial needs a text",
      "port, port needs a number", "port=, port needs a number", "port=0, port needs a number", "port=65536, port needs a number",
      "port=-1, port needs a number", "port=+22, port needs a number", "port=22x, port needs a number",
      "port=٢٢, port needs a number", "port=999999999999, port needs a number",
      "Login, Login is none of", "'', is none of", "=, is none of", "ssh, ssh is none of", "' login', is none of"})
  void whatNamesNoneIsRefusedAndSaysWhatWouldDo(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> BootProof.named(text)).withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "port=22"})
  void isSpelledTheSameInEveryLanguage(String text) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(BootProof.named(text)).hasToString(text);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theListOfAllIsInTheRefusal() {
    assertThatIllegalArgumentException().isThrownBy(() -> BootProof.named("ping"))
        .withMessage("ping is none of login, serial=TEXT, agent, lease, port=N");
  }
}
