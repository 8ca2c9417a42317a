package org.xen2kvm.cli.input;

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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.ForeignFormat;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.converter.xml.DomainParser;

/**
 * What an input holds: a text, or the reason why it is none. Never reads more than a definition can be long, and of a file in
 * a folder that is none no more than shows it.
 */
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
   * @param findings what is known of the place that it comes from
   */
  record Text(String text, String mark, List<Finding> findings) implements Content {
    /** Makes a text of which no more is known. */
    public Text(String text, String mark) {
      this(text, mark, List.of());
    }
  }

  /** No text. */
  record NoText(Finding finding) implements Content {}

  /** A file in a folder that is no definition. */
  record PassedOver(String reason) implements Content {}

  /** Nothing that could be had, and why. */
  record Unreadable(Failure failure) implements Content {}

  /**
   * Reads an input to its end, or to just over the limit, or as far as shows that it is no definition.
   *
   * @throws IOException when it cannot be read
   */
  static Content read(Input input, InputStream standardInput) throws IOException {
    if (input instanceof Input.Unusable unusable) {
      return new Unreadable(unusable.failure());
    }
    if (input instanceof Input.PassedOver over) {
      return new PassedOver(over.reason());
    }
    if (input instanceof Input.Live live) {
      return LiveContent.of(live);
    }
    if (input instanceof Input.File file) {
      try (SeekableByteChannel channel = Files.newByteChannel(file.path())) {
        return file.isMeant() ? whole(channel) : inFolder(channel);
      }
    }
    if (input instanceof Input.Reported) {
      throw new IllegalArgumentException("What a report tells of is not read: " + input.label());
    }
    return of(standardInput.readNBytes(MAX_BYTES + 1));
  }

  /**
   * Returns whether a file is taken for a disk where disks are taken: it is an image, or neither XML nor a configuration of a guest
   * nor an archive. A small read where it is a disk.
   *
   * @throws IOException when it cannot be read
   */
  static boolean isDisk(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      byte[] start = start(channel, FileLook.BYTES);
      Optional<ForeignFormat> foreign = ForeignFormat.of(new String(start, StandardCharsets.ISO_8859_1));
      if (foreign.isPresent()) {
        return foreign.get().isDisk();
      }
      if (FileLook.isMarkup(start)) {
        return false;
      }
      return channel.size() > FileLook.LONGEST_CONFIG || FileLook.at(read(channel, start)) instanceof FileLook.Other;
    }
  }

  private static Content whole(SeekableByteChannel channel) throws IOException {
    if (channel.size() <= MAX_BYTES) {
      return of(read(channel, new byte[0]));
    }
    return foreign(start(channel, ForeignFormat.LOOKED_AT)).orElseGet(Content::tooLarge);
  }

  private static Content inFolder(SeekableByteChannel channel) throws IOException {
    byte[] start = start(channel, FileLook.BYTES);
    FileLook.Verdict verdict = FileLook.at(start, channel.size());
    if (verdict instanceof FileLook.Taken && channel.size() > MAX_BYTES) {
      return tooLarge();
    }
    byte[] whole = verdict instanceof FileLook.Other ? start : read(channel, start);
    if (verdict instanceof FileLook.Undecided) {
      verdict = FileLook.at(whole);
    }
    return verdict instanceof FileLook.Other other ? new PassedOver(other.reason()) : of(whole);
  }

  private static byte[] start(SeekableByteChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, channel.size() + 1));
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // reads on
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Reads on behind the start, as much as the file says that it holds; those of /proc and growing ones hold more. */
  private static byte[] read(SeekableByteChannel channel, byte[] start) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.max((int) channel.size() + 1, start.length));
    buffer.put(start);
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

  /** Returns the refusal of what is an archive, a disk or the like; empty for what may be a definition. */
  private static Optional<Content> foreign(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == '<' && !(bytes.length > 1 && bytes[1] == '<')) {
      return Optional.empty();
    }
    int length = Math.min(bytes.length, ForeignFormat.LOOKED_AT);
    return ForeignFormat.of(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))
        .map(format -> new NoText(format.finding()));
  }

  private static Content of(byte[] bytes) {
    Optional<Content> foreign = foreign(bytes);
    if (foreign.isPresent()) {
      return foreign.get();
    }
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

  /** Returns the refusal of what is longer than a definition can be. */
  static Content tooLarge() {
    return new NoText(
        SyntaxGuard.TOO_LARGE.finding("The input is longer than " + MAX_BYTES + " bytes, libvirt's own limit", 0, 0));
  }
}
