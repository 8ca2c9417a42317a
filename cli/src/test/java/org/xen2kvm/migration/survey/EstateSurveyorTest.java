package org.xen2kvm.migration.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.cli.policy.PolicyReader;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.migration.survey.EstateSurvey.Coverage;
import org.xen2kvm.migration.survey.EstateSurvey.Step;
import org.xen2kvm.migration.survey.domain.DefinitionReader;
import org.xen2kvm.migration.survey.domain.DiskUse;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Boot;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Kind;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/** What is found in domains is put together: who shares what, how often, and what follows from it. */
final class EstateSurveyorTest {
  private static String domain(String name, String devices) {
    return """
        <domain type='xen'>
          <name>%s</name>
          <memory unit='MiB'>512</memory>
          <vcpu>2</vcpu>
          <os><type arch='x86_64' machine='xenfv'>hvm</type></os>
          <features><acpi/></features>
          <devices>%s</devices>
        </domain>
        """.formatted(name, devices);
  }

  private static EstateSurvey survey(Policy policy, String... definitions) {
    DefinitionReader reader = new DefinitionReader(policy, HostProfile.generic());
    EstateSurveyor surveyor = new EstateSurveyor(policy);
    for (int i = 0; i < definitions.length; i++) {
      surveyor.add(reader.read("d" + i + ".xml",
          DomainConverter.convert(definitions[i], policy, HostProfile.generic(), GuestFacts.unknown())));
    }
    return surveyor.survey();
  }

  private static EstateSurvey survey(String... definitions) {
    return survey(Policy.defaults(), definitions);
  }

  private static Optional<Step> step(EstateSurvey survey, String start) {
    return survey.steps().stream().filter(step -> step.text().startsWith(start)).findFirst();
  }

  @Test
  void nothingNeedsNothing() {
    EstateSurvey survey = survey();

    assertThat(survey.totals().inputs()).isZero();
    assertThat(survey.totals().states()).containsOnlyKeys(State.values()).containsValues(0);
    assertThat(survey.steps()).isEmpty();
  }

  @Test
  void sumsAreOverAllThatWasRead() {
    EstateSurvey survey = survey(domain("a", ""), domain("b", "<interface type='bridge'/>").replace("512", "1024"),
        domain("old", "").replace("x86_64", "ia64"), "<domain", "<network/>");

    assertThat(survey.totals().states()).containsEntry(State.CONVERTED, 2).containsEntry(State.REFUSED, 3);
    assertThat(survey.totals().kinds()).containsOnlyKeys(Kind.HVM).containsEntry(Kind.HVM, 3);
    assertThat(survey.totals().boots()).containsOnlyKeys(Boot.BIOS);
    assertThat(survey.totals().memoryKib()).isEqualTo(2048 * 1024L);
    assertThat(survey.totals().mostMemoryKib()).isEqualTo(1024 * 1024L);
    assertThat(survey.totals().vcpus()).isEqualTo(6);
    assertThat(survey.totals().nicsWithoutAddress()).isEqualTo(1);
    assertThat(survey.rules()).first().satisfies(rule -> assertThat(rule.domains()).isEqualTo(1));
  }

  @Test
  void rulesAreCountedByInputsNotByFindings() {
    String ports = "<interface type='bridge'/><interface type='bridge'/>";

    assertThat(survey(domain("a", ports), domain("b", ports)).rules())
        .filteredOn(rule -> rule.rule().value().equals("nic-bridge-source")).singleElement()
        .satisfies(rule -> assertThat(rule.domains()).isEqualTo(2));
  }

  @Test
  void bridgesAreToldWithWhatBecomesOfThem() throws Exception {
    Policy policy = PolicyReader.read("networks:\n  - bridge-pattern: 'xenbr(.*)'\n    to:\n      bridge: 'br$1'\n", "p.yaml");
    EstateSurvey survey = survey(policy,
        domain("a", "<interface type='bridge'><source bridge='xenbr7'/></interface><interface type='bridge'><source bridge='x'/></interface>"),
        domain("b", "<interface type='bridge'><source bridge='x'/></interface><interface type='bridge'/>"),
        domain("c", "<interface type='bridge'><source bridge='n'/><script path='vif-nat'/></interface>"));

    assertThat(survey.networks()).extracting("name", "nics", "coverage", "to").containsExactly(
        tuple("x", 2, Coverage.UNMAPPED, ""),
        tuple("xenbr7", 1, Coverage.MAPPED, "bridge br7"),
        tuple("", 1, Coverage.EXPECTED, "bridge br0"),
        tuple("n", 1, Coverage.UNMAPPED, "network default"));
    assertThat(survey.networks().get(0).inputs()).containsExactly("d0.xml", "d1.xml");
  }

  @Test
  void bridgeOfARefusedDomainIsTheBridgeOfTheOthers() throws Exception {
    Policy policy = PolicyReader.read("networks:\n  - bridge-pattern: 'xenbr(.*)'\n    to:\n      bridge: 'br$1'\n", "p.yaml");
    String xenbr7 = "<interface type='bridge'><source bridge='xenbr7'/></interface>";
    EstateSurvey survey = survey(policy, domain("old", xenbr7).replace("x86_64", "ia64"), domain("a", xenbr7 + xenbr7),
        domain("b", xenbr7), domain("old2", "<interface type='bridge'><source bridge='y'/></interface>").replace("x86_64", "ia64"));

    assertThat(survey.networks()).extracting("name", "nics", "coverage", "to").containsExactly(
        tuple("xenbr7", 4, Coverage.MAPPED, "bridge br7"), tuple("y", 1, Coverage.UNMAPPED, ""));
    assertThat(survey.networks().get(0).inputs()).containsExactly("d0.xml", "d1.xml", "d2.xml");
  }

  @Test
  void theLinesOfAPolicyThatItWritesAreAPolicyThatCoversAll() throws Exception {
    String odd = "<interface type='bridge'><source bridge=\"it's: #1\"/></interface>"
        + "<interface type='network'><source network='{lab}'/></interface>"
        + "<disk type='file' device='disk'><source file='/srv/a+b (1)/disk.img'/><target dev='hda' bus='ide'/></disk>";
    EstateSurvey survey = survey(domain("a", odd));
    String networks = String.join("\n", step(survey, "Make these bridges").orElseThrow().lines());
    String disks = String.join("\n", step(survey, "A mapping of the largest folder").orElseThrow().lines());

    Policy policy = PolicyReader.read(networks + "\n" + disks + "\n", "p.yaml");

    assertThat(survey.batch().networks()).hasSize(2);
    assertThat(survey(policy, domain("a", odd)).batch().networks()).isEmpty();
    assertThat(DomainConverter.convert(domain("a", odd), policy, HostProfile.generic(), GuestFacts.unknown()).converted())
        .contains("file='/var/lib/libvirt/images/disk.img'");
  }

  @Test
  void oneImageIsToldOnceWithAllItsUsers() {
    String cluster = "<disk type='block' device='disk'><source dev='/dev/vg0/%s'/><target dev='xvda' bus='xen'/>%s</disk>";

    EstateSurvey survey = survey(domain("a", cluster.formatted("quorum", "<shareable/>")),
        domain("b", cluster.formatted("quorum", "<shareable/>") + cluster.formatted("own", "").replace("xvda", "xvdb")));

    assertThat(survey.images()).extracting("place", "written", "inputs").containsExactly(
        tuple("/dev/vg0/quorum", false, List.of("d0.xml", "d1.xml")),
        tuple("/dev/vg0/own", true, List.of("d1.xml")));
    assertThat(survey.storage()).singleElement()
        .satisfies(place -> assertThat(place.images()).isEqualTo(2)).satisfies(place -> assertThat(place.inputs()).hasSize(2));
    assertThat(survey.batch().conflicts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "block, /dev/vg0/web1, volume-group, vg0", "block, /dev/sda8, devices, /dev", "block, /dev/disk/by-id/wwn-1, devices, /dev/disk/by-id",
    "block, /dev/mapper/mpatha, devices, /dev/mapper", "block, /dev/zvol/tank/vm/web1, zfs-pool, tank", "file, /srv/x/web1.img, folder, /srv/x",
    "file, /web1.img, folder, /", "file, web1.img, folder, /", "volume, fast/a/b, pool, fast"
  })
  void storageIsToldByThePath(String type, String place, String storage, String name) {
    assertThat(StoragePlace.of(new DiskUse(type, place, "", "", "raw", "disk", true, false)))
        .contains(new StoragePlace(storage, name));
  }

  @Test
  void whatOnlyAFewHaveIsNoStep() {
    EstateSurvey survey = survey(domain("a", ""));

    assertThat(survey.steps()).extracting(Step::about).isEqualTo(List.of("host"));
    assertThat(Set.copyOf(survey.devices())).isEmpty();
  }

  @Test
  void aDeviceOfTwoDomainsAndAPortOfTwoAreTold() {
    String devices = "<graphics type='vnc' port='5901'/><hostdev mode='subsystem' type='pci'><source>"
        + "<address domain='0' bus='0x03' slot='0' function='0x1'/></source></hostdev>";
    EstateSurvey survey = survey(domain("a", devices), domain("b", devices));

    assertThat(step(survey, "Find out what these devices").orElseThrow().lines())
        .containsExactly("pci 0000:03:00.1, which 2 inputs have");
    assertThat(step(survey, "Let libvirt choose ports").orElseThrow().lines()).containsExactly("vnc port 5901: d0.xml, d1.xml");
    assertThat(step(survey(domain("a", devices)), "Let libvirt choose ports")).isEmpty();
  }

  @Test
  void whatCouldNotBeReadIsTheFirstStep() {
    EstateSurveyor surveyor = new EstateSurveyor(Policy.defaults());
    surveyor.add(DefinitionReader.failed("gone.xml", "No such file or directory"));

    assertThat(surveyor.survey().steps()).singleElement()
        .satisfies(step -> assertThat(step.lines()).containsExactly("gone.xml: No such file or directory"));
  }
}
