package org.xen2kvm.converter.rule.domain;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdom2.Element;

/**
 * An amount of memory, as libvirt's scaled integers give it.
 *
 * @param bytes how much
 */
record MemorySize(BigInteger bytes) implements Comparable<MemorySize> {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** Prefixes in the order of their powers. */
  private static final String PREFIXES = "kmgtpe";

  /** Returns the size in an element's text and unit, KiB unless it says otherwise; empty when it is none. */
  static Optional<MemorySize> of(Element element) {
    return of(element.getTextTrim(), element.getAttributeValue("unit", "KiB"));
  }

  /** Returns a size; empty when it is none. */
  static Optional<MemorySize> of(String number, String unit) {
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    return factor(unit.toLowerCase(Locale.ROOT)).map(factor -> new MemorySize(new BigInteger(number).multiply(factor)));
  }

  /** virScaleInteger: k, KiB … are powers of 1024, KB … are powers of 1000. */
  private static Optional<BigInteger> factor(String unit) {
    if (unit.equals("b") || unit.equals("byte") || unit.equals("bytes")) {
      return Optional.of(BigInteger.ONE);
    }
    int power = unit.isEmpty() ? -1 : PREFIXES.indexOf(unit.charAt(0));
    if (power < 0) {
      return Optional.empty();
    }
    return switch (unit.substring(1)) {
      case "", "ib" -> Optional.of(BigInteger.ONE.shiftLeft(10 * (power + 1)));
      case "b" -> Optional.of(BigInteger.valueOf(1000).pow(power + 1));
      default -> Optional.empty();
    };
  }

  MemorySize plus(MemorySize other) {
    return new MemorySize(bytes.add(other.bytes));
  }

  BigInteger kibibytes() {
    return bytes.divide(BigInteger.valueOf(1024));
  }

  @Override
  public int compareTo(MemorySize other) {
    return bytes.compareTo(other.bytes);
  }

  /** Returns the size in MiB, or in KiB when that is no whole number. */
  @Override
  public String toString() {
    BigInteger[] mebibytes = bytes.divideAndRemainder(BigInteger.valueOf(1024 * 1024));
    return mebibytes[1].signum() == 0 ? mebibytes[0] + " MiB" : kibibytes() + " KiB";
  }
}
