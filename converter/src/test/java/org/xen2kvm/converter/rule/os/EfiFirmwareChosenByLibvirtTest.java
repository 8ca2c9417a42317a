package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class EfiFirmwareChosenByLibvirtTest {
  private final RuleTester tester = RuleTester.of(new EfiFirmwareChosenByLibvirt()).in(Frame.DOMAIN);

  @Test
  void replacesXensOvmf() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <loader readonly='yes' type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>
          <boot dev='hd'/>
        </os>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='no' name='enrolled-keys'/>
          </firmware>
          <boot dev='hd'/>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("UEFI");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.xpath()).isEqualTo("/domain/os/loader");
    });
  }

  @Test
  void knowsOvmfByItsPathAlone() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <loader>/usr/share/qemu/ovmf-x86_64.bin</loader>
          <nvram template='/t'>/var/lib/x.fd</nvram>
        </os>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='no' name='enrolled-keys'/>
          </firmware>
        </os>
        """);
  }

  @Test
  void doesNotCarrySecureBootOver() {
    RuleTester.Run run = tester.rewrites(
        """
        <os firmware='efi'>
          <type>hvm</type>
          <loader secure='yes'/>
        </os>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='no' name='enrolled-keys'/>
          </firmware>
        </os>
        """);

    assertThat(run.messages()).hasSize(2).first().asString().contains("secure boot");
  }

  @Test
  void warnsWhenTheHostHasNoUefiFirmware() {
    RuleTester.Run run = tester.with(host(false)).rewrites(
        """
        <os>
          <type>hvm</type>
          <loader type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>
        </os>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='no' name='enrolled-keys'/>
          </firmware>
        </os>
        """);

    assertThat(run.messages()).hasSize(2).last().asString().contains("kvm1", "no UEFI firmware");
  }

  @Test
  void isSilentAboutAHostThatHasUefiFirmware() {
    RuleTester.Run run = tester.with(host(true)).rewrites(
        """
        <os>
          <type>hvm</type>
          <loader type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>
        </os>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='no' name='enrolled-keys'/>
          </firmware>
        </os>
        """);

    assertThat(run.messages()).hasSize(1);
  }

  @Test
  void leavesABiosGuestAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <loader>/usr/lib/xen/boot/hvmloader</loader>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static HostProfile host(boolean efi) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), Set.of(), Optional.of(efi), Set.of(), Set.of(), Set.of(),
        Set.of(), Set.of());
  }

  @Test
  void keepsTheFeaturesThatADefinitionAsksFor() {
    tester.rewrites(
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='yes' name='secure-boot'/>
          </firmware>
          <loader secure='no'/>
        </os>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
          <firmware>
            <feature enabled='yes' name='secure-boot'/>
          </firmware>
        </os>
        """);
  }
}
