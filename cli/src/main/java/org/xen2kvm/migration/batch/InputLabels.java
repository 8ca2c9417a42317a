package org.xen2kvm.migration.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of a batch's inputs by their numbers. Names come folder by folder and in order, so most of a name is as in the one before;
 * of each only the rest is kept, and every sixteenth whole. For one thread.
 */
final class InputLabels {
  private static final int BLOCK = 16;

  private byte[] bytes = new byte[256];
  private int length;
  private int[] blocks = new int[16];
  private int count;
  private byte[] last = new byte[0];

  /** Keeps one more name, and returns its number. */
  int add(String label) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    int same = 0;
    if (count % BLOCK == 0) {
      int block = count / BLOCK;
      if (block == blocks.length) {
        blocks = Arrays.copyOf(blocks, blocks.length * 2);
      }
      blocks[block] = length;
    } else {
      int mismatch = Arrays.mismatch(last, name);
      same = mismatch < 0 ? name.length : mismatch;
    }
    append(same);
    append(name.length - same);
    ensure(name.length - same);
    System.arraycopy(name, same, bytes, length, name.length - same);
    length += name.length - same;
    last = name;
    return count++;
  }

  /** Returns the name of that number. */
  String get(int number) {
    int position = blocks[number / BLOCK];
    byte[] name = new byte[0];
    for (int i = number - number % BLOCK; i <= number; i++) {
      int same = read(position);
      position += width(same);
      int rest = read(position);
      position += width(rest);
      name = Arrays.copyOf(name, same + rest);
      System.arraycopy(bytes, position, name, same, rest);
      position += rest;
    }
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Appends a number, seven bits a byte, the lowest first. */
  private void append(int number) {
    ensure(5);
    int rest = number;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private int read(int position) {
    int number = 0;
    for (int i = 0; ; i++) {
      int part = bytes[position + i];
      number |= (part & 0x7F) << (7 * i);
      if (part >= 0) {
        return number;
      }
    }
  }

  private static int width(int number) {
    int width = 1;
    for (int rest = number >>> 7; rest != 0; rest >>>= 7) {
      width++;
    }
    return width;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
