package org.xen2kvm.migration.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Change.Kind;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.XenDefinition;
import org.xen2kvm.runner.disk.FileKind;

/** Where findings and changes about disks point to. */
final class ConvertedDomainTest {
  private static final RuleId RULE = new RuleId("some-rule");
  private static final String XEN = """
      <domain type='xen'>
        <name>web1</name>
        <memory unit='KiB'>1048576</memory>
        <os>
          <type arch='x86_64' machine='xenpv'>linux</type>
          <kernel>/boot/vmlinuz</kernel>
        </os>
        <devices>
          <disk type='block' device='disk'>
            <source dev='/dev/vg/web1'/>
            <target dev='xvda' bus='xen'/>
          </disk>
          <disk type='file' device='cdrom'>
            <target dev='xvdb' bus='xen'/>
            <readonly/>
          </disk>
        </devices>
      </domain>
      """;

  private static ConversionResult converted() {
    return XenDefinition.convert(XEN);
  }

  @Test
  void placesAreThoseOfTheDefinition() {
    ConvertedDomain domain = ConvertedDomain.of(converted());
    ConvertedDisk disk = domain.disks().get(0);
    assertThat(disk.declared(disk.image().orElseThrow()).kind()).contains(FileKind.BLOCK_DEVICE);
    domain.use(disk, new DiskImage(Path.of("/copy"), DiskFormat.QCOW2), RULE, "why");
    domain.tell(disk, Severity.WARNING, "odd", "look");

    ConversionResult result = domain.result();

    assertThat(domain.disks().get(1).isEmpty()).isTrue();
    assertThat(result.converted()).contains("<disk type='file' device='disk'>", "<source file='/copy'/>", "type='qcow2'");
    assertThat(result.findings()).filteredOn(finding -> finding.rule().equals(ConvertedDomain.SOURCE_DISKS)).singleElement()
        .satisfies(finding -> assertThat(finding.line()).isEqualTo(9));
    assertThat(result.changes()).filteredOn(change -> change.rule().equals(RULE)).isNotEmpty()
        .allSatisfy(change -> assertThat(change.line()).isBetween(9, 10));
  }

  @Test
  void placesAreThoseOfTheConfigurationThatTheDefinitionWasMadeOf() {
    ConversionResult xml = converted();
    String address = ConvertedDomain.of(xml).disks().get(0).xpath();
    List<Change> changes = new ArrayList<>();
    changes.add(new Change(
        new RuleId("xl-disk"), Kind.READ_SETTING, address, "disk[0]", "phy:/dev/vg/web1,xvda,w", null, -1, "read", 4, 8));
    changes.addAll(xml.changes());
    ConvertedDomain domain = ConvertedDomain.of(new ConversionResult(xml.outcome(), xml.name(), "name = 'web1'\n",
        xml.definition(), xml.converted(), changes, xml.findings(), xml.guestImplications()));
    ConvertedDisk disk = domain.disks().get(0);
    domain.use(disk, new DiskImage(Path.of("/copy"), DiskFormat.RAW), RULE, "why");

    assertThat(disk.line()).isEqualTo(4);
    assertThat(disk.column()).isEqualTo(8);
    assertThat(domain.disks().get(1).line()).as("not known").isZero();
    assertThat(domain.result().changes()).filteredOn(change -> change.rule().equals(RULE)).isNotEmpty()
        .allSatisfy(change -> assertThat(change.line()).isEqualTo(4));
  }

  @Test
  void anErrorRefusesTheDomain() {
    ConvertedDomain domain = ConvertedDomain.of(converted());
    domain.tell(Severity.ERROR, "no", "");

    assertThat(domain.result().outcome()).isEqualTo(ConversionResult.Outcome.REFUSED);
    assertThat(domain.result().converted()).isEqualTo(XEN);
    assertThat(domain.result().changes()).isEmpty();
  }
}
