package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class UncachedDisksNeededTest {
  private final RuleTester tester = RuleTester.of(new UncachedDisksNeeded()).in(Frame.HVM_DEVICES);

  private static final String CACHED =
      """
      <disk type='file' device='disk'>
        <driver name='qemu' type='raw'/>
        <source file='/srv/a.img'/>
        <target dev='vda' bus='virtio'/>
      </disk>
      """;

  @Test
  void tellsOfCachedDisksOnceForAll() {
    RuleTester.Run run = tester.leavesAlone(CACHED + CACHED.replace("vda", "vdb"));

    assertThat(run.messages()).singleElement().asString().contains("vda, vdb");
    assertThat(run.findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc-q35-4.0", "pc-i440fx-7.2", "pc-q35-10.0", "pc-q35-rhel8.2.0", "pc-q35-rhel9.4.0"})
  void saysNothingWhereQemuDropsTheCache(String machine) {
    assertThat(tester.with(host(Set.of("pc", machine), Map.of())).leavesAlone(CACHED).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc-i440fx-2.11", "pc-q35-3.1", "pc-i440fx-rhel7.6.0", "pc-q35-rhel8.0.0"})
  void tellsOfThemWhereQemuIsOlder(String machine) {
    assertThat(tester.with(host(Set.of("pc", machine), Map.of())).leavesAlone(CACHED).findings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "directsync"})
  void saysNothingOfDisksPastTheCache(String cache) {
    String uncached = CACHED.replace("type='raw'", "type='raw' cache='" + cache + "'");

    assertThat(tester.leavesAlone(uncached).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<shareable/>", "<readonly/>"})
  void saysNothingOfSharedAndReadOnlyDisks(String flag) {
    assertThat(tester.leavesAlone(CACHED.replace("</disk>", flag + "</disk>")).findings()).isEmpty();
  }

  @Test
  void saysNothingOfDisksOnTheNetworkAndEmptyDrives() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='network' device='disk'>
          <driver name='qemu' type='raw'/>
          <source protocol='rbd' name='pool/a'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        <disk type='file' device='floppy'>
          <driver name='qemu' type='raw'/>
          <target dev='fda' bus='fdc'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static HostProfile host(Set<String> machines, Map<String, String> aliases) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), machines, Optional.empty(), Set.of(), Set.of(), Set.of(),
        Set.of(), Set.of(), aliases);
  }
}
