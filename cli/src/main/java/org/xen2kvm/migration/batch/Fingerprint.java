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

  /** Returns that of a long text, which is made in a hurry: whoever needs certainty looks at more than it. */
  static long ofLong(String text) {
    return mixed(SEED ^ (((long) text.length() << 32) | (text.hashCode() & 0xFFFFFFFFL)));
  }

  static long of(Trait trait) {
    String text = trait.value();
    long hash = SEED + trait.kind().phrase().hashCode(); // one value of two kinds is two traits
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
