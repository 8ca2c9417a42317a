package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;

/** A configuration that was read, for tests to look at. */
record ReadConfig(XlReading.Definition reading) {
  private static final String PV = "name='g'\nmemory=512\n";
  private static final String HVM = PV + "builder='hvm'\n";

  /** Reads lines behind those that every PV guest has; the first one is line 3. */
  static ReadConfig pv(String lines) {
    return of(PV + lines);
  }

  /** Reads lines behind those that every HVM guest has; the first one is line 4. */
  static ReadConfig hvm(String lines) {
    return of(HVM + lines);
  }

  static ReadConfig of(String text) {
    XlReading reading = XlReading.of(text, Policy.defaults());
    assertThat(reading).isInstanceOf(XlReading.Definition.class);
    return new ReadConfig((XlReading.Definition) reading);
  }

  /** Returns the definition without its line breaks and indents. */
  String xml() {
    return reading.definition().replaceAll("\n *", "");
  }

  ReadConfig says(String xml) {
    assertThat(xml()).contains(xml);
    return this;
  }

  ReadConfig saysNot(String xml) {
    assertThat(xml()).doesNotContain(xml);
    return this;
  }

  /** Checks that nothing is to be told but what concerns interfaces without addresses and the like. */
  ReadConfig withoutFindings() {
    assertThat(reading.findings()).isEmpty();
    return this;
  }

  /** Checks that there is a finding with that severity, rule and place whose message contains a text. */
  ReadConfig tells(Severity severity, String rule, int line, int column, String message) {
    assertThat(reading.findings()).anySatisfy(finding -> {
      assertThat(finding.message()).contains(message);
      assertThat(finding.severity()).isEqualTo(severity);
      assertThat(finding.rule().value()).isEqualTo(rule);
      assertThat(List.of(finding.line(), finding.column())).isEqualTo(List.of(line, column));
    });
    return this;
  }

  List<Finding> findings() {
    return reading.findings();
  }

  /** Returns the change that tells how a setting was read. */
  Change setting(String name) {
    return reading.settings().stream().filter(change -> change.name().equals(name)).findFirst().orElseThrow();
  }
}
