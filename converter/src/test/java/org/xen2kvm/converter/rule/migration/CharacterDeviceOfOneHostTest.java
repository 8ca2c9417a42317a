package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class CharacterDeviceOfOneHostTest {
  private final RuleTester tester = RuleTester.of(new CharacterDeviceOfOneHost()).in(Frame.HVM_DEVICES);

  static Stream<Arguments> obstacles() {
    return Stream.of(
        Arguments.of(Severity.WARNING, "file of the host",
            "<serial type='file'><source path='/var/log/a.log'/><target port='0'/></serial>"),
        Arguments.of(Severity.WARNING, "device or pipe",
            "<parallel type='dev'><source path='/dev/parport0'/><target port='0'/></parallel>"),
        Arguments.of(Severity.WARNING, "device or pipe",
            "<serial type='pipe'><source path='/run/a'/><target port='0'/></serial>"),
        Arguments.of(Severity.WARNING, "file of the host",
            "<console type='file'><source path='/var/log/a.log'/><target type='virtio' port='1'/></console>"));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void tellsOfEach(Severity severity, String word, String device) {
    RuleTester.Run run = tester.leavesAlone(device);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(severity);
      assertThat(finding.message()).contains(word);
      assertThat(finding.advice().isBlank()).isEqualTo(severity == Severity.NOTE);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<serial type='pty'><target port='0'/></serial>",
    "<serial type='pty'><log file='/var/log/a.log'/><target port='0'/></serial>",
    "<console type='file'><source path='/var/log/a.log'/><target type='serial' port='0'/></console>",
    "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
  })
  void saysNothingOfWhatMoves(String device) {
    assertThat(tester.leavesAlone(device).findings()).isEmpty();
  }
}
