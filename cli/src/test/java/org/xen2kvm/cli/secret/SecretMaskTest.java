package org.xen2kvm.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Change.Kind;
import org.xen2kvm.converter.report.RuleId;

/** What is a secret, and what only looks like one. */
final class SecretMaskTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "<graphics type='vnc' passwd='hush'/>", "<graphics passwd = \"hush\" port='1'/>", "<graphics\n  passwd='hush'",
    "<!-- <g passwd='hush'/> -->",
    "<x:graphics x:passwd='hush'/>", "<auth Password='hush'/>", "<secret>hush</secret>",
    "<secret type='x'>\n  hush\n</secret>",
    "<cookie name='session'>hush</cookie>", "<q:password>hush</q:password>", "<secret><![CDATA[hush]]></secret>",
    "<graphics passwd='hush", "<graphics passwd='hu&apos;hush'/><b a='1'/>"
  })
  void secretsAreMasked(String text) {
    assertThat(SecretMask.holdsSecret(text)).isTrue();
    assertThat(SecretMask.mask(text)).doesNotContain("hush").contains(SecretMask.MASK);
    assertThat(SecretMask.mask(SecretMask.mask(text))).isEqualTo(SecretMask.mask(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "vncpasswd = 'hush'", "vnc = 1\nvncpasswd=\"hush\"", "spicepasswd = 'hush'", "acpi=1; vncpasswd='hush'",
    "VNCPASSWD = 'hush'", "vncpassword = \"hush\"", "vnc_passwd='hush'", "spicepass='hush'", "spicePass += hush", "myvncpasswd='hush'",
    "VNCPASS = u'hush'", "monpasswd=hush", "<a nopasswd='hush'/>",
    "vfb = [ 'type=vnc,vncpasswd=hush,vncunused=1' ]", "vfb = [\"vncpasswd=hush\"]", "vncpasswd=hush",
    "disk = [ 'vdev=xvda,script=block-iscsi,target=iqn=iqn.2001-05.a:b,portal=h:1,user=u,password=hush' ]",
    "rbd:pool/x:id=admin:key=hush==:mon_host=m", "<source file='rbd:pool/x:id=admin:key=hush'/>",
    "pool/x:key=hush cannot be translated"
  })
  void secretsOfXensConfigurationsAreMasked(String text) {
    assertThat(SecretMask.holdsSecret(text)).isTrue();
    assertThat(SecretMask.mask(text)).doesNotContain("hush").contains(SecretMask.MASK);
    assertThat(SecretMask.mask(SecretMask.mask(text))).isEqualTo(SecretMask.mask(text));
    assertThat(SecretMask.mask(text).replace(SecretMask.MASK, "")).isEqualTo(text.replaceAll("hush(==)?", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<graphics type='vnc'/>", "vncpasswd=''", "vncpasswd=\"\"", "'type=vnc,vncpasswd=,vnc=1'", "keymap='de'", "a:keymap=de", "key=x",
    "<a x:key='v'/>", "pool/x:key=:id=a", "gfx_passthru='1'", "pci_pass_x=1", "vncpasswd = ", "<graphics passwd=''/>", "<graphics passwdValidTo='2010-04-09T15:51:00'/>",
    "<secret type='iscsi' usage='x'/>",
    "<secret uuid='1'></secret>", "<nopasswd a='b'/>", "<a mode='host-passthrough'/>", "<mac address='a'/>", "<secretary>Ann</secretary>",
    "<a b='passwd'/>", "passwd=", "=", ">", ""
  })
  void otherTextIsNot(String text) {
    assertThat(SecretMask.holdsSecret(text)).isFalse();
    assertThat(SecretMask.mask(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    // QEMU's command line
    "<qemu:arg value='secret,id=s0,data=hush,format=raw'/>", "<qemu:arg value='secret,id=s0,data=hush'/>",
    "<qemu:arg value=\"secret,data=hush\"/>", "<qemu:arg value='if=none,file=x,password=hush,id=a'/>", "<arg value='a=b,key=hush'/>",
    "<qemu:arg value='file.driver=iscsi,file.password=hush'/>", "<qemu:arg value='a=b,password=hu:sh:hush'/>",
    "<qemu:arg value='{\"qom-type\":\"secret\",\"id\":\"s0\",\"data\":\"hush\"}'/>",
    "<qemu:arg value='{&quot;qom-type&quot;:&quot;secret&quot;,&quot;data&quot;: &quot;hush&quot;}'/>",
    "<qemu:arg value='qom-type=secret,id=s0,data=hush'/>", "<qemu:arg value='a,password=x,,hush,b=c'/>",
    "<qemu:env name='API_TOKEN' value='hush'/>", "<qemu:env value='hush' name='DB_PASSWORD'/>", "<env name=\"KEY\" value=\"hush\"/>",
    "<qemu:env name='AWS_SECRET_ACCESS_KEY' value='hush'/>", "<qemu:env name='Credentials' value='hush'/>",
    "<qemu:env name='PASSPHRASE' value='hush'/>", "<qemu:env name='APIKEY' value='hush'/>",
    // metadata
    "<x:adminPassword>hush</x:adminPassword>", "<m adminPassword='hush'/>", "<client-secret>hush</client-secret>",
    "<x:accessToken>hush</x:accessToken>", "<a token='hush'/>", "<passphrase>hush</passphrase>", "<a apiKey='hush'/>",
    "<credentials>hush</credentials>", "<wifi psk='hush'/>", "<x:property name='root_password'>hush</x:property>",
    "<a secret='hush'/>", "<PrivateKey>hush</PrivateKey>", "<entry>io.systemd.credential:foo=hush</entry>", "<x:rootPwd>hush</x:rootPwd>",
    // URLs
    "<source file='http://user:hush@host/x'/>", "<a>https://u:hush@h:80/p?q</a>", "iscsi://user%hush@host/iqn/0", "iscsi://u:hush@h",
    "cifs://dom;user:hu:hush@host/share", "netroot=iscsi:user:hush@192.168.0.1::3260::iqn", "curl of http://a:hush@b failed", "and //u%hush@host/iqn cannot be translated", "'//u:hush@host'", "iscsi:/u%hush@host/x", "http:/u:hush@host",
    // a kernel's command line
    "<cmdline>root=/dev/xvda1 rd.iscsi.password=hush ro</cmdline>", "luks.passphrase=hush quiet", "systemd.set_credential=foo:hush a",
    "token=hush", "rbd:p/i:id=a:key=a\\:hush:mon_host=h"
  })
  void whatTellsByItsNameOrPlaceIsMasked(String text) {
    assertThat(SecretMask.holdsSecret(text)).isTrue();
    assertThat(SecretMask.mask(text)).doesNotContain("hush").contains(SecretMask.MASK);
    assertThat(SecretMask.mask(SecretMask.mask(text))).isEqualTo(SecretMask.mask(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<secret type='ceph' uuid='2ec115d7-3a88-3ceb-bc12-0ac909a6fd87'/>", "<auth username='admin'><secret type='iscsi' usage='u'/></auth>",
    "<encryption format='luks'><secret type='passphrase' uuid='2ec115d7-3a88-3ceb-bc12-0ac909a6fd87'/></encryption>",
    "<tpm model='tpm-crb'><backend type='emulator'><encryption secret='6dd3e4a5-1d76-44ce-961f-f119f5aad935'/></backend></tpm>",
    "<keywrap><cipher name='aes' state='on'/></keywrap>", "<input type='keyboard' bus='ps2'/>",
    "<launchSecurity type='sev'><policy>0x0003</policy><dhCert>AAAA</dhCert><session>BBBB</session></launchSecurity>",
    "<qemu:arg value='if=none,password-secret=sec0,key-secret=sec1'/>", "<qemu:arg value='socket,id=a,path=/x'/>",
    "<qemu:arg value='-fw_cfg'/>", "<qemu:env name='LANG' value='C'/>", "<qemu:env name='SSL_KEY_FILE' value='/etc/key'/>",
    "<qemu:env name='PWD' value='/x'/>", "<key>v</key>", "<a key='v'/>", "<x:tokenizer>a</x:tokenizer>", "<a passwordPolicy='strong'/>",
    "<source protocol='iscsi' name='iqn.2001-05.com.example:x/1'><host name='h' port='3260'/></source>", "http://user@host/x",
    "ssh://root@host:22/x", "//a/b:c@d", "<a>me@example.org: see http://x:80/y@z</a>", "<loader secure='yes'/>", "<a bypass='on'/>",
    "<interface type='passt'/>", "<graphics keymap='de' passwdValidTo='2010-04-09T15:51:00' connected='keep'/>",
    "root=UUID=2ec115d7 console=ttyS0 rd.luks.key=/etc/keys/a", "<parameter name='CTRL_IP_LEARNING' value='any'/>",
    "<qemu:property name='x-data' type='string' value='v'/>", "data=x,key"
  })
  void whatOnlyNamesASecretOrLooksLikeOneStays(String text) {
    assertThat(SecretMask.mask(text)).isSameAs(text);
    assertThat(SecretMask.holdsSecret(text)).isFalse();
  }

  @Test
  void onlyTheSecretOfAnOptionIsMasked() {
    assertThat(SecretMask.mask("<cmdline>root=/dev/a rd.iscsi.password=hush ro x=y</cmdline>"))
        .isEqualTo("<cmdline>root=/dev/a rd.iscsi.password=******** x=y</cmdline>");
    assertThat(SecretMask.mask("<qemu:arg value='secret,id=s0,data=hush,format=raw'/>"))
        .isEqualTo("<qemu:arg value='secret,id=s0,data=********,format=raw'/>");
    assertThat(SecretMask.mask("http://user:hush@host/x iscsi://user%hush@host/iqn"))
        .isEqualTo("http://user:********@host/x iscsi://user%********@host/iqn");
    assertThat(SecretMask.mask("rbd:p/x:id=admin:key=hush==:conf=/etc/ceph.conf"))
        .isEqualTo("rbd:p/x:id=admin:key=********:conf=/etc/ceph.conf");
  }

  @Test
  void allSecretsAreMaskedAndTheRestStays() {
    assertThat(SecretMask.mask("<a passwd='1' b='2'/>\n<secret>3</secret>\n<c passwd=\"4\"/>"))
        .isEqualTo("<a passwd='********' b='2'/>\n<secret>********</secret>\n<c passwd=\"********\"/>");
  }

  @Test
  void changesAreMasked() {
    Change attribute = new Change(
        new RuleId("x"), Kind.SET_ATTRIBUTE, "/domain/devices/graphics", "passwd", "verysecret", "verysecr", -1,
        "Too long", 1, 1);
    Change element = new Change(
        new RuleId("x"), Kind.REMOVE_ELEMENT, "/domain/devices/graphics", "graphics", "<graphics passwd='hush'/>",
        null, -1, "Two", 1, 1);
    Change other = new Change(new RuleId("x"), Kind.SET_ATTRIBUTE, "/domain", "type", "xen", "kvm", -1, "KVM", 1, 1);

    assertThat(SecretMask.mask(attribute)).extracting(Change::before, Change::after)
        .containsExactly("********", "********");
    assertThat(SecretMask.mask(element)).extracting(Change::before, Change::after)
        .containsExactly("<graphics passwd='********'/>", null);
    assertThat(SecretMask.mask(other)).isEqualTo(other);

    Change setting = new Change(
        new RuleId("x"), Kind.READ_SETTING, "/domain/devices/graphics", "vncpasswd", "hush", "<graphics passwd='hush'/>", -1,
        "Read", 1, 1);
    assertThat(SecretMask.mask(setting)).extracting(Change::before, Change::after)
        .containsExactly("********", "<graphics passwd='********'/>");
  }

  @Test
  void secretsOfXenConfigurationsAreMasked() {
    assertThat(SecretMask.mask("vncpasswd='topsecret'\nspicepasswd = \"the beast\" # x\n"))
        .isEqualTo("vncpasswd='********'\nspicepasswd = \"********\" # x\n");
    assertThat(SecretMask.mask("a=1\n  vncpasswd = u'x\\'y'; b='c'")).isEqualTo("a=1\n  vncpasswd = u'********'; b='c'");
    assertThat(SecretMask.mask("vfb = [ 'type=vnc,vncpasswd=123poi,keymap=de', \"vncpasswd=x\" ]"))
        .isEqualTo("vfb = [ 'type=vnc,vncpasswd=********,keymap=de', \"vncpasswd=********\" ]");
    assertThat(SecretMask.mask("vncpasswd=',x'\nvncpasswd=']'")).isEqualTo("vncpasswd='********'\nvncpasswd='********'");
    assertThat(SecretMask.mask("# vncpasswd = 'old'\nvncpasswd = 4711\nvncpasswd += 'x'"))
        .isEqualTo("# vncpasswd = '********'\nvncpasswd = ********\nvncpasswd += '********'");
  }

  @Test
  void emptySecretsOfXenConfigurationsAreNone() {
    for (String text : List.of("vncpasswd=''\nname='a'", "vfb=['vncpasswd=,vncunused=1']", "vfb=['vnc=1,vncpasswd=']\nname='x'",
        "vncpasswd", "vncpasswd=", "vncpasswd = ")) {
      assertThat(SecretMask.mask(text)).isEqualTo(text);
      assertThat(SecretMask.holdsSecret(text)).as(text).isFalse();
    }
  }

  @Test
  void aReadSettingIsMaskedInWhatItWasAndInWhatItBecame() {
    Change password = SecretMask.mask(new Change(new RuleId("xl-setting"), Change.Kind.READ_SETTING, "/domain", "vncpasswd",
        "'topsecret'", "<graphics type='vnc' passwd='topsecret' keymap='de'/>", -1, "Read", 3, 1));
    assertThat(password.before()).isEqualTo("********");
    assertThat(password.after()).isEqualTo("<graphics type='vnc' passwd='********' keymap='de'/>");

    Change vfb = SecretMask.mask(new Change(new RuleId("xl-setting"), Change.Kind.READ_SETTING, "/domain", "vfb[1]",
        "'vnc=1,vncpasswd=topsecret'", null, -1, "Read", 3, 1));
    assertThat(vfb.before()).isEqualTo("'vnc=1,vncpasswd=********'");
  }
}
