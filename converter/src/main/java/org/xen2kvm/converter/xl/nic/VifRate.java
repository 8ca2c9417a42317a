package org.xen2kvm.converter.xl.nic;

import java.util.Optional;

/**
 * How fast a guest may send, as xl reads {@code rate=10Mb/s@50ms} (Xen, xl-network-configuration(5), libxlu_vif.c): a credit
 * that is replenished once in each window.
 *
 * @param bytesPerSecond the rate; 1000 bytes are a KB
 * @param intervalMicros the window
 * @param bytesPerInterval the credit of one window; at least 0, and at most 2<sup>64</sup>-1 as an unsigned number
 * @param windowSaid whether the window is written, rather than xl's 50 ms
 */
public record VifRate(long bytesPerSecond, long intervalMicros, long bytesPerInterval, boolean windowSaid) {
  private static final long DEFAULT_MICROS = 50_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** What fits into 32 bits, the most that xl takes for a number or a window. */
  private static final long MOST = 0xffff_ffffL;

  /** Linux' netback lets a guest save up this much, whatever its credit is: xen-netback, tx_add_credit. */
  private static final long LEAST_BURST = 131_072;

  /** Reads the value, or returns empty when xl refuses it: no number, no unit, out of range. */
  public static Optional<VifRate> parse(String text) {
    int at = text.indexOf('@');
    Optional<Long> bytes = bytesPerSecond(at < 0 ? text : text.substring(0, at));
    Optional<Long> micros = at < 0 ? Optional.of(DEFAULT_MICROS) : micros(text.substring(at + 1));
    if (bytes.isEmpty() || micros.isEmpty()
        || Long.compareUnsigned(bytes.get(), Long.divideUnsigned(-1L, micros.get())) > 0) {
      return Optional.empty();
    }
    long credit = Long.divideUnsigned(bytes.get() * micros.get(), MICROS_PER_SECOND);
    return Optional.of(new VifRate(bytes.get(), micros.get(), credit, at >= 0));
  }

  /** Returns the rate in libvirt's kilobytes per second, which {@code tc} takes as 1000 bytes; a limit is never 0. */
  public long kilobytesPerSecond() {
    return Math.max(1, bytesPerSecond / 1000 + (bytesPerSecond % 1000 == 0 ? 0 : 1));
  }

  /** Returns what the guest could send at once, in libvirt's kibibytes. */
  public long burstKibibytes() {
    long burst = Long.compareUnsigned(bytesPerInterval, LEAST_BURST) < 0 ? LEAST_BURST : bytesPerInterval;
    return Long.divideUnsigned(burst, 1024) + (Long.remainderUnsigned(burst, 1024) == 0 ? 0 : 1);
  }

  /** {@code [0-9]+[GMK]?[Bb]/s}. */
  private static Optional<Long> bytesPerSecond(String text) {
    if (!text.endsWith("b/s") && !text.endsWith("B/s")) {
      return Optional.empty();
    }
    int end = text.length() - "B/s".length();
    long factor = 1;
    if (end > 0) {
      factor = switch (text.charAt(end - 1)) {
        case 'G' -> 1_000_000_000;
        case 'M' -> 1_000_000;
        case 'K' -> 1000;
        default -> 1;
      };
    }
    long bits = text.endsWith("b/s") ? 8 : 1;
    long unit = factor;
    return number(text.substring(0, unit == 1 ? end : end - 1)).map(number -> number * unit / bits);
  }

  /** {@code [0-9]+[mu]?s?}; a number alone is seconds, because xl's reader has it so, whatever its manual says. */
  private static Optional<Long> micros(String text) {
    String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    long factor = MICROS_PER_SECOND;
    if (digits.endsWith("m")) {
      factor = 1000;
    } else if (digits.endsWith("u")) {
      factor = 1;
    }
    long unit = factor;
    return number(unit == MICROS_PER_SECOND ? digits : digits.substring(0, digits.length() - 1))
        .map(number -> number * unit)
        .filter(micros -> micros <= MOST);
  }

  /** Reads digits as C's strtoull with base 0 does, where a leading 0 means octal. */
  private static Optional<Long> number(String digits) {
    boolean octal = digits.length() > 1 && digits.startsWith("0");
    // 4294967295 has ten digits, and eleven as an octal number with its 0 in front twelve.
    if (digits.isEmpty() || digits.length() > 12) {
      return Optional.empty();
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > (octal ? '7' : '9')) {
        return Optional.empty();
      }
    }
    long value = Long.parseLong(digits, octal ? 8 : 10);
    return value == 0 || value > MOST ? Optional.empty() : Optional.of(value);
  }
}
