package org.xen2kvm.guestfix.plan;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a guest's file, with the encoding that gives its bytes back exactly: UTF-8, or ISO-8859-1 for a file that is not
 * valid UTF-8. What no fix touches comes out as it went in.
 *
 * @param text the content
 * @param latin1 whether the file is not UTF-8
 */
public record GuestText(String text, boolean latin1) {

  /** Returns a text that this tool writes. */
  public static GuestText of(String text) {
    return new GuestText(text, false);
  }

  /** Returns the text that the bytes of a file mean. */
  public static GuestText decode(byte[] bytes) {
    try {
      return new GuestText(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), false);
    } catch (CharacterCodingException e) {
      // Every byte is a character of ISO-8859-1, so the way back is exact.
      return new GuestText(new String(bytes, StandardCharsets.ISO_8859_1), true);
    }
  }

  /** Returns the same file with another content. */
  public GuestText with(String content) {
    return new GuestText(content, latin1);
  }

  /**
   * Returns the bytes of the file.
   *
   * @throws IllegalStateException when an edit brought a character into it that its encoding lacks: a bug in a fix
   */
  public byte[] encode() {
    Charset charset = latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    CharsetEncoder encoder = charset.newEncoder()
        .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text));
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      return content;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("A fix wrote a character that " + charset + " lacks", e);
    }
  }
}
