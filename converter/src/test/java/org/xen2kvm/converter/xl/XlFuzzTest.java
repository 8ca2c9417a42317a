package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.ChangeReplay;

/** Whatever a configuration says: a result that its changes explain and that stays as it is, or a reason with a place. */
final class XlFuzzTest {
  private static final List<String> SEEDS = List.of(
      """
      name = "web1"
      memory = 512
      vcpus = 2
      cpus = ['0-1', '^1']
      bootloader = "pygrub"
      root = '/dev/xvda1 ro'
      disk = [ 'phy:/dev/vg/web1,xvda,w', 'format=qcow2,vdev=xvdb,target=/a,b' ]
      vif = [ 'mac=00:16:3e:00:00:01,bridge=br0,rate=10Mb/s', '' ]
      vfb = [ 'type=vnc,vncdisplay=3,vncpasswd=x' ]
      channel = [ 'name=a,connection=socket,path=/x' ]
      """,
      """
      builder='hvm'
      kernel = '/usr/lib/xen/boot/hvmloader'
      name = 'w'; memory = '4096'
      boot = 'dca'
      acpi = 1; apic=0
      viridian = [ 'defaults', 'synic' ]
      cpuid = 'host,tm=0,sse3=1'
      nestedhvm = 0
      vnuma = [ [ 'pnode=0', 'size=2048', 'vcpus=0' , 'vdistances=10' ] ]
      disk = [ 'file:/srv/w.img,ioemu:hda,w', ',hdc:cdrom,r' ]
      serial = [ 'pty', 'tcp:a:1,server', 'udp:a:1@b:2' ]
      pci = [ '0000:03:00.0@8,permissive=1', '03:00.*' ]
      usbdevice = [ 'tablet', 'host:1234:abcd' ]
      usbctrl = [ 'type=qusb,version=2,ports=6' ]
      soundhw = 'hda,all'
      vga = 'qxl'; spice = 1; spiceport = 5930; vncdisplay = -5900
      rtc_timeoffset = -3600; tsc_mode = 'native'
      """);

  private static final List<String> PIECES = List.of(
      "''", "[]", "[ [] ]", "-1", "99999999999999999999", "'\u00e9\u4e2d'", "'a,b=c'", "' '", "'<&>\"'", "0x7fffffff", "'\\t\\n'", "{ }",
      "'host'", "':'", "'..'", "'xvda'", "'0'", "'1'", "08", "'/'", "'=,='");

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void mutantsAreConvertedOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 600; run++) {
      String text = mutant(SEEDS.get(random.nextInt(SEEDS.size())), random);
      ConversionResult result = DomainConverter.convert(text, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
      if (result.outcome() == Outcome.CONVERTED) {
        assertThat(ChangeReplay.replay(result.definition(), result.changes())).as(text).isEqualTo(result.converted());
        ConversionResult again =
            DomainConverter.convert(result.converted(), Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
        assertThat(again.outcome()).as(text).isEqualTo(Outcome.UNCHANGED);
      } else {
        assertThat(result.outcome()).as(text).isEqualTo(Outcome.REFUSED);
        assertThat(result.findings()).as(text).anyMatch(finding -> finding.severity() == Severity.ERROR);
      }
      long lines = text.chars().filter(c -> c == '\n').count() + 1;
      for (Finding finding : result.findings()) {
        assertThat((long) finding.line()).as(text + finding).isBetween(0L, lines);
      }
    }
  }

  private static String mutant(String seed, SplittableRandom random) {
    StringBuilder text = new StringBuilder(seed);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
        case 1 -> text.setCharAt(at, seed.charAt(random.nextInt(seed.length())));
        case 2 -> text.insert(at, seed.charAt(random.nextInt(seed.length())));
        default -> replaceValue(text, at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }

  /** Puts another value in the place of one, or of an item. */
  private static void replaceValue(StringBuilder text, int from, String piece) {
    int quote = text.indexOf("'", from);
    int end = quote < 0 ? -1 : text.indexOf("'", quote + 1);
    if (end > 0) {
      text.replace(quote, end + 1, piece);
    }
  }
}
