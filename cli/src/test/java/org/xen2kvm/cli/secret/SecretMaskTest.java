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
