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

final class HostDevicesStayTest {
  private static final String CARD =
      "<source><address type='pci' domain='0x0000' bus='0x05' slot='0x00' function='0x0'/></source>";

  private final RuleTester tester = RuleTester.of(new HostDevicesStay()).in(Frame.HVM_DEVICES);

  static Stream<Arguments> obstacles() {
    return Stream.of(
        Arguments.of(Severity.ERROR, "device of the host is passed through",
            "<hostdev mode='subsystem' type='pci' managed='yes'>" + CARD + "</hostdev>"),
        Arguments.of(Severity.ERROR, "device of the host is passed through",
            "<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/></source></hostdev>"),
        Arguments.of(Severity.WARNING, "USB device",
            "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/></source></hostdev>"),
        Arguments.of(Severity.ERROR, "network card of the host",
            "<interface type='hostdev' managed='yes'>" + CARD + "</interface>"),
        Arguments.of(Severity.ERROR, "vDPA",
            "<interface type='vdpa'><source dev='/dev/vhost-vdpa-0'/></interface>"),
        Arguments.of(Severity.ERROR, "NVMe",
            "<disk type='nvme' device='disk'><source type='pci' managed='yes' namespace='1'/><target dev='vda'/></disk>"),
        Arguments.of(Severity.ERROR, "TPM",
            "<tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>"),
        Arguments.of(Severity.ERROR, "input device",
            "<input type='passthrough' bus='virtio'><source evdev='/dev/input/event1'/></input>"));
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
    "<interface type='hostdev' managed='yes'>" + CARD + "<teaming type='transient' persistent='ua-net0'/></interface>",
    "<interface type='bridge'><source bridge='br0'/><model type='virtio'/></interface>",
    "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>",
    "<input type='tablet' bus='usb'/>"
  })
  void saysNothingOfWhatMoves(String device) {
    assertThat(tester.leavesAlone(device).findings()).isEmpty();
  }
}
