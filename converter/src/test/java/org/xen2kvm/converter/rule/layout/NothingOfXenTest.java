package org.xen2kvm.converter.rule.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.UserRule;
import org.xen2kvm.converter.policy.UserRule.SetAttribute;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NothingOfXenTest {
  private final RuleTester tester = RuleTester.of(new NothingOfXen()).in(Frame.NONE);

  @Test
  void aKvmDomainPasses() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm'>
          <name>web1</name>
          <metadata>
            <my:target xmlns:my='urn:my' bus='xen' type='xen'/>
          </metadata>
          <memory unit='KiB'>524288</memory>
          <vcpu>2</vcpu>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
            <boot dev='hd'/>
          </os>
          <features>
            <acpi/>
          </features>
          <clock offset='utc'>
            <timer name='tsc' present='no'/>
          </clock>
          <devices>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='/dev/shm/a.img'/>
              <target dev='vda' bus='virtio'/>
            </disk>
            <interface type='ethernet'>
              <script path='/etc/qemu-ifup'/>
              <target dev='tap0'/>
              <model type='virtio'/>
            </interface>
            <console type='pty' tty='/dev/pts/1'>
              <target type='serial' port='0'/>
            </console>
            <memballoon model='virtio'/>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  /** A clean domain with one thing of Xen in it: what is replaced, by what, how bad it is. */
  private record Leftover(String part, String leftover, Severity severity) {}

  private static final List<Leftover> LEFTOVERS = List.of(
      new Leftover("type='kvm'", "type='xen'", Severity.ERROR),
      new Leftover("<type arch='x86_64' machine='pc'>hvm</type>", "<!-- no type -->", Severity.ERROR),
      new Leftover("<vcpu>", "<bootloader>/usr/bin/pygrub</bootloader><vcpu>", Severity.ERROR),
      new Leftover("<vcpu>", "<bootloader_args>-q</bootloader_args><vcpu>", Severity.ERROR),
      new Leftover(
          "<vcpu>",
          "<x:commandline xmlns:x='http://libvirt.org/schemas/domain/xen/1.0'/><vcpu>",
          Severity.WARNING),
      new Leftover("<vcpu>", "<seclabel model='flask'/><vcpu>", Severity.ERROR),
      new Leftover(">hvm<", ">linux<", Severity.ERROR),
      new Leftover("machine='pc'", "machine='xenfv'", Severity.ERROR),
      new Leftover("<boot dev='hd'/>", "<loader>/usr/lib/xen/boot/hvmloader</loader>", Severity.ERROR),
      new Leftover("<boot dev='hd'/>", "<nvram template='/usr/lib/xen/v.fd'/>", Severity.ERROR),
      new Leftover("<boot dev='hd'/>", "<kernel>/usr/lib/grub2/x86_64-xen/grub.xen</kernel>", Severity.ERROR),
      new Leftover("<boot dev='hd'/>", "<kernel>/var/lib/xen/tmp/kernel.5ihM-L</kernel>", Severity.ERROR),
      new Leftover("<boot dev='hd'/>", "<cmdline>ro</cmdline>", Severity.ERROR),
      new Leftover("<boot dev='hd'/>", "<root>/dev/sda</root>", Severity.ERROR),
      new Leftover(
          "<boot dev='hd'/>",
          "<kernel>/boot/k</kernel><cmdline>root=/dev/xvda1</cmdline>",
          Severity.WARNING),
      new Leftover("<acpi/>", "<acpi/><viridian/>", Severity.ERROR),
      new Leftover("<acpi/>", "<acpi/><xen><e820_host state='on'/></xen>", Severity.WARNING),
      new Leftover("<acpi/>", "<acpi/><hap/>", Severity.WARNING),
      new Leftover("name='tsc' present='no'", "name='xen'", Severity.ERROR),
      new Leftover("present='no'", "mode='native'", Severity.WARNING),
      new Leftover("<memballoon model='virtio'/>", "<input type='mouse' bus='xen'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<watchdog model='xen'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<video><model type='xen'/></video>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<sound><model name='xensnd'/></sound>", Severity.ERROR),
      new Leftover("bus='virtio'", "bus='xen'", Severity.ERROR),
      new Leftover("type='serial'", "type='xen'", Severity.ERROR),
      new Leftover("<model type='virtio'/>", "<driver name='xen'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<hostdev><driver name='xen'/></hostdev>", Severity.ERROR),
      new Leftover(
          "<target dev='vda' bus='virtio'/>",
          "<target dev='vda' bus='virtio'/><backenddomain name='sys-usb'/>",
          Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<emulator>/usr/lib/xen/bin/qemu-dm</emulator>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<emulator type='stubdom'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<controller type='xenbus'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<controller type='usb' model='qusb2'/>", Severity.ERROR),
      new Leftover("name='qemu'", "name='phy'", Severity.ERROR),
      new Leftover("type='raw'", "type='vhd'", Severity.ERROR),
      new Leftover("type='raw'", "type='aio'", Severity.WARNING),
      new Leftover(
          "<target dev='vda' bus='virtio'/>",
          "<target dev='vda' bus='virtio'/><script path='block-drbd'/>",
          Severity.ERROR),
      new Leftover("file='/dev/shm/a.img'", "file='tap:aio:/a.img'", Severity.ERROR),
      new Leftover("/dev/shm/a.img", "/dev/vg0/a", Severity.ERROR),
      new Leftover(
          "<disk type='file' device='disk'>",
          "<disk type='block' device='disk'><source dev='/srv/a.img'/>",
          Severity.WARNING),
      new Leftover("dev='vda'", "dev='vda1'", Severity.ERROR),
      new Leftover("dev='vda'", "dev='ioemu:hda'", Severity.ERROR),
      new Leftover("<target dev='vda' bus='virtio'/>", "<target dev='xvda'/>", Severity.ERROR),
      new Leftover(
          "<target dev='vda' bus='virtio'/>",
          "<target dev='vda' bus='virtio'/><backingStore/>",
          Severity.WARNING),
      new Leftover("<model type='virtio'/>", "<model type='netfront'/>", Severity.ERROR),
      new Leftover("/etc/qemu-ifup", "/etc/xen/scripts/vif-route", Severity.ERROR),
      new Leftover("type='ethernet'", "type='bridge'", Severity.ERROR),
      new Leftover("<model type='virtio'/>", "<ip address='192.0.2.1'/>", Severity.ERROR),
      new Leftover("dev='tap0'", "dev='vif3.0'", Severity.WARNING),
      new Leftover("<memballoon model='virtio'/>", "<hostdev nostrictreset='yes'/>", Severity.ERROR),
      new Leftover(
          "<memballoon model='virtio'/>",
          "<hostdev><source writeFiltering='no'/></hostdev>",
          Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<hostdev mode='capabilities'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<graphics type='qubes'/>", Severity.ERROR),
      new Leftover("<memballoon model='virtio'/>", "<graphics type='sdl'/>", Severity.WARNING),
      new Leftover("<memballoon model='virtio'/>", "<sound model='pcspk'/>", Severity.WARNING),
      new Leftover(
          "<memballoon model='virtio'/>",
          "<memballoon model='virtio'/><memballoon model='virtio'/>",
          Severity.ERROR));

  private static final String CLEAN =
        """
        <domain type='kvm'>
          <name>web1</name>
          <metadata>
            <my:target xmlns:my='urn:my' bus='xen' type='xen'/>
          </metadata>
          <memory unit='KiB'>524288</memory>
          <vcpu>2</vcpu>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
            <boot dev='hd'/>
          </os>
          <features>
            <acpi/>
          </features>
          <clock offset='utc'>
            <timer name='tsc' present='no'/>
          </clock>
          <devices>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='/dev/shm/a.img'/>
              <target dev='vda' bus='virtio'/>
            </disk>
            <interface type='ethernet'>
              <script path='/etc/qemu-ifup'/>
              <target dev='tap0'/>
              <model type='virtio'/>
            </interface>
            <console type='pty' tty='/dev/pts/1'>
              <target type='serial' port='0'/>
            </console>
            <memballoon model='virtio'/>
          </devices>
        </domain>
        """;

  @TestFactory
  Stream<DynamicTest> findsEachLeftover() {
    return LEFTOVERS.stream().map(each -> DynamicTest.dynamicTest(each.leftover(), () -> {
      assertThat(CLEAN).contains(each.part());
      RuleTester.Run run = tester.leavesAlone(CLEAN.replace(each.part(), each.leftover()));
      assertThat(run.findings()).singleElement().extracting(Finding::severity).isEqualTo(each.severity());
      assertThat(run.findings().get(0).advice()).isNotBlank();
    }));
  }

  @TestFactory
  Stream<DynamicTest> inTheGuidesProfileEachIsAWarning() {
    return LEFTOVERS.stream().map(each -> DynamicTest.dynamicTest(each.leftover(), () -> {
      RuleTester.Run run = tester.with(Policy.guide()).leavesAlone(CLEAN.replace(each.part(), each.leftover()));
      assertThat(run.findings()).singleElement().extracting(Finding::severity).isEqualTo(Severity.WARNING);
    }));
  }

  /** Whoever adds to the table adds to the test. */
  @Test
  void everyLineOfTheTableIsTested() {
    List<String> messages = LEFTOVERS.stream()
        .flatMap(each -> tester.leavesAlone(CLEAN.replace(each.part(), each.leftover())).messages().stream())
        .toList();

    assertThat(Remnant.TABLE)
        .allSatisfy(line -> assertThat(messages).anyMatch(message -> message.startsWith(line.message() + ": <")));
  }

  @Test
  void aParavirtualGuestWithoutAcpiIsRefused() {
    RuleTester.Run run = tester.in(Frame.PV_DEVICES).leavesAlone("");

    assertThat(run.messages()).anyMatch(message -> message.contains("<acpi/>"));
  }

  @Test
  void passwordsAreNotShown() {
    RuleTester.Run run = tester.leavesAlone(
        CLEAN.replace("<memballoon model='virtio'/>", "<graphics type='qubes' passwd='hunter2'/>"));

    assertThat(run.messages()).singleElement().asString().contains("passwd='***'").doesNotContain("hunter2");
  }

  @Test
  void aRuleOfThePolicyCannotBringXenBack() {
    UserRule user = new UserRule(
        new RuleId("user-bus"), "/domain/devices/disk/target", new SetAttribute("bus", "xen"), "wanted");
    Policy policy = Policy.builder().userRules(List.of(user)).build();

    ConversionResult result = DomainConverter.convert(
        CLEAN.replace("type='kvm'", "type='xen'"), policy, HostProfile.generic(), GuestFacts.unknown());

    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.findings()).anyMatch(finding -> finding.message().contains("bus='xen'"));
  }
}
