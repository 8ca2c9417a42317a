package org.xen2kvm.cli.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a secret in a guest's files and in what is told of it. */
final class GuestSecretsTest {
  private static final GuestSecrets MASKED = new GuestSecrets(false);

  @ParameterizedTest
  @ValueSource(strings = {
    "+psk=hush", "-  wpa-psk hush", " password --md5 hush", "+password: hush", "password_pbkdf2 root hush", "+private_key=\"hush\"",
    "+url=http://u:hush@host/", "+api_token=hush", "-kernel /vmlinuz rd.iscsi.password=hush", "root:$6$salt$hush:19000:0"
  })
  void linesOfFilesAreMasked(String line) {
    assertThat(MASKED.configuration("@@ -1 +1 @@\n" + line + "\n")).startsWith("@@ -1 +1 @@\n").endsWith("\n").contains("********")
        .doesNotContain("hush");
    assertThat(new GuestSecrets(true).configuration(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "Write it as one piece in quotes: root=/dev/vda1 rd.iscsi.password=hush", "password --md5 hush", "grub.pbkdf2.sha512.10000.hush",
    "the line $1$abc$hush", "/srv/rbd:pool/x:id=a:key=hush does not exist", "ks=http://u:hush@host/ks.cfg"
  })
  void messagesAreMasked(String message) {
    assertThat(MASKED.sentence(message)).contains("********").doesNotContain("hush");
    assertThat(new GuestSecrets(true).sentence(message)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "The password of the boot menu stays as it is", "console=ttyS0 root=UUID=2ec115d7-3a88-3ceb-bc12-0ac909a6fd87",
    "Keys of LUKS: give them with --key", "/etc/grub.d/40_custom: $1 is not expanded"
  })
  void otherMessagesStay(String message) {
    assertThat(MASKED.sentence(message)).isEqualTo(message);
  }

  @Test
  void onlyTheSecretOfAMessageIsMasked() {
    assertThat(MASKED.sentence("kernel command line: rd.iscsi.password=hush root=/dev/vda1"))
        .isEqualTo("kernel command line: rd.iscsi.password=******** root=/dev/vda1");
  }
}
