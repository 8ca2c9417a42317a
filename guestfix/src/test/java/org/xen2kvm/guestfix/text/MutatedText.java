package org.xen2kvm.guestfix.text;

import java.util.Random;

/** Makes of a file what a broken disk or a malicious guest may have there instead; the same seed gives the same text. */
public final class MutatedText {
  private static final String[] PIECES = {
      "\0", "\r", "\n", "\t", " ", "\"", "'", "\\", "#", "[", "]", "{", "}", "(", ")", "=", "+", ",", ":", "|", "$", "`", ">",
      "/dev/xvda1", "/dev/", "xvd", "hvc0", "xenblk ", "virtio ", "\u00e4", "\uFFFD", "9999999999", "a|", "UUID=", "\n\n"};

  private final Random random;

  public MutatedText(long seed) {
    this.random = new Random(seed);
  }

  /** Returns another text: cut off, with a piece taken out, doubled, put in or in place of a character, up to four times. */
  public String of(String text) {
    String result = text;
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      int from = random.nextInt(result.length() + 1);
      int to = from + random.nextInt(result.length() - from + 1);
      result = switch (random.nextInt(6)) {
        case 0 -> result.substring(0, from);
        case 1 -> result.substring(0, from) + result.substring(to);
        case 2 -> result.substring(0, to) + result.substring(from);
        case 3 -> result.substring(0, from) + (char) random.nextInt(1, 256)
            + result.substring(Math.min(from + 1, result.length()));
        case 4 -> random.nextInt(3) == 0 ? result.replace("\n", "\r\n") : result + text;
        default -> result.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + result.substring(from);
      };
    }
    return result;
  }
}
