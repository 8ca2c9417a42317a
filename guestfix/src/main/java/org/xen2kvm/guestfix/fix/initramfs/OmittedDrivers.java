package org.xen2kvm.guestfix.fix.initramfs;

import java.util.List;

/**
 * Tells whether a word of dracut's {@code omit_drivers} leaves out what a disk or network card on virtio needs. The words are
 * regular expressions of a guest, which might be made to take for ever; those that people write are understood here ({@code
 * virtio.*}, {@code virtio_blk}), and of others it counts whether they speak of virtio at all.
 */
final class OmittedDrivers {
  /** The drivers and what they stand on. */
  private static final List<String> NAMES = List.of(
      "virtio", "virtio_ring", "virtio_pci", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_blk", "virtio_net",
      "net_failover", "failover", "virtio_scsi", "scsi_mod", "scsi_common", "sd_mod");
  private static final int LONGEST = 200;

  private OmittedDrivers() {}

  /** Returns whether the word leaves out virtio. */
  static boolean hits(String word) {
    if (word.length() > LONGEST) {
      return false;
    }
    String pattern = word.replace('-', '_');
    return pattern.contains("virtio") || NAMES.stream().anyMatch(name -> matches(pattern, name));
  }

  /** Matches literal characters, {@code .} and {@code .*}: the states of an automaton, so that no pattern takes long. */
  private static boolean matches(String pattern, String name) {
    boolean[] reached = new boolean[name.length() + 1];
    reached[0] = true;
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      boolean literal = Character.isLetterOrDigit(c) || c == '_';
      if (!literal && c != '.') {
        return false;
      }
      boolean many = at + 1 < pattern.length() && pattern.charAt(at + 1) == '*';
      reached = step(reached, name, c, many);
      at += many ? 2 : 1;
    }
    return reached[name.length()];
  }

  private static boolean[] step(boolean[] before, String name, char c, boolean many) {
    boolean[] after = new boolean[before.length];
    for (int i = 0; i < before.length; i++) {
      boolean taken = i > 0 && (c == '.' || c == name.charAt(i - 1));
      after[i] = many ? before[i] || (taken && after[i - 1]) : taken && before[i - 1];
    }
    return after;
  }
}
