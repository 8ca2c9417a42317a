package org.xen2kvm.runner.boot;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The last of what a guest wrote on its serial console. Not thread-safe. */
final class SerialTranscript {
  /** How many characters are kept: more than a screen of any kernel's last words, little for a report. */
  static final int LIMIT = 64 * 1024;

  /**
   * Escape sequences of terminals (ECMA-48): CSI, OSC, choice of character set, single characters. Each part ends at
   * the next escape at the latest, so the time is linear in the text.
   */
  private static final Pattern ESCAPES = Pattern.compile(
      "\u001B(?:\\[[0-?]*+[ -/]*+[@-~]|][^\u0007\u001B]*+(?:\u0007|\u001B\\\\)|[()*+#][0-~]|[0-Z\\\\^-~])");

  private static final String PROMPT = "login: ";

  /** A message of the kernel's, which does not mind what is on its line already. */
  private static final Pattern KERNEL_MESSAGE = Pattern.compile("\\[ {0,8}\\d{1,9}\\.\\d{1,9}]");

  /** What agetty writes when it asks nobody (agetty.c, --autologin). */
  private static final String AUTOMATIC = " (automatic login)";

  private final StringBuilder text = new StringBuilder();
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
      .onMalformedInput(CodingErrorAction.REPLACE)
      .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The start of a character whose other bytes have not come yet. */
  private byte[] incomplete = new byte[0];

  /** Takes the next bytes; returns them as text. A guest that does not write UTF-8 gives replacement characters. */
  String append(byte[] bytes, int count) {
    ByteBuffer in = ByteBuffer.allocate(incomplete.length + count).put(incomplete).put(bytes, 0, count).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    incomplete = new byte[in.remaining()];
    in.get(incomplete);
    String added = out.flip().toString();
    text.append(added);
    text.delete(0, Math.max(0, text.length() - LIMIT));
    return added;
  }

  /** What is kept, as it came. */
  String tail() {
    return text.toString();
  }

  /** Whether the guest shows what a serial probe looks for. */
  boolean shows(BootProbe probe) {
    if (probe instanceof BootProbe.SerialText serial) {
      return text.indexOf(serial.text()) >= 0 || plain().contains(serial.text());
    }
    return probe instanceof BootProbe.LoginPrompt && hasLoginPrompt(plain());
  }

  private String plain() {
    return ESCAPES.matcher(text).replaceAll("");
  }

  /** A prompt stands at the beginning of its line or after the host's name; "Last login: " greets who has logged in. */
  private static boolean hasLoginPrompt(String plain) {
    for (int at = plain.indexOf(PROMPT); at >= 0; at = plain.indexOf(PROMPT, at + 1)) {
      boolean word = at == 0 || Character.isWhitespace(plain.charAt(at - 1));
      if (word && !plain.startsWith("Last ", at - "Last ".length()) && isPromptEnd(plain, at + PROMPT.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPromptEnd(String plain, int end) {
    if (end == plain.length() || plain.charAt(end) == '\n' || plain.charAt(end) == '\r') {
      return true;
    }
    int lineEnd = plain.indexOf('\n', end);
    String rest = plain.substring(end, lineEnd < 0 ? plain.length() : lineEnd).stripTrailing();
    return KERNEL_MESSAGE.matcher(rest).lookingAt() || rest.endsWith(AUTOMATIC);
  }
}
