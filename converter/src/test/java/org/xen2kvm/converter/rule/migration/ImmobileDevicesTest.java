package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class ImmobileDevicesTest {
  private final RuleTester tester = RuleTester.of(new ImmobileDevices()).in(Frame.HVM_DEVICES);

  static Stream<Arguments> obstacles() {
    return Stream.of(
        Arguments.of(Severity.ERROR, "virtiofs",
            "<filesystem type='mount'><driver type='virtiofs'/><source dir='/srv'/><target dir='srv'/></filesystem>"),
        Arguments.of(Severity.WARNING, "while the directory is mounted",
            "<filesystem type='mount'><source dir='/srv'/><target dir='srv'/></filesystem>"),
        Arguments.of(Severity.ERROR, "shares memory",
            "<shmem name='s0'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>"),
        Arguments.of(Severity.ERROR, "old model",
            "<shmem name='s0' role='master'><model type='ivshmem'/><size unit='M'>4</size></shmem>"),
        Arguments.of(Severity.ERROR, "virgl",
            "<video><model type='virtio'><acceleration accel3d='yes'/></model></video>"),
        Arguments.of(Severity.ERROR, "transient",
            "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='vda' bus='virtio'/><transient/></disk>"),
        Arguments.of(Severity.NOTE, "swtpm",
            "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>"));
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
    "<shmem name='s0' role='master'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>",
    "<video><model type='virtio'><acceleration accel3d='no'/></model></video>",
    "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='vda' bus='virtio'/></disk>",
    "<memballoon model='virtio'/>"
  })
  void saysNothingOfWhatMoves(String device) {
    assertThat(tester.leavesAlone(device).findings()).isEmpty();
  }

  @Test
  void tellsOfFeaturesOutsideTheDevices() {
    RuleTester domain = RuleTester.of(new ImmobileDevices()).in(Frame.DOMAIN);

    assertThat(domain.leavesAlone("<features><hyperv mode='passthrough'/></features>").messages()).singleElement().asString()
        .contains("Hyper-V");
    assertThat(domain.leavesAlone("<features><hyperv mode='custom'/></features>").messages()).isEmpty();
    assertThat(domain.leavesAlone("<launchSecurity type='sev'><policy>0x0003</policy></launchSecurity>").messages())
        .singleElement().asString().contains("encrypted");
  }
}
