package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;

/** Files as long as a file may be, made to have much to say about or to take long, and files whose passwords must not be repeated. */
final class HostileConfigTest {
  private static final int ALMOST_MAX_STRING = 65_000;

  @ParameterizedTest
  @ValueSource(strings = {"vif", "disk", "vfb", "pci", "usbctrl", "usbdev", "p9", "channel", "vtpm"})
  void aLongListOfLongDevicesHasFewFindings(String key) {
    String device = "'" + "a=,".repeat(2700) + "',";
    ReadConfig read = ReadConfig.pv(key + "=[" + device.repeat(125) + "]");
    assertThat(read.findings()).hasSizeLessThanOrEqualTo(603);
  }

  @Test
  void manyFindingsAreCutShortAndThatIsSaid() {
    ReadConfig read = ReadConfig.pv("vfb=['" + "a=,".repeat(2000) + "']");
    assertThat(read.findings()).hasSize(201);
    read.tells(Severity.WARNING, "xl-value", 3, 7 + 3 * 200, "There is more to say than 200 warnings;");
  }

  @Test
  void anErrorIsToldHoweverManyWarningsThereAre() {
    ReadConfig read = ReadConfig.pv("vfb=['" + "a=,".repeat(2000) + "']\npci=['x']");
    assertThat(read.findings()).filteredOn(finding -> finding.severity() == Severity.ERROR).hasSize(1);
  }

  @Test
  void aWarningIsToldHoweverManyNotesThereAre() {
    ReadConfig read = ReadConfig.hvm("pci=[" + "'03:00.0@8',".repeat(1000) + "]\nvpcus=2");
    assertThat(read.findings()).filteredOn(finding -> finding.severity() == Severity.NOTE).hasSize(201)
        .last().satisfies(finding -> assertThat(finding.message()).contains("200 notes"));
    read.tells(Severity.WARNING, "xl-unknown-key", 5, 1, "'vpcus'");
  }

  @Test
  void ofManyErrorsTheFirstOnesAreTold() {
    ReadConfig read = ReadConfig.pv("pci=[" + "'x',".repeat(1000) + "]");
    assertThat(read.findings()).hasSize(201).allMatch(finding -> finding.severity() == Severity.ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpuid='host,", "soundhw='", "vfb=['", "pci=['", "usbctrl=['"})
  void whatIsLongerThanAnySpecificationIsRefused(String start) {
    String text = start + "a,".repeat(ALMOST_MAX_STRING / 2) + (start.contains("[") ? "']" : "'");
    ReadConfig read = ReadConfig.hvm((start.startsWith("vfb") ? "type='pv'\n" : "") + text);
    assertThat(read.findings()).anyMatch(f -> f.severity() == Severity.ERROR && f.message().contains("the longest that is read"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s='x'", "s=['x']"})
  void appendingOverAndOverIsRefused(String first) {
    String more = first.replace("=", "+=") + "\n";
    XlReading reading = XlReading.of("name='g'\n" + first + "\n" + more.repeat(15_000), Policy.defaults());
    assertThat(reading).isInstanceOfSatisfying(XlReading.Unreadable.class,
        refused -> assertThat(refused.finding().message()).contains("+="));
  }

  @Test
  void aListThatIsAppendedToAHundredTimesIsRead() {
    String more = "disk+=['phy:/dev/vg/a-disk-with-an-ordinary-name,xvda,w']\n".repeat(100);
    assertThat(ReadConfig.pv("disk=[]\n" + more).setting("disk[100]")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "vncpasswd = hunter2secret", "vncpasswd = hunter2secret('x')", "VNCPassword = hunter2secret.x", "spicepass = hunter2secret",
    "vncpasswd = [ hunter2secret ]", "vncpasswd = 2secret"
  })
  void aPasswordThatIsBadlyWrittenIsNotRepeated(String line) {
    XlReading reading = XlReading.of("name='g'\n" + line, Policy.defaults());
    assertThat(reading).isInstanceOfSatisfying(XlReading.Unreadable.class, refused -> {
      assertThat(refused.finding().message()).doesNotContain("hunter", "2s");
      assertThat(refused.finding().line()).isEqualTo(2);
    });
  }

  @Test
  void theRestOfAPasswordWithACommaIsNotRepeated() {
    ReadConfig.pv("vfb=['type=vnc,vncpasswd=hun,ter2sec']")
        .tells(Severity.WARNING, "xl-unknown-key", 3, 30, "'vfb' has a part without an equals sign");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'caf\\xc3\\xa9'", "'\\303\\251'", "'\\x80'"})
  void bytesOfAnUnknownEncodingAreRefused(String value) {
    assertThat(XlReading.of("name=" + value, Policy.defaults())).isInstanceOfSatisfying(XlReading.Unreadable.class,
        refused -> assertThat(refused.finding().message()).contains("byte above 7F"));
  }
}
