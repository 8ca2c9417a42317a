package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HostDependenciesNamedTest {
  private final RuleTester tester = RuleTester.of(new HostDependenciesNamed()).in(Frame.PV_DEVICES);

  @Test
  void namesTheServersAndTheSecretOfANetworkDisk() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='network' device='disk'>
          <driver name='qemu' type='raw'/>
          <auth username='libvirt'>
            <secret type='ceph' uuid='5d4b2f1e-3d1c-4a67-8a3f-0f7b1f3c2a11'/>
          </auth>
          <source protocol='rbd' name='pool/image'>
            <host name='mon1.example.org' port='6789'/>
            <host name='mon2.example.org'/>
          </source>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.findings()).extracting(Finding::severity).containsExactly(Severity.NOTE, Severity.WARNING);
    assertThat(run.messages().get(0)).contains("mon1.example.org, mon2.example.org");
    assertThat(run.messages().get(1)).contains("5d4b2f1e-3d1c-4a67-8a3f-0f7b1f3c2a11");
  }

  @Test
  void namesThePoolOfAVolume() {
    RuleTester.Run run = tester.leavesAlone(
        "<disk type='volume' device='disk'><source pool='images' volume='a.img'/><target dev='xvda'/></disk>");
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("images").contains("a.img");
    });
  }

  @Test
  void namesTheSecretOfAnEncryptedImage() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.luks'>
            <encryption format='luks'>
              <secret type='passphrase' usage='web1'/>
            </encryption>
          </source>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.messages()).singleElement().satisfies(message -> assertThat(message).contains("web1"));
  }

  @Test
  void comparesTheBusWithTheHost() {
    HostProfile host = new HostProfile("rhel", "x86_64", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(),
        Set.of(), Set.of(), Set.of(), Set.of("virtio", "scsi", "sata"), Set.of());
    String floppy = "<disk type='file' device='floppy'><source file='/srv/a.img'/><target dev='fda' bus='fdc'/></disk>";
    String disk = "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>";
    assertThat(tester.with(host).leavesAlone(floppy).messages()).singleElement()
        .satisfies(message -> assertThat(message).contains("fdc").contains("rhel"));
    assertThat(tester.with(host).leavesAlone(disk).findings()).isEmpty();
    assertThat(tester.leavesAlone(floppy).findings()).isEmpty();
  }

  @Test
  void saysNothingAboutOrdinaryImagesAndOddOnes() {
    assertThat(tester.leavesAlone(
        "<disk type='file'><source file='/srv/a.img'/><target dev='xvda' bus='xen'/></disk>").findings()).isEmpty();
    assertThat(tester.leavesAlone("<disk type='file' device='cdrom'><target dev='hdc'/></disk>").findings()).isEmpty();
    assertThat(tester.leavesAlone(
        "<disk type='volume' device='disk'><source/><target dev='xvda'/></disk>").messages()).hasSize(1);
    assertThat(tester.leavesAlone(
        "<disk type='network' device='disk'><source/><auth/><target dev='xvda'/></disk>").messages()).hasSize(1);
  }
}
