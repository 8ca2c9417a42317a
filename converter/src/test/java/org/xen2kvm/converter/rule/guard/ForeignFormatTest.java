package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;

/** What is no definition is known by its first bytes, and a definition is never taken for it. */
final class ForeignFormatTest {
  private static void assertIs(ForeignFormat format, String start) {
    assertThat(ForeignFormat.of(start)).as(start.length() > 40 ? start.substring(0, 40) : start).contains(format);
    assertThat(format.finding().rule().value()).isEqualTo("refuse-container");
    assertThat(format.finding().message()).isEqualTo("This is no definition but " + format.title());
    assertThat(format.finding().advice()).isNotEmpty();
  }

  private static void assertIsNone(String start) {
    assertThat(ForeignFormat.of(start)).as(start).isEmpty();
  }

  /** The first block of a tar archive. */
  private static String tar(String name) {
    return name + "\0".repeat(257 - name.length()) + "ustar\00000" + "\0".repeat(247);
  }

  private static String at(int offset, String magic) {
    return "\0".repeat(offset) + magic + "\0".repeat(100);
  }

  @Test
  void archives() {
    assertIs(ForeignFormat.XVA, tar("ova.xml"));
    assertIs(ForeignFormat.XVA, "ova.xml" + "\0".repeat(505)); // a writer without a magic number
    assertIs(ForeignFormat.OVA, tar("web1.ovf"));
    assertIs(ForeignFormat.TAR, tar("etc/xen/web1.cfg"));
    assertIs(ForeignFormat.TAR, tar("web1.ovf.bak"));
    assertIs(ForeignFormat.GZIP, "\u001F\u008B\u0008\0");
    assertIs(ForeignFormat.XZ, "\u00FD7zXZ\0\0");
    assertIs(ForeignFormat.ZSTD, "(\u00B5/\u00FD\4");
    assertIs(ForeignFormat.BZIP2, "BZh91AY&SY");
    assertIs(ForeignFormat.ZIP, "PK\u0003\u0004");
  }

  @Test
  void disks() {
    assertIs(ForeignFormat.QCOW2, "QFI\u00FB\0\0\0\3");
    assertIs(ForeignFormat.VHD, "conectix\0\0\0\2");
    assertIs(ForeignFormat.VHDX, "vhdxfileM\0");
    assertIs(ForeignFormat.VMDK, "KDMV\1\0\0\0");
    assertIs(ForeignFormat.VMDK, "# Disk DescriptorFile\nversion=1\n");
    assertIs(ForeignFormat.VDI, "<<< Oracle VM VirtualBox Disk Image >>>\n\0");
    assertIs(ForeignFormat.BOOT_SECTOR, at(510, "U\u00AA"));
    assertIs(ForeignFormat.FILE_SYSTEM, at(1080, "S\u00EF"));
    assertIs(ForeignFormat.FILE_SYSTEM, "XFSB\0\0\u0010\0");
    assertThat(ForeignFormat.VHD.isDisk()).isTrue();
    assertThat(ForeignFormat.XVA.isDisk()).isFalse();
  }

  @Test
  void listings() {
    assertIs(ForeignFormat.XL_LISTING, "[\n    {\n        \"domid\": 1,\n        \"config\": {\n");
    assertIs(ForeignFormat.XL_LISTING, "{\n    \"c_info\": {\n        \"type\": \"hvm\",\n");
    assertIs(ForeignFormat.VMX, ".encoding = \"UTF-8\"\nconfig.version = \"8\"\n");
    assertIs(ForeignFormat.VMX, "#!/usr/bin/vmware\nconfig.version = \"8\"\nvirtualHW.version = \"7\"\n");
  }

  @Test
  void definitionsAreNone() {
    assertIsNone("");
    assertIsNone("<domain type='xen'>\n  <name>\"domid\"</name>\n</domain>");
    assertIsNone("name = 'web1'\nmemory = 512\n# ova.xml, QFI\u00FB, \"c_info\"\n");
    assertIsNone("# -*- mode: python; -*-\nkernel = '/boot/vmlinuz'\n");
    assertIsNone("(domain\n    (domid 1)\n    (on_crash restart))\n"); // has a guard of its own
    assertIsNone("{\"name\": \"web1\"}");
    assertIsNone("ova.xml\n");
    assertIsNone("PK and BZh and 7zXZ");
  }

  @Test
  void whatCannotBeParsedIsCalledByItsName() {
    String listing = "[ { \"domid\": 3, \"config\": { \"c_info\": {} } } ]";

    ConversionResult result =
        DomainConverter.convert(listing, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());

    assertThat(result.findings()).singleElement().isEqualTo(ForeignFormat.XL_LISTING.finding());
  }

  @Test
  void anyStartIsLookedAtWithoutHarm() {
    Random random = new Random(5);
    String magic = "<(\u00B5{[#.P ova.xmlQFI\u00FB\0ustar\n";
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(1200)];
      random.nextBytes(bytes);
      String start = magic.substring(random.nextInt(magic.length())) + new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(ForeignFormat.of(start.substring(0, random.nextInt(start.length() + 1)))).isNotNull();
    }
  }
}
