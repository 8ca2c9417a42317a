package org.xen2kvm.converter.xl.sketch;

import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.text.Place;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * One value that the file gives, of a key or in the list of a key.
 *
 * @param name the key; behind it the position in the list, from 1, when it stands in one: {@code disk[2]}
 * @param place where the key stands, or the item of the list
 */
public record Given(String name, Place place, Scalar value) {
  /** No size or count of a guest has more digits; it keeps sums of a few of them far from an overflow. */
  private static final int MOST_DIGITS = 15;

  /** Returns what it says. */
  public String text() {
    return value.text();
  }

  /** Returns what it says without blanks around it. */
  public String trimmed() {
    return value.text().strip();
  }

  /** Returns its number as xl's strtol reads it (decimal, 0octal, 0xhex), or null when it is none. */
  public @Nullable Long number() {
    return number(trimmed());
  }

  /** Returns whether it is a number other than 0, which is true to xl; null when it is no number. */
  public @Nullable Boolean flag() {
    Long number = number();
    return number == null ? null : number != 0;
  }

  /** Returns the number of a text as strtol reads it with base 0, or null when it is none. */
  public static @Nullable Long number(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    int radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      digits = digits.substring(1);
    }
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return null;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return null;
      }
      value = value * radix + digit;
    }
    return negative ? -value : value;
  }
}
