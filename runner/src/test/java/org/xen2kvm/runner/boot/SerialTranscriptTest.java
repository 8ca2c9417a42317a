package org.xen2kvm.runner.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.runner.boot.BootProbe.LoginPrompt;
import org.xen2kvm.runner.boot.BootProbe.SerialText;

/** What counts as shown on a serial console. */
final class SerialTranscriptTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "login: ",
    "\r\nDebian GNU/Linux 12 web1 ttyS0\r\n\r\nweb1 login: ",
    "(none) login: ",
    "\u001B[1mweb1 login: \u001B[0m",
    "\u001B[H\u001B[2J\u001B]0;console\u0007web1 \u001B(Blogin: \u001B[6n",
    "web1 login: \r\nweb1 login: ",
    "web1 login: [   12.345678] random: crng init done\r\n",
    "web1 login: root (automatic login)\r\n\r\nLinux web1"
  })
  void loginPromptIsFound(String text) {
    assertThat(transcript(text).shows(new LoginPrompt())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "",
    "[  OK  ] Started getty on ttyS0, for login: serial console\r\n",
    "[  OK  ] Started \u001B[0;1;39mUser Login Management\u001B[0m.\r\n",
    "web1 login:",
    "Last login: ",
    "web1 prelogin: ",
    "web1 login: root\r\n",
    "[    1.0] systemd[1]: Reached target login prompts: \r\n"
  })
  void whatIsNotAPromptIsNotFound(String text) {
    assertThat(transcript(text).shows(new LoginPrompt())).isFalse();
  }

  @Test
  void promptInPiecesIsFound() {
    SerialTranscript transcript = transcript("web1 log");
    assertThat(transcript.shows(new LoginPrompt())).isFalse();

    append(transcript, "in: ");

    assertThat(transcript.shows(new LoginPrompt())).isTrue();
  }

  @Test
  void textIsFoundAcrossPiecesAndEscapes() {
    SerialTranscript transcript = transcript("service \u001B[32mre");
    append(transcript, "ady\u001B[0m now");

    assertThat(transcript.shows(new SerialText("service ready now"))).isTrue();
    assertThat(transcript.shows(new SerialText("\u001B[0m now"))).isTrue();
    assertThat(transcript.shows(new SerialText("ready then"))).isFalse();
    assertThat(transcript.tail()).isEqualTo("service \u001B[32mready\u001B[0m now");
  }

  @Test
  void characterInPiecesIsOneCharacter() {
    SerialTranscript transcript = new SerialTranscript();
    byte[] bytes = "größe".getBytes(StandardCharsets.UTF_8);
    for (byte piece : bytes) {
      transcript.append(new byte[] {piece}, 1);
    }

    assertThat(transcript.tail()).isEqualTo("größe");
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() {
    SerialTranscript transcript = new SerialTranscript();
    transcript.append(new byte[] {'a', (byte) 0xFF, 'b'}, 3);

    assertThat(transcript.tail()).isEqualTo("a\uFFFDb");
  }

  @Test
  void onlyTheLastIsKept() {
    SerialTranscript transcript = transcript("first");
    append(transcript, "x".repeat(SerialTranscript.LIMIT - 4));
    append(transcript, "last");

    assertThat(transcript.tail()).hasSize(SerialTranscript.LIMIT).startsWith("xx").endsWith("last");
  }

  private static SerialTranscript transcript(String text) {
    SerialTranscript transcript = new SerialTranscript();
    append(transcript, text);
    return transcript;
  }

  private static void append(SerialTranscript transcript, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    transcript.append(bytes, bytes.length);
  }
}
