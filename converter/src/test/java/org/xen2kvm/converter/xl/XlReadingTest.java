package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.converter.report.Severity.ERROR;
import static org.xen2kvm.converter.report.Severity.NOTE;
import static org.xen2kvm.converter.report.Severity.WARNING;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdom2.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.DomainTree;

/** What the machine's settings say in libvirt's XML, and what is told of them; among them the traps of xl's files. */
final class XlReadingTest {

  @Test
  void aParavirtualGuestIsWrittenAsLibvirtWritesIt() {
    ReadConfig read = ReadConfig.of("""
        name = "web1"
        uuid = "C7A5FDB0cdaf9455926ad65c16db1809"
        memory = 394
        maxmem = 579
        vcpus = 2
        maxvcpus = 4
        bootloader = "/usr/bin/pygrub"
        extra = "console=hvc0"
        on_crash = "restart"
        """);
    assertThat(read.reading().definition()).isEqualTo("""
        <domain type='xen'>
          <name>web1</name>
          <uuid>c7a5fdb0-cdaf-9455-926a-d65c16db1809</uuid>
          <memory unit='KiB'>592896</memory>
          <currentMemory unit='KiB'>403456</currentMemory>
          <vcpu placement='static' current='2'>4</vcpu>
          <bootloader>/usr/bin/pygrub</bootloader>
          <os>
            <type arch='x86_64' machine='xenpv'>linux</type>
            <cmdline>console=hvc0</cmdline>
          </os>
          <clock offset='utc' adjustment='reset'/>
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>restart</on_reboot>
          <on_crash>restart</on_crash>
          <devices>
            <console type='pty'>
              <target type='xen' port='0'/>
            </console>
            <input type='mouse' bus='xen'/>
            <input type='keyboard' bus='xen'/>
          </devices>
        </domain>
        """);
    read.withoutFindings();
  }

  @Test
  void linesAndColumnsAreThoseOfTheFile() {
    ReadConfig read = ReadConfig.of("# x\nname = 'a'\n  memory = 512\ndisk = [ 'phy:/dev/vg/a,xvda,w',\n   'phy:/dev/vg/b,xvdb,w' ]\n");
    DomainTree tree = read.reading().tree();
    assertThat(place(tree, tree.root())).isEqualTo(List.of(0, 0));
    assertThat(place(tree, tree.root().getChild("name"))).isEqualTo(List.of(2, 1));
    assertThat(place(tree, tree.root().getChild("memory"))).isEqualTo(List.of(3, 3));
    assertThat(place(tree, tree.root().getChild("on_crash"))).isEqualTo(List.of(0, 0));
    List<Element> disks = tree.root().getChild("devices").getChildren("disk");
    assertThat(place(tree, disks.get(0))).isEqualTo(List.of(4, 10));
    assertThat(place(tree, disks.get(1))).isEqualTo(List.of(5, 4));
    assertThat(place(tree, disks.get(1).getChild("target"))).isEqualTo(List.of(5, 4));
    Element copied = tree.copy().root().getChild("devices").getChildren("disk").get(1);
    assertThat(place(tree.copy(), copied)).isEqualTo(List.of(5, 4));
  }

  private static List<Integer> place(DomainTree tree, Element element) {
    return List.of(tree.line(element), tree.column(element));
  }

  @Test
  void everySettingIsAChangeWithItsPlaceAndWhatItBecame() {
    ReadConfig read = ReadConfig.of("name = 'a'\nmemory = 0x200 # MiB\ndisk = [ 'phy:/dev/vg/a,xvda,w' ]\nvif=[]\nshadow_memory = 8\n");
    assertThat(read.reading().settings()).extracting(Change::name)
        .containsExactly("name", "memory", "disk[1]", "vif", "shadow_memory");
    Change memory = read.setting("memory");
    assertThat(memory.kind()).isEqualTo(Change.Kind.READ_SETTING);
    assertThat(memory.xpath()).isEqualTo("/domain/currentMemory");
    assertThat(memory.before()).isEqualTo("0x200");
    assertThat(memory.after()).isEqualTo("<currentMemory unit='KiB'>524288</currentMemory>");
    assertThat(List.of(memory.line(), memory.column())).isEqualTo(List.of(2, 1));
    assertThat(read.setting("disk[1]").xpath()).isEqualTo("/domain/devices/disk");
    assertThat(read.setting("disk[1]").column()).isEqualTo(10);
    assertThat(read.setting("vif").xpath()).isEqualTo("/domain");
    assertThat(read.setting("shadow_memory").after()).isNull();
  }

  // ---- kind

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "type='pv'|xenpv|linux", "type=\"PVH\"|xenpvh|xenpvh", "type='hvm'|xenfv|hvm", "builder='hvm'|xenfv|hvm",
    "builder='generic'|xenpv|linux", "builder='linux'|xenpv|linux", "pvh=1|xenpvh|xenpvh", "pvh=0|xenpv|linux", "#|xenpv|linux",
    "type='pvh'; pvh=0|xenpvh|xenpvh"})
  void theKindIsThatOfTypeOrBuilder(String line, String machine, String type) {
    ReadConfig.pv(line).says("<type arch='x86_64' machine='" + machine + "'>" + type + "</type>").withoutFindings();
  }

  @Test
  void aKindThatContradictsOrDoesNotExistIsTold() {
    ReadConfig.pv("type='pvh'\nbuilder='hvm'").says("xenpvh").tells(WARNING, "xl-key-overridden", 4, 1, "'builder' contradicts");
    ReadConfig.pv("type='lxc'").tells(ERROR, "xl-value", 3, 6, "not 'lxc'");
    ReadConfig.pv("kernel='/usr/lib/xen/boot/hvmloader'").says("machine='xenfv'").tells(NOTE, "xl-value", 3, 1, "hvmloader");
  }

  // ---- traps

  @Test
  void theKernelOfAnHvmGuestMayBeItsLoader() {
    ReadConfig.hvm("kernel = '/usr/lib/xen-4.1/boot/hvmloader'")
        .says("<loader type='rom'>/usr/lib/xen-4.1/boot/hvmloader</loader>").saysNot("<kernel>").withoutFindings();
    ReadConfig.hvm("kernel = 'hvmloader'").says("<loader type='rom'>hvmloader</loader>").saysNot("<kernel>");
    ReadConfig.hvm("kernel = '/boot/vmlinuz'\nramdisk='/boot/initrd'").says("<kernel>/boot/vmlinuz</kernel><initrd>/boot/initrd</initrd>");
  }

  @Test
  void whatIsAbsentIsOnAndWhatIsZeroIsOff() {
    ReadConfig.hvm("").says("<features><acpi/><apic/><pae/></features>").says("<graphics type='vnc' port='-1' autoport='yes'>").withoutFindings();
    ReadConfig.hvm("acpi=0\napic=0\npae=0\nhap=0\nvnc=0").says("<features><hap state='off'/></features>").saysNot("<graphics").saysNot("<video");
    ReadConfig.hvm("acpi='1'\nhap=1\nviridian=0").says("<features><acpi/><apic/><pae/></features>");
    ReadConfig.hvm("acpi=0\napic=0\npae=0").saysNot("<features");
    ReadConfig.pv("").saysNot("<features").saysNot("<graphics");
  }

  @Test
  void theDisplaysNumberIsAPortAndQubesWritesMinus5900() {
    ReadConfig.hvm("vncdisplay=4\nvncunused=0").says("port='5904' autoport='no'");
    ReadConfig.hvm("vncdisplay=4").says("port='5904' autoport='no'");
    ReadConfig.hvm("vncdisplay=4\nvncunused=1").says("port='-1' autoport='yes'");
    ReadConfig.hvm("vncdisplay = -5900").says("port='-1' autoport='yes'").withoutFindings();
    ReadConfig.hvm("vncunused=0").says("port='5900' autoport='no'");
    ReadConfig.hvm("vnclisten='0.0.0.0:7'").says("port='5907' autoport='no' listen='0.0.0.0'");
    ReadConfig.hvm("vnclisten='::1'").says("listen='::1'");
    ReadConfig.hvm("vnclisten='[::]:7'").says("port='5907' autoport='no' listen='::'");
    ReadConfig.hvm("vnclisten='[::1]'").says("autoport='yes' listen='::1'");
    ReadConfig.hvm("vnclisten='[::1'").says("listen='[::1'");
    ReadConfig.hvm("vncdisplay=99999").says("autoport='yes'").tells(WARNING, "xl-value", 4, 12, "'vncdisplay'");
  }

  @Test
  void cmdlineWinsOverRootAndExtra() {
    ReadConfig.pv("kernel='/k'\nroot='/dev/xvda1 ro'\nextra='4'").says("<cmdline>root=/dev/xvda1 ro 4</cmdline>").withoutFindings();
    ReadConfig.pv("kernel='/k'\ncmdline='a b'\nroot='/dev/x'\nextra='4'").says("<cmdline>a b</cmdline>")
        .tells(WARNING, "xl-key-overridden", 5, 1, "'root'").tells(WARNING, "xl-key-overridden", 6, 1, "'extra'");
    ReadConfig.pv("kernel='/k'\ncmdline=''\nroot='/dev/x'").saysNot("<cmdline").tells(WARNING, "xl-key-overridden", 5, 1, "'root'");
    ReadConfig.pv("kernel='/k'\ncmdline=[]\nroot='/dev/x'").says("<cmdline>root=/dev/x</cmdline>").withoutFindings();
    ReadConfig.pv("kernel='/k'\nroot='/dev/x'").says("<cmdline>root=/dev/x</cmdline>");
  }

  @Test
  void bootOrderIsThatOfTheLetters() {
    ReadConfig.hvm("boot='dc'").says("<boot dev='cdrom'/><boot dev='hd'/>");
    ReadConfig.hvm("boot='anc'").says("<boot dev='fd'/><boot dev='network'/><boot dev='hd'/>");
    ReadConfig.hvm("boot=[ 'n', 'c' ]").says("<boot dev='network'/><boot dev='hd'/>");
    ReadConfig.hvm("").says("<boot dev='hd'/><boot dev='cdrom'/>");
    ReadConfig.hvm("boot=''").says("<boot dev='hd'/><boot dev='cdrom'/>");
    ReadConfig.hvm("boot=[]").says("<boot dev='hd'/><boot dev='cdrom'/>");
    ReadConfig.hvm("boot='cc'").says("<boot dev='hd'/></os>");
    ReadConfig.hvm("boot='cx'").says("<boot dev='hd'/></os>").tells(WARNING, "xl-value", 4, 8, "'cx'");
    ReadConfig.pv("boot='c'").saysNot("<boot").tells(NOTE, "xl-key-without-meaning-on-kvm", 3, 1, "PV guest");
  }

  @Test
  void memoryIsMebibytesThereAndKibibytesHere() {
    ReadConfig.of("name='g'\nmemory='61440'").says("<memory unit='KiB'>62914560</memory><currentMemory unit='KiB'>62914560</currentMemory>");
    ReadConfig.of("name='g'\nmemory=1024\nmaxmem=512").says("<memory unit='KiB'>1048576</memory><currentMemory unit='KiB'>1048576")
        .tells(WARNING, "xl-value", 2, 8, "'memory' is 1024 MiB, more than the 512 MiB of 'maxmem'");
    ReadConfig.of("name='g'\nmemory=512\nmaxmem=512").withoutFindings();
    ReadConfig.of("name='g'\nmaxmem=512").says("<memory unit='KiB'>524288</memory><currentMemory unit='KiB'>524288");
    ReadConfig.of("name='g'").saysNot("<memory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "'512M'", "'abc'", "99999999999999999999", "'0x'", "'12.5'", "09", "999999999999999"})
  void aMemoryThatIsNoneIsRefused(String memory) {
    ReadConfig.of("name='g'\nmemory=" + memory).tells(ERROR, "xl-value", 2, 8, "'memory'");
  }

  @Test
  void commentsGluedToValuesAndCommentedItemsAreNoValues() {
    ReadConfig.hvm("acpi=0#x\ndisk=[ 'phy:/dev/a,hda,w', # 'phy:/dev/b,hdb,w'\n # 'phy:/dev/c,hdc,w',\n ]\nvif=[ ]")
        .saysNot("<acpi/>").saysNot("hdb").saysNot("hdc").withoutFindings();
  }

  // ---- CPUs

  @Test
  void vcpusAreOneUnlessSaid() {
    ReadConfig.pv("").says("<vcpu placement='static'>1</vcpu>");
    ReadConfig.pv("vcpus='4'").says("<vcpu placement='static'>4</vcpu>");
    ReadConfig.pv("vcpus=4\nvcpu_avail=3").says("<vcpu placement='static' current='2'>4</vcpu>");
    ReadConfig.pv("maxvcpus=4").says("<vcpu placement='static' current='1'>4</vcpu>");
    ReadConfig.pv("vcpus=4\nmaxvcpus=2").says("<vcpu placement='static'>4</vcpu>")
        .tells(WARNING, "xl-value", 3, 7, "'vcpus' is 4, more than the 2 of 'maxvcpus'");
    ReadConfig.pv("vcpus=2\nmaxvcpus=2").withoutFindings();
    ReadConfig.pv("vcpus=0").tells(ERROR, "xl-value", 3, 7, "'vcpus'");
  }

  @Test
  void pinningIsKeptWhereLibvirtCanSayIt() {
    ReadConfig.pv("vcpus=2\ncpus='0-3,^1'").says("<vcpu placement='static' cpuset='0-3,^1'>2</vcpu>").withoutFindings();
    ReadConfig.pv("vcpus=2\ncpus=['2','3']").says("<cputune><vcpupin vcpu='0' cpuset='2'/><vcpupin vcpu='1' cpuset='3'/></cputune>");
    ReadConfig.pv("vcpus=2\ncpus=[2, 3, 4]").says("<vcpupin vcpu='1' cpuset='3'/></cputune>");
    ReadConfig.pv("cpus='all'").saysNot("cpuset").withoutFindings();
    for (String set : List.of("all,^0", "node:0", "nodes:0-1", "^1", "3-1", "1--2", "x", "99999999999")) {
      ReadConfig.pv("cpus='" + set + "'").saysNot("cpuset").tells(WARNING, "xl-key-without-meaning-on-kvm", 3, 6, set);
    }
  }

  @Test
  void weightAndCapAreWhatTheRulesRead() {
    ReadConfig.pv("cpu_weight=512\ncap=50").says("<vcpu placement='static' cpu_cap='50'>1</vcpu><cputune><shares>512</shares></cputune>");
    ReadConfig.pv("cap=0").saysNot("cpu_cap").withoutFindings();
  }

  @Test
  void virtualNumaNodesAreCells() {
    ReadConfig.hvm("vcpus=4\nvnuma = [ [ 'pnode=0', 'size=256', 'vcpus=0-1', 'vdistances=10,20' ],\n [ 'size=256', 'vcpus=2,3' ] ]")
        .says("<cell id='0' cpus='0-1' memory='262144' unit='KiB'><distances><sibling id='0' value='10'/><sibling id='1' value='20'/>")
        .says("<cell id='1' cpus='2,3' memory='262144' unit='KiB'/>")
        .tells(WARNING, "xl-key-without-meaning-on-kvm", 5, 1, "pnode");
    ReadConfig.hvm("vnuma = [ [ 'size=256' ] ]").tells(ERROR, "xl-value", 4, 11, "'vnuma'");
    ReadConfig.hvm("vnuma = [ 'size=256' ]").tells(ERROR, "xl-value", 4, 11, "'vnuma'");
    ReadConfig.hvm("vnuma = 1").tells(ERROR, "xl-value", 4, 9, "list of lists");
    ReadConfig.hvm("vnuma = [ [ 'size=1', 'vcpus=0', 'vdistances=10,20' ] ]").tells(ERROR, "xl-value", 4, 11, "2 distances");
  }

  @Test
  void virtualNumaNodesSayHowManyCpusAndHowMuchMemoryThereIs() {
    String nodes = "vnuma=[['size=256','vcpus=0-1'],['size=512','vcpus=2,3']]";
    ReadConfig.of("name='g'\n" + nodes).says("<memory unit='KiB'>786432</memory><currentMemory unit='KiB'>786432</currentMemory>"
        + "<vcpu placement='static' current='1'>4</vcpu>").withoutFindings();
    ReadConfig.of("name='g'\nmemory=512\nvcpus=2\n" + nodes).says("<memory unit='KiB'>786432</memory>"
        + "<currentMemory unit='KiB'>524288</currentMemory><vcpu placement='static' current='2'>4</vcpu>").withoutFindings();
    ReadConfig.of("name='g'\nmemory=768\nvcpus=5\n" + nodes).says("<vcpu placement='static'>5</vcpu>")
        .tells(WARNING, "xl-value", 3, 7, "'vcpus' is 5, more than the 4 of 'vnuma'");
    ReadConfig.of("name='g'\nmemory=768\nmaxmem=1024\nmaxvcpus=8\n" + nodes).says("<memory unit='KiB'>1048576</memory>").says(">8</vcpu>")
        .tells(WARNING, "xl-value", 5, 1, "have 4 CPUs, and 'maxvcpus' is 8")
        .tells(WARNING, "xl-value", 5, 1, "have 768 MiB, and 'maxmem' is 1024");
  }

  @Test
  void aVirtualNumaNodeThatLibvirtWouldNotTakeIsRefused() {
    for (String cpus : List.of("1-0", "0-4096", "5000", "0--1", "-1", "0,", "x", "999999")) {
      ReadConfig.hvm("vnuma=[['size=256','vcpus=" + cpus + "']]").saysNot("<numa").tells(ERROR, "xl-value", 4, 8, "'vnuma'");
    }
    ReadConfig.hvm("vnuma=[['size=256','vcpus=0-1'],['size=256','vcpus=1-2']]").saysNot("<numa")
        .tells(ERROR, "xl-value", 4, 33, "CPUs of a node before it");
  }

  @Test
  void aDistanceThatLibvirtWouldNotTakeIsLeftOut() {
    ReadConfig.hvm("vcpus=2\nvnuma=[['size=256','vcpus=0','vdistances=010,9'],['size=256','vcpus=1','vdistances=256,11']]")
        .says("<cell id='0' cpus='0' memory='262144' unit='KiB'><distances><sibling id='0' value='10'/></distances></cell>"
            + "<cell id='1' cpus='1' memory='262144' unit='KiB'/>")
        .tells(WARNING, "xl-value", 5, 8, "'vnuma[1]' has the distance 9 to node 1")
        .tells(WARNING, "xl-value", 5, 50, "'vnuma[2]' has the distance 256 to node 0")
        .tells(WARNING, "xl-value", 5, 50, "'vnuma[2]' has the distance 11 to node 1");
    ReadConfig.hvm("vnuma=[['size=256','vcpus=0','vdistances=x']]").tells(ERROR, "xl-value", 4, 8, "'vnuma'");
  }

  @Test
  void cpuFeaturesAreThoseOfLibvirt() {
    ReadConfig.hvm("nestedhvm=1").says("<cpu mode='host-passthrough'/>");
    ReadConfig.hvm("nestedhvm=0").says("<cpu mode='host-passthrough'><feature policy='disable' name='vmx'/><feature policy='disable' name='svm'/></cpu>");
    ReadConfig.pv("nestedhvm=1").saysNot("<cpu").tells(NOTE, "xl-key-without-meaning-on-kvm", 3, 1, "PV guest");
    ReadConfig.hvm("cpuid='host,tm=0,sse3=1,aes=x'").says("<feature policy='disable' name='tm'/><feature policy='force' name='pni'/>"
        + "<feature policy='optional' name='aes'/>");
    ReadConfig.hvm("cpuid='host,tm=0,family=6'").tells(WARNING, "xl-key-without-meaning-on-kvm", 4, 18, "family=6");
    ReadConfig.hvm("cpuid=['1:ecx=xx0x']").saysNot("<cpu").tells(WARNING, "xl-key-without-meaning-on-kvm", 4, 8, "xend");
    ReadConfig.hvm("cpuid='tm=0'").saysNot("<cpu").tells(WARNING, "xl-value", 4, 7, "host");
  }

  @ParameterizedTest
  @CsvSource({"svm_npt,npt", "arch-caps,arch-capabilities", "sse4_1,sse4.1", "ssb-no,amd-no-ssb", "intel-ssb-no,ssb-no", "ibrsb,spec-ctrl",
      "avx512-vnni,avx512vnni", "clfsh,clflush", "aesni,aes", "lahf-lm,lahf_lm", "lahfsahf,lahf_lm", "3dnow,3dnow", "vmx,vmx"})
  void aCpuFeatureHasLibvirtsName(String libxl, String libvirt) {
    ReadConfig.hvm("cpuid='host," + libxl + "=0'").says("<feature policy='disable' name='" + libvirt + "'/></cpu>").withoutFindings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"npt=0", "no-such=1", "lfence+=1", "clflush=8", "clflush=1", "procpkg=0", "stepping=0", "AES=1", "aes", "aes=", "aes=y", "=1"})
  void aCpuFeatureThatLibvirtCannotSetIsToldAndNotWritten(String part) {
    ReadConfig.hvm("cpuid='host," + part + "'").saysNot("<feature policy").tells(WARNING, "xl-key-without-meaning-on-kvm", 4, 13, part);
  }

  @Test
  void everyCpuFeatureIsWrittenOnceAsWhatWasSaidLast() {
    ReadConfig.hvm("cpuid='host,aes=0,,aesni=1,'").says("<cpu mode='host-passthrough'><feature policy='force' name='aes'/></cpu>")
        .withoutFindings();
    ReadConfig.hvm("nestedhvm=0\ncpuid='host,vmx=1'")
        .says("<feature policy='force' name='vmx'/><feature policy='disable' name='svm'/></cpu>").withoutFindings();
  }

  @Test
  void viridianIsASwitchOrAListOfGroups() {
    ReadConfig.hvm("viridian=1").says("<viridian/>").saysNot("<hyperv>").withoutFindings();
    ReadConfig.hvm("viridian=[ 'defaults', 'stimer', '!crash_ctl', 'no_vp_limit' ]").says("<viridian/>")
        .says("<hyperv><vpindex state='on'/><synic state='on'/><stimer state='on'/></hyperv>")
        .tells(NOTE, "xl-key-without-meaning-on-kvm", 4, 34, "crash_ctl")
        .tells(NOTE, "xl-key-without-meaning-on-kvm", 4, 48, "no_vp_limit");
    ReadConfig.hvm("viridian=[]").saysNot("viridian");
  }

  @Test
  void theClockIsAsLibvirtHasIt() {
    ReadConfig.hvm("localtime=1\nrtc_timeoffset=-3600").says("<clock offset='variable' adjustment='-3600' basis='localtime'/>");
    ReadConfig.pv("localtime=1").says("<clock offset='localtime' adjustment='reset'/>");
    ReadConfig.hvm("tsc_mode='native'\nhpet=0").says("<timer name='tsc' present='yes' mode='native'/><timer name='hpet' present='no'/>");
    ReadConfig.hvm("tsc_mode=1").says("mode='emulate'");
    ReadConfig.hvm("tsc_mode=9").saysNot("<timer").tells(WARNING, "xl-value", 4, 10, "'tsc_mode'");
  }

  @Test
  void firmwareIsThatOfTheRules() {
    ReadConfig.hvm("bios='ovmf'").says("<loader readonly='yes' type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>");
    ReadConfig.hvm("firmware='uefi'").says("type='pflash'");
    ReadConfig.hvm("firmware='bios'\nbios='seabios'").says("<loader type='rom'>/usr/lib/xen/boot/hvmloader</loader>").withoutFindings();
    ReadConfig.hvm("firmware='/srv/x.bin'").says("<loader type='rom'>/srv/x.bin</loader>");
    ReadConfig.pv("firmware='pvgrub64'").says("<kernel>/usr/lib/xen/boot/pvgrub64.bin</kernel>");
    ReadConfig.pv("firmware='ovmf'").saysNot("<kernel>").tells(WARNING, "xl-value", 3, 10, "pvgrub32");
    ReadConfig.pv("bootloader='pygrub'\nbootloader_args=['-q','--entry=1']")
        .says("<bootloader>pygrub</bootloader><bootloader_args>-q --entry=1</bootloader_args>");
    ReadConfig.hvm("bootloader='pygrub'").saysNot("<bootloader").tells(NOTE, "xl-key-without-meaning-on-kvm", 4, 1, "'bootloader'");
  }

  @Test
  void lifecycleIsThatOfXl() {
    ReadConfig.pv("").says("<on_poweroff>destroy</on_poweroff><on_reboot>restart</on_reboot><on_crash>destroy</on_crash>");
    ReadConfig.pv("on_reboot='rename-restart'\non_crash='preserve'").says("<on_reboot>rename-restart</on_reboot><on_crash>preserve");
    ReadConfig.pv("on_crash='soft-reset'").says("<on_crash>destroy").tells(WARNING, "xl-value", 3, 10, "soft-reset");
  }

  @Test
  void theAddressThatXendGaveIsToldWithTheParameter() {
    ReadConfig read = ReadConfig.pv("kernel='/k'\nip='10.0.0.5'\nnetmask='255.0.0.0'\ngateway='10.0.0.1'\nhostname='g'\ndhcp='off'");
    read.tells(WARNING, "xl-key-without-meaning-on-kvm", 4, 1, "'ip'").saysNot("<cmdline");
    assertThat(read.findings()).singleElement().satisfies(
        finding -> assertThat(finding.advice()).contains("ip=10.0.0.5::10.0.0.1:255.0.0.0:g::off"));
  }

  // ---- what is dropped, and what is unknown

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "oos=1|NOTE", "timer_mode=2|NOTE", "device_model_version='qemu-xen'|NOTE", "xen_platform_pci=1|NOTE", "nomigrate=1|NOTE",
    "device_model_args=['-x']|WARNING", "device_model_args_hvm=['-x']|WARNING", "device_model_args=[]|NOTE", "gfx_passthru=1|WARNING",
    "gfx_passthru=0|NOTE", "gfx_passthru='igd'|WARNING", "pool='x'|WARNING", "iomem=['0xd,1']|WARNING", "driver_domain=1|WARNING",
    "vkb=['backend-type=qemu']|WARNING", "smbios_firmware='/x'|WARNING", "on_xend_start='start'|WARNING", "on_xend_start='ignore'|NOTE",
    "pci_seize=1|NOTE", "fda='/x.img'|WARNING", "seclabel='x'|NOTE"})
  void aKeyWithoutMeaningIsNamed(String line, Severity severity) {
    ReadConfig read = ReadConfig.hvm(line);
    String key = line.substring(0, line.indexOf('='));
    read.tells(severity, "xl-key-without-meaning-on-kvm", 4, 1, "'" + key + "'");
    assertThat(read.findings()).hasSize(1);
    assertThat(read.setting(key).after()).isNull();
  }

  @Test
  void anUnknownKeyIsNamed() {
    ReadConfig.pv("vpcus=2").tells(WARNING, "xl-unknown-key", 3, 1, "'vpcus'");
    ReadConfig.pv("OVM_simple_name='x'").tells(NOTE, "xl-key-without-meaning-on-kvm", 3, 1, "Oracle VM");
    ReadConfig.pv("Memory=2").tells(WARNING, "xl-unknown-key", 3, 1, "'Memory'");
  }

  @Test
  void aListWhereOneValueBelongsCountsAsItsFirst() {
    ReadConfig.pv("vcpus=[2, 3]").says(">2</vcpu>").tells(WARNING, "xl-value", 3, 11, "'vcpus' takes one value");
    ReadConfig.pv("disk=[ ['phy:/dev/a,xvda,w'] ]").saysNot("<disk").tells(WARNING, "xl-value", 3, 8, "'disk' takes no list");
    ReadConfig.hvm("acpi='yes'").says("<acpi/>").tells(WARNING, "xl-value", 4, 6, "'acpi' takes 0 or 1");
  }

  @Test
  void aPolicySaysHowMuchAFindingMatters() {
    RuleId unknown = new RuleId("xl-unknown-key");
    String text = "name='g'\nmemory='x'\nvpcus=2";
    assertThat(((XlReading.Definition) XlReading.of(text, Policy.builder().severities(Map.of(unknown, NOTE)).build()))
        .findings()).extracting("severity").containsExactly(ERROR, NOTE);
    assertThat(((XlReading.Definition) XlReading.of(text, Policy.builder().disable(Set.of(unknown, new RuleId("xl-value"))).build()))
        .findings()).extracting("severity").containsExactly(ERROR);
  }

  @Test
  void whatCannotBeReadIsOneFinding() {
    XlReading reading = XlReading.of("name = 'a'\nmemory = 512M", Policy.defaults());
    assertThat(reading).isInstanceOfSatisfying(XlReading.Unreadable.class, unreadable -> {
      assertThat(unreadable.finding().rule().value()).isEqualTo("xl-syntax");
      assertThat(unreadable.finding().line()).isEqualTo(2);
    });
    String many = "name='a'\nmemory=1\ndisk=[" + "'phy:/dev/a,xvda,w',".repeat(9_000) + "]";
    assertThat(XlReading.of(many, Policy.defaults())).isInstanceOfSatisfying(XlReading.Unreadable.class, unreadable ->
        assertThat(unreadable.finding().rule().value()).isEqualTo("refuse-too-large"));
  }
}
