package org.xen2kvm.converter.rule.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class BootloaderDroppedTest {
  private final RuleTester tester = RuleTester.of(new BootloaderDropped()).in(Frame.DOMAIN);

  @Test
  void removesPygrubAndTellsThatABootLoaderIsNeeded() {
    RuleTester.Run run = tester.rewrites(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <bootloader_args>-q</bootloader_args>
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.changes()).hasSize(2);
    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("pygrub");
      assertThat(finding.message()).contains("may have none");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void saysSoWhenTheBootLoaderIsKnownToBeMissing() {
    RuleTester.Run run = tester.with(bootLoader(false)).rewrites(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("this guest has none");
    });
  }

  @Test
  void isSilentWhenTheBootLoaderIsKnownToBeThere() {
    RuleTester.Run run = tester.with(bootLoader(true)).rewrites(
        """
        <bootloader/>
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void bootsFromTheNetworkInPlaceOfPypxeboot() {
    RuleTester.Run run = tester.rewrites(
        """
        <bootloader>/usr/sbin/pypxeboot</bootloader>
        <bootloader_args>mac=02:00:00:01:00:00</bootloader_args>
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>linux</type>
          <boot dev='network'/>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void triesTheNetworkFirstWherePypxebootStandsBesideABootDevice() {
    tester.rewrites(
        """
        <bootloader>/usr/sbin/pypxeboot</bootloader>
        <os>
          <type>linux</type>
          <boot dev='hd'/>
        </os>
        """,
        """
        <os>
          <type>linux</type>
          <boot dev='network'/>
          <boot dev='hd'/>
        </os>
        """);
  }

  @Test
  void isSilentAboutTheBootloaderOfAnHvmGuest() {
    RuleTester.Run run = tester.rewrites(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void warnsOfAParavirtualGuestWithoutKernelAndBootloader() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type machine='xenpv'>xen</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("boot loader");
    });
  }

  @Test
  void leavesAGuestWithAKernelAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
          <kernel>/boot/vmlinuz-6.1.0</kernel>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static GuestFacts bootLoader(boolean present) {
    return new GuestFacts(
        GuestFacts.OperatingSystem.LINUX, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(present));
  }
}
