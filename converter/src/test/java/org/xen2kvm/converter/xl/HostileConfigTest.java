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
    assertThat(read.findings()).hasSizeLessThanOrEqualTo(402);
  }

  @Test
  void manyFindingsAreCutShortAndThatIsSaid() {
    ReadConfig read = ReadConfig.pv("vfb=['" + "a=,".repeat(2000) + "']");
    assertThat(read.findings()).hasSize(201);
    read.tells(Severity.WARNING, "xl-value", 3, 7 + 3 * 200, "There is more to say than 200 warnings and notes");
  }

  @Test
  void anErrorIsToldHoweverManyWarningsThereAre() {
    ReadConfig read = ReadConfig.pv("vfb=['" + "a=,".repeat(2000) + "']\npci=['x']");
    assertThat(read.findings()).filteredOn(finding -> finding.severity() == Severity.ERROR).hasSize(1);
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
}
