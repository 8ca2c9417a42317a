package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.converter.xml.DomainParser;

/** What an input holds: a text, or the reason why it is none. Never reads more than a definition can be long. */
public sealed interface Content {

  /**
   * Longest input that is read, in bytes: libvirt measures VIR_NET_MESSAGE_STRING_MAX in bytes. No text of so many
   * bytes has more characters than the parser takes.
   */
  int MAX_BYTES = DomainParser.MAX_LENGTH;

  /**
   * U+FEFF at the start of a file: some editors put it there. libxml2 takes it, so it is kept, and the parser is spared
   * it.
   */
  String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * A text.
   *
   * @param text without a byte order mark
   * @param mark the byte order mark; empty when there is none
   */
  record Text(String text, String mark) implements Content {}

  /** No text. */
  record NoText(Finding finding) implements Content {}

  /**
   * Reads an input to its end, or to just over the limit.
   *
   * @throws IOException when it cannot be read
   */
  static Content read(Input input, InputStream standardInput) throws IOException {
    if (input instanceof Input.File file) {
      try (SeekableByteChannel channel = Files.newByteChannel(file.path())) {
        return channel.size() > MAX_BYTES ? tooLarge() : of(read(channel));
      }
    }
    return of(standardInput.readNBytes(MAX_BYTES + 1));
  }

  /** Reads as much as the file says that it holds; those of /proc and growing ones hold more. */
  private static byte[] read(SeekableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) channel.size() + 1);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return Arrays.copyOf(buffer.array(), buffer.position());
      }
    }
    byte[] rest = Channels.newInputStream(channel).readNBytes(MAX_BYTES + 1 - buffer.position());
    byte[] all = Arrays.copyOf(buffer.array(), buffer.position() + rest.length);
    System.arraycopy(rest, 0, all, buffer.position(), rest.length);
    return all;
  }

  private static Content of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return tooLarge();
    }
    if (isUtf16(bytes)) {
      return new NoText(new Finding(
          SyntaxGuard.ENCODING.descriptor().id(), Severity.ERROR, "", 1, 1, "The file is in UTF-16, not UTF-8",
          "Convert it, and the encoding in its XML declaration: iconv -f UTF-16 -t UTF-8 FILE."));
    }
    // The JDK's fast way, which puts U+FFFD for what is no UTF-8: only where one stands it has to be known why.
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    return decoded.indexOf('\uFFFD') < 0 ? withoutMark(decoded) : decodedStrictly(bytes);
  }

  private static Content decodedStrictly(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      return notUtf8(bytes, in.position(), out.flip());
    }
    return withoutMark(out.flip().toString());
  }

  private static Content withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK)
        ? new Text(text.substring(1), BYTE_ORDER_MARK)
        : new Text(text, "");
  }

  /** Recognises UTF-16 by its byte order mark, or by the zero byte beside the first character of any XML. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)
        || (first == 0 && second == '<') || (first == '<' && second == 0);
  }

  private static Content notUtf8(byte[] bytes, int position, CharBuffer before) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < before.length(); i++) {
      column++;
      if (before.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    String hex = Integer.toHexString(bytes[position] & 0xFF).toUpperCase(Locale.ROOT);
    return new NoText(
        SyntaxGuard.ENCODING.finding("The byte 0x" + (hex.length() < 2 ? "0" : "") + hex + " is not UTF-8", line,
        column));
  }

  private static Content tooLarge() {
    return new NoText(
        SyntaxGuard.TOO_LARGE.finding("The input is longer than " + MAX_BYTES + " bytes, libvirt's own limit", 0, 0));
  }
}
