package org.xen2kvm.migration.batch;

import java.util.SplittableRandom;

/**
 * A number that stands for a text. Two texts of a batch of a million have the same one with a probability of about one in ten million,
 * and what that would cost is one wrong warning. Stateless.
 */
final class Fingerprint {
  /** Another one in each run, so that nobody can write definitions whose fingerprints meet or crowd the table. */
  private static final long SEED = new SplittableRandom().nextLong();

  private Fingerprint() {}

  static long of(String text) {
    return of(0, text);
  }

  static long of(int kind, String text) {
    long hash = SEED + kind;
    for (int i = 0; i < text.length(); i++) {
      // The multiplier of PCG and Knuth's MMIX; the shift lets high bits reach the low ones.
      hash = (hash ^ text.charAt(i)) * 6364136223846793005L;
      hash ^= hash >>> 29;
    }
    return mixed(hash + text.length());
  }

  /** The finaliser of SplittableRandom (Stafford's variant 13): every bit of the result depends on every bit before. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
