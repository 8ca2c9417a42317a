package org.xen2kvm.converter.rule.cmdline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CmdlineNamesKvmDevicesTest {
  private final RuleTester tester = RuleTester.of(new CmdlineNamesKvmDevices()).in(Frame.NONE);

  @Test
  void namesDisksAndConsole() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/xvda1 ro  console=hvc0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/vda1 ro  console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.changes()).hasSize(1);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void namesEveryDeviceOnTheLine() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/xvda1 resume=/dev/xvdb disk=xvda cryptdevice=/dev/xvdb2:crypt console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/vda1 resume=/dev/vdb disk=vda cryptdevice=/dev/vdb2:crypt console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void knowsThatOldGuestsSaySdaForXvda() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/sda1 console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/vda1 console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void namesAPartitionImageAsTheWholeDiskItIsNow() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/xvda2 ro console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda2.img'/>
              <target dev='xvda2' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvda1.img'/>
              <target dev='xvda1' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/vda ro console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda2.img'/>
              <target dev='xvda2' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvda1.img'/>
              <target dev='xvda1' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void namesIdeDisksOfAnHvmGuestAsLibataDoes() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/hda3 console=tty</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/sda3 console=tty</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void respectsQuotes() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>&quot;root=/dev/xvda1&quot; append=&quot;a /dev/xvdb b&quot; console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>&quot;root=/dev/vda1&quot; append=&quot;a /dev/vdb b&quot; console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void dropsParametersOfXen() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>xencons=tty ro clocksource=xen xen_scrub_pages=0 independent_wallclock console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>ro console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.reason()).contains("Xen only"));
  }

  @Test
  void namesOneSerialConsoleForSeveralOfXen() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>console=tty0 console=hvc0 console=xvc0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>console=tty0 console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void takesTheTerminalOfAParavirtualGuestForItsConsole() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>console=tty</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void addsTheConsoleThatAParavirtualKernelFindsUnasked() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=LABEL=root ro</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=LABEL=root ro console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void addsItBeforeTheArgumentsOfInit() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>ro -- single console=hvc0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>ro console=ttyS0 -- single console=hvc0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void dropsTheConsoleWhenThePolicyWantsNone() {
    tester.with(Policy.builder().console(Policy.ConsoleChoice.NONE).build()).rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/xvda1 console=hvc0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/vda1</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void addsNoConsoleBesideGraphics() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=LABEL=root ro</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
            <graphics type='vnc'/>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesNamesThatDoNotDependOnTheBusAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=UUID=1-2 resume=/dev/mapper/vg-swap x=/dev/disk/by-id/xvda1 console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnHvmGuestsSerialConsoleAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/sda1 console=tty0 console=ttyS0,115200</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsADiskThatTheDomainDoesNotHave() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <cmdline>root=/dev/xvdz1 console=ttyS0</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.messages()).singleElement().asString().contains("/dev/xvdz1");
  }

  @Test
  void leavesACommandLineWithoutKernelAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <cmdline>root=/dev/xvda1</cmdline>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
