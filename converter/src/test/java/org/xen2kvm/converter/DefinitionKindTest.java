package org.xen2kvm.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionKindTest {

  @ParameterizedTest
  @ValueSource(strings = {"<domain type='xen'/>", "\n  <?xml version='1.0'?><a/>", "\uFEFF<domain/>", "<", "<not xml"})
  void whatBeginsWithATagIsXml(String text) {
    assertThat(DefinitionKind.of(text)).isEqualTo(DefinitionKind.XML);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "name = 'web1'",
    "memory=512\r\nvcpus=2\r\n",
    "\n# a guest\n\n  disk = [ ]",
    "memory=512;vcpus=2",
    "memory = 512 # MiB\nthis line is broken\nname = \"web1\"",
    "name = u'web1'\nOVM_simple_name = 'x'\n",
    "#!/usr/sbin/xl create\nmemory = 512",
    "vif = [\n 'bridge=br0',\n # 'bridge=br1',\n 'mac=00:16:3e:00:00:01',\n]\nmemory = 512\n",
    "name = web1\nmemory = 512\n",
    "extra = 'console=hvc0 (single) [x'\nmemory = 1",
    "memory = 512\ndisk = [ 'phy:/dev/vg/x",
    "vncdisplay = -5900\nmemory = 0x200"})
  void assignmentsOfAGuestsKeysAreAXenConfiguration(String text) {
    assertThat(DefinitionKind.of(text)).isEqualTo(DefinitionKind.XEN_CONFIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "import os, re\narch = os.uname()[4]\nkernel = \"/boot/hvmloader\"\nif re.search('64', arch):\n    x = 1\nmemory = 128\n",
    "def vif():\n  return []\nname = 'vm%d' % vmid\nmemory = 64\n",
    "#!/usr/bin/python\n\"\"\"A guest.\"\"\"\nmemory = int('64')\ndisk = disks()\n"})
  void aConfigurationThatComputesIsOneToo(String text) {
    assertThat(DefinitionKind.of(text)).isEqualTo(DefinitionKind.XEN_CONFIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(domain (domid 3) (name web1))", "\n(domain\n    (on_crash restart)\n)", "(vm\n (name web1))",
    "( domain(name x))"})
  void whatXendKeptIsSxp(String text) {
    assertThat(DefinitionKind.of(text)).isEqualTo(DefinitionKind.SXP);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "",
    " \n\t",
    "hello",
    "# only a comment\n",
    "#!/bin/sh\nname='web1'\nmemory=512\n",
    "name='web1'\nmemory=512\nexport name\nxl create $name\n",
    "name=\"$1\"\nmemory=512\n",
    "disk=\"/dev/${VG}/$name\"\nmemory=512\n",
    "name=`hostname`\nmemory=512\n",
    "if [ -f /etc/xen ]; then\n  memory=512\nfi\n",
    "autoballoon=\"auto\"\nlockfile=\"/var/lock/xl\"\nvif.default.script=\"vif-bridge\"\nmax_grant_frames=64\n",
    "# -*- sh -*-\n(xend-http-server yes)\n(domain-start yes)\n",
    "(xend-relocation-server no)",
    "(domainsnapshot x)",
    "[main]\nname = 'x'\nmemory = 512\n",
    "name = 'x'\n[dependencies]\nmemory = 1\n",
    "lvm = vg0\ndir = /home/xen\nsize = 4Gb\nmemory = 128Mb\nvcpus = 1\nfs = ext3\n",
    "name: web1\nmemory: 512\n",
    "{\"name\": \"web1\", \"memory\": 512}",
    "NAME=\"Debian\"\nTYPE=\"Ethernet\"\nUUID=\"1\"\n",
    "#!/usr/bin/python\nimport os\nname = 'setup'\nprint(name)\n",
    "boot=/dev/sda\nroot=/dev/sda1\nimage=/boot/vmlinuz\n",
    "memory = 512\0"})
  void anythingElseIsOther(String text) {
    assertThat(DefinitionKind.of(text)).isEqualTo(DefinitionKind.OTHER);
  }

  @Test
  void anyTextHasAKind() {
    SplittableRandom random = new SplittableRandom(5);
    String alphabet = "(<{[]})'\"\\#;=+-$`.\n\r\t u1xnamedisk\uFEFF\u00e9";
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(DefinitionKind.of(text.toString())).as(text.toString()).isNotNull();
    }
  }
}
