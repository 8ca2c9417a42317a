package org.xen2kvm.converter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.HostProfile;

final class HostProfileParserTest {
  private static final Path HOSTS = Path.of(System.getProperty("xen2kvm.root", ".."), "testdata", "hosts");

  private static final String DOMAIN_CAPABILITIES = """
      <domainCapabilities>
        <path>/usr/bin/qemu-system-x86_64</path>
        <domain>kvm</domain>
        <machine>pc-q35-7.2</machine>
        <arch>x86_64</arch>
        <devices>
          <disk supported='yes'>
            <enum name='bus'><value>virtio</value><value>sata</value></enum>
          </disk>
        </devices>
      </domainCapabilities>
      """;

  private static final String CAPABILITIES = """
      <capabilities>
        <host><cpu><arch>x86_64</arch></cpu></host>
        <guest>
          <os_type>hvm</os_type>
          <arch name='x86_64'>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <machine canonical='pc-q35-7.2' maxCpus='288'>q35</machine>
            <domain type='qemu'/>
            <domain type='kvm'/>
          </arch>
        </guest>
      </capabilities>
      """;

  @Test
  void aSavedProfileSaysWhatItsDocumentsSay() throws Exception {
    String saved = "<hostProfile version='1'>\n<!-- saved -->\n" + CAPABILITIES + DOMAIN_CAPABILITIES + "</hostProfile>\n";

    assertThat(HostProfileParser.parse("h", List.of(saved)))
        .isEqualTo(HostProfileParser.parse("h", List.of(DOMAIN_CAPABILITIES, CAPABILITIES)));
  }

  @Test
  void aSavedProfileWithNothingOrSomethingElseInItIsNone() {
    assertThat(catchThrowableOfType(HostProfileException.class,
        () -> HostProfileParser.parse("h", List.of("<hostProfile version='1'/>")))).hasMessageContaining("empty");
    assertThat(catchThrowableOfType(HostProfileException.class,
        () -> HostProfileParser.parse("h", List.of("<hostProfile><domain/></hostProfile>"))))
        .hasMessageContaining("the definition of a domain");
  }

  @Test
  void readsARecordedDebianHost() throws Exception {
    HostProfile host = HostProfileParser.parse("debian-12", files("debian-12"));

    assertThat(host.name()).isEqualTo("debian-12");
    assertThat(host.arch()).isEqualTo("x86_64");
    assertThat(host.virtType()).contains("kvm");
    assertThat(host.emulator()).contains("/usr/bin/qemu-system-x86_64");
    assertThat(host.machines()).contains("pc", "q35", "pc-i440fx-7.2", "pc-q35-7.2").doesNotContain("pc-q35-9.0");
    assertThat(host.machineBehind("q35")).contains("pc-q35-7.2");
    assertThat(host.machineBehind("pc-q35-7.2")).as("a version is no alias").isEmpty();
    assertThat(host.efi()).contains(true);
    assertThat(host.cpuModes()).containsExactlyInAnyOrder("host-passthrough", "maximum", "host-model", "custom");
    assertThat(host.videoModels())
        .containsExactlyInAnyOrder("vga", "cirrus", "vmvga", "qxl", "virtio", "none", "bochs", "ramfb");
    assertThat(host.graphicsTypes()).contains("vnc", "spice");
    assertThat(host.diskBuses()).containsExactlyInAnyOrder("ide", "fdc", "scsi", "virtio", "usb", "sata");
    assertThat(host.tpmVersions()).isEmpty();
  }

  @Test
  void aHostWithoutKvmHasNoHostPassthrough() throws Exception {
    HostProfile host = HostProfileParser.parse("debian-12-tcg", files("debian-12-tcg"));

    assertThat(host.virtType()).contains("qemu");
    assertThat(host.cpuModes()).containsExactlyInAnyOrder("maximum", "host-model", "custom");
    assertThat(host.offersMachine("pc")).isTrue();
  }

  @Test
  void readsARedHatHost() throws Exception {
    HostProfile host = HostProfileParser.parse("rhel-9", files("rhel-9"));

    assertThat(host.emulator()).contains("/usr/libexec/qemu-kvm");
    assertThat(host.machines()).contains("q35", "pc", "pc-i440fx-rhel7.6.0").noneMatch(each -> each.endsWith("-7.2"));
    assertThat(host.offersVideo("cirrus")).isFalse();
    assertThat(host.offersVideo("qxl")).isFalse();
    assertThat(host.offersGraphics("spice")).isFalse();
    assertThat(host.diskBuses()).doesNotContain("ide");
    assertThat(host.tpmVersions()).containsExactly("2.0");
  }

  @Test
  void readsASuseHost() throws Exception {
    HostProfile host = HostProfileParser.parse("sles-15", files("sles-15"));

    assertThat(host.machines()).contains("pc-i440fx-8.2", "pc-q35-8.2");
    assertThat(host.diskBuses()).contains("ide");
    assertThat(host.tpmVersions()).containsExactlyInAnyOrder("1.2", "2.0");
  }

  @Test
  void theOrderOfTheDocumentsDoesNotMatter() throws Exception {
    assertThat(HostProfileParser.parse("h", List.of(CAPABILITIES, DOMAIN_CAPABILITIES)))
        .isEqualTo(HostProfileParser.parse("h", List.of(DOMAIN_CAPABILITIES, CAPABILITIES)));
  }

  @Test
  void domainCapabilitiesAloneLeaveTheMachineTypesUnknown() throws Exception {
    HostProfile host = HostProfileParser.parse("h", List.of(DOMAIN_CAPABILITIES));

    assertThat(host.machines()).isEmpty();
    assertThat(host.machineBehind("pc")).isEmpty();
    assertThat(host.offersMachine("pc")).isTrue();
    assertThat(host.diskBuses()).containsExactlyInAnyOrder("virtio", "sata");
    assertThat(host.efi()).isEmpty();
    assertThat(host.cpuModes()).isEmpty();
  }

  @Test
  void capabilitiesAloneGiveTheMachineTypes() throws Exception {
    HostProfile host = HostProfileParser.parse("h", List.of(CAPABILITIES));

    assertThat(host.virtType()).contains("kvm");
    assertThat(host.emulator()).contains("/usr/bin/qemu-system-x86_64");
    assertThat(host.machines()).containsExactlyInAnyOrder("q35", "pc-q35-7.2");
    assertThat(host.diskBuses()).isEmpty();
  }

  @Test
  void capabilitiesWithoutKvmAreThoseOfAnEmulator() throws Exception {
    HostProfile host = HostProfileParser.parse("h", List.of(CAPABILITIES.replace("<domain type='kvm'/>", "")));

    assertThat(host.virtType()).contains("qemu");
  }

  @Test
  void theDomainTypesOwnMachinesCount() throws Exception {
    String own = """
        <domain type='kvm'>
          <emulator>/usr/bin/kvm</emulator>
          <machine canonical='pc-i440fx-2.1'>pc</machine>
        </domain>""";
    HostProfile host = HostProfileParser.parse("h", List.of(CAPABILITIES.replace("<domain type='kvm'/>", own)));

    assertThat(host.emulator()).contains("/usr/bin/kvm");
    assertThat(host.machines()).containsExactlyInAnyOrder("pc", "pc-i440fx-2.1");
  }

  @Test
  void anUnsupportedDeviceOffersNothing() throws Exception {
    String text = DOMAIN_CAPABILITIES.replace("<disk supported='yes'>", "<disk supported='no'>");

    assertThat(HostProfileParser.parse("h", List.of(text)).diskBuses()).isEmpty();
  }

  @Test
  void onlyTheEmulatedTpmCounts() throws Exception {
    String tpm = """
        <tpm supported='yes'>
          <enum name='backendModel'><value>%s</value></enum>
          <enum name='backendVersion'><value>2.0</value></enum>
        </tpm></devices>""";

    assertThat(HostProfileParser.parse("h", List.of(
        DOMAIN_CAPABILITIES.replace("</devices>", tpm.formatted("emulator")))).tpmVersions()).containsExactly("2.0");
    assertThat(HostProfileParser.parse("h", List.of(
        DOMAIN_CAPABILITIES.replace("</devices>", tpm.formatted("passthrough")))).tpmVersions()).isEmpty();
  }

  @Test
  void firmwareThatIsListedAsAbsentIsKnownToBeAbsent() throws Exception {
    String os = "<os supported='yes'><enum name='firmware'/></os><devices>";

    assertThat(HostProfileParser.parse("h", List.of(DOMAIN_CAPABILITIES.replace("<devices>", os))).efi())
        .contains(false);
  }

  @Test
  void blankLinesAroundTheOutputOfVirshAreFine() throws Exception {
    assertThat(HostProfileParser.parse("h", List.of("\n" + CAPABILITIES + "\n\n")).arch()).isEqualTo("x86_64");
  }

  @Test
  void anotherDocumentIsRefused() {
    HostProfileException failure = refusal(DOMAIN_CAPABILITIES, "<domain type='xen'><name>web1</name></domain>");

    assertThat(failure).hasMessage("This is the definition of a domain, not the description of a host");
    assertThat(failure.document()).isEqualTo(1);
    assertThat(failure.line()).isEqualTo(1);
    assertThat(failure.advice()).contains("virsh -c qemu:///system domcapabilities");
    assertThat(refusal("<sysinfo type='smbios'/>"))
        .hasMessage("This is a <sysinfo>, not the description of a host");
  }

  @Test
  void somethingThatIsNotXmlIsRefusedWithItsLine() {
    HostProfileException failure = refusal("<capabilities>\n  <host>\n</capabilities>\n");

    assertThat(failure).hasMessageStartingWith("The description of the host is not XML: ");
    assertThat(failure.line()).isEqualTo(3);
    assertThat(failure.column()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "error: failed to connect to the hypervisor",
      "<!DOCTYPE capabilities [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><capabilities>&a;</capabilities>"
  })
  void hostileOrWrongTextsAreRefused(String text) {
    assertThat(refusal(text)).hasMessageStartingWith("The description of the host is not XML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void anEmptyTextIsRefused(String text) {
    assertThat(refusal(text)).hasMessage("The description of the host is empty");
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThat(refusal()).hasMessage("There is no description of a host");
  }

  @Test
  void incompleteDomainCapabilitiesAreRefused() {
    assertThat(refusal(DOMAIN_CAPABILITIES.replace("<arch>x86_64</arch>", "")))
        .hasMessage("The domain capabilities have no <arch>: they are not complete");
  }

  @Test
  void documentsOfTwoHostsAreRefused() {
    assertThat(refusal(CAPABILITIES, CAPABILITIES)).hasMessage("There are two documents of virsh capabilities");
    assertThat(refusal(DOMAIN_CAPABILITIES, DOMAIN_CAPABILITIES.replace(">kvm<", ">qemu<")))
        .hasMessage("One document is for domains of type kvm, this one for qemu");
    assertThat(refusal(DOMAIN_CAPABILITIES, DOMAIN_CAPABILITIES.replace(">x86_64<", ">aarch64<")))
        .hasMessage("One document is for guests of x86_64, this one for aarch64");
    assertThat(refusal(DOMAIN_CAPABILITIES, DOMAIN_CAPABILITIES.replace("qemu-system-x86_64", "kvm")))
        .hasMessage("One document is for the emulator /usr/bin/qemu-system-x86_64, this one for /usr/bin/kvm");
    assertThat(refusal(DOMAIN_CAPABILITIES, CAPABILITIES.replace("<domain type='kvm'/>", "")))
        .hasMessage("The capabilities offer no domains of type kvm, which the domain capabilities are for");
  }

  @Test
  void theCapabilitiesOfAXenHostAreRefused() {
    String xen =
        CAPABILITIES.replace("<domain type='kvm'/>", "<domain type='xen'/>").replace("<domain type='qemu'/>", "");

    assertThat(refusal(xen)).hasMessage("The capabilities offer no guests of x86_64");
  }

  private static HostProfileException refusal(String... documents) {
    return catchThrowableOfType(
        HostProfileException.class, () -> HostProfileParser.parse("h", List.of(documents)));
  }

  private static List<String> files(String host) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(HOSTS.resolve(host))) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }
}
